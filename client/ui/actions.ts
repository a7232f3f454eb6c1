import { type ReactNode, useEffect, useRef } from 'react'
import { create } from 'zustand'
import { recall, remember } from '#client/i18n/remembered.ts'
import { sameKeys } from './keys.ts'

/** Something a user can do: a menu, a button and the keyboard all read this one object. */
export interface Action {
  readonly id: string
  /** As a verb, in the language of the screen. */
  readonly name: string
  readonly icon?: ReactNode
  /** One key or a chord, see keys.ts: "n", "?", "Shift+ArrowRight", "Mod+k". */
  readonly shortcut?: string
  /** Whether it can be done now; always, where left out. */
  readonly predicate?: () => boolean
  readonly perform: () => void
}

const storageKey = 'phong-hop-so.shortcuts'

interface ActionsState {
  /** Actions of every screen part that is shown, the latest last. */
  readonly groups: ReadonlyMap<object, readonly Action[]>
  /** Single keys can be turned off: speech input and shaky hands press them by accident (WCAG 2.2, 2.1.4). */
  readonly singleKeys: boolean
}

export const useActionsStore = create<ActionsState>(() => ({
  groups: new Map(),
  singleKeys: recall(storageKey) !== 'off',
}))

/** Turns single-key shortcuts on or off, on this device. */
export function setSingleKeys(on: boolean): void {
  remember(storageKey, on ? 'on' : 'off')
  useActionsStore.setState({ singleKeys: on })
}

/** Offers these actions to the keyboard and to the help under "?" while the component is shown. */
export function useActions(actions: readonly Action[]): void {
  const owner = useRef({})
  useEffect(() => {
    const key = owner.current
    useActionsStore.setState(state => ({ groups: new Map(state.groups).set(key, actions) }))
    return () =>
      useActionsStore.setState(state => {
        const groups = new Map(state.groups)
        groups.delete(key)
        return { groups }
      })
  }, [actions])
}

/** Whether keys now belong to a text that is being written, or to a dialog or menu that is open. */
function keysAreTaken(key: KeyboardEvent): boolean {
  if (key.isComposing || key.defaultPrevented) return true
  const target = key.target instanceof Element ? key.target : null
  if (target?.closest('input, textarea, select, [contenteditable="true"], [role="menu"]')) return true
  return document.querySelector('[role="dialog"]') !== null
}

/** Performs the action whose shortcut was pressed; the one of the part shown last wins. */
function onKey(key: KeyboardEvent): void {
  if (keysAreTaken(key)) return
  const { groups, singleKeys } = useActionsStore.getState()
  const chord = key.ctrlKey || key.metaKey
  if (!chord && !singleKeys && key.key !== '?') return
  for (const action of [...groups.values()].reverse().flat()) {
    if (!action.shortcut || !sameKeys(action.shortcut, key)) continue
    if (action.predicate && !action.predicate()) continue
    key.preventDefault()
    action.perform()
    return
  }
}

/** Listens to the keyboard; once in the application. */
export function useKeyboard(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
