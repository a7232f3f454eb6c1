import { expect, test } from '@jest/globals'
import { roomMaySee } from '#shared/presenting/presenting.rules.ts'

test.each([
  [true, false, true],
  [true, true, true],
  [false, true, true],
  [false, false, false],
])(
  '[P20] the room: everyone may see it: %s, a secretary’s word: %s → it is shown: %s',
  (everyoneSees, audienceConfirmed, shown) => {
    expect(roomMaySee({ everyoneSees, audienceConfirmed })).toBe(shown)
  },
)
