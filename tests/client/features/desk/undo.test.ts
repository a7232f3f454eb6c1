import { beforeEach, describe, expect, test } from '@jest/globals'
import { forgetUndo, undoable, undoLast, useUndo } from '#client/features/desk/undo.ts'

const undone: string[] = []
const deed = (name: string): (() => void) => undoable(() => void undone.push(name))

beforeEach(() => {
  undone.length = 0
  forgetUndo()
})

describe('Ctrl+Z at the desk', () => {
  test('takes the last deed back', () => {
    deed('first')
    deed('second')
    undoLast()
    expect(undone).toEqual(['second'])
  })
  test('pressed twice takes a deed back once', () => {
    deed('only')
    undoLast()
    undoLast()
    expect(undone).toEqual(['only'])
  })
  test('does nothing before anything was done', () => {
    undoLast()
    expect(undone).toEqual([])
    expect(useUndo.getState().last).toBeNull()
  })
  test('does nothing to the meeting that was left', () => {
    deed('in the former meeting')
    forgetUndo()
    undoLast()
    expect(undone).toEqual([])
  })
})

describe('The notice’s undo button', () => {
  test('and Ctrl+Z together take a deed back once', () => {
    const button = deed('only')
    button()
    undoLast()
    button()
    expect(undone).toEqual(['only'])
  })
  test('of an earlier deed leaves Ctrl+Z to the later one', () => {
    const button = deed('first')
    deed('second')
    button()
    undoLast()
    expect(undone).toEqual(['first', 'second'])
  })
  test('may lead to a deed that can be taken back itself', () => {
    undoable(() => {
      undone.push('undone')
      deed('redone')
    })
    undoLast()
    undoLast()
    expect(undone).toEqual(['undone', 'redone'])
  })
})
