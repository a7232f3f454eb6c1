import { expect, test } from '@jest/globals'
import { CommandId, Id } from '#shared/contract/define.ts'

test('an id is the same however its letters are written, so that two objects never share a file', () => {
  const id = 'abcdefab-1234-4abc-8abc-abcdefabcdef'
  expect(Id.parse(id.toUpperCase())).toBe(id)
  expect(CommandId.parse(id.toUpperCase())).toBe(id)
  expect(Id.safeParse('../../etc/passwd').success).toBe(false)
})
