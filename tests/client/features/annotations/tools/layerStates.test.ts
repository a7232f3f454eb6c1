import { expect, test } from '@jest/globals'
import { stateShown } from '#client/features/annotations/tools/layerStates.ts'

test('[N46] the layer that is written in tells its state; others only what is not at the server yet', () => {
  expect(stateShown('saved', ['saved', 'locked', 'denied'])).toBe('saved')
  expect(stateShown('saved', ['offline'])).toBe('offline')
  expect(stateShown('saving', ['saved'])).toBe('saving')
  expect(stateShown('locked', ['saving'])).toBe('locked')
  expect(stateShown('denied', ['offline'])).toBe('denied')
  expect(stateShown(null, [])).toBe('saved')
})
