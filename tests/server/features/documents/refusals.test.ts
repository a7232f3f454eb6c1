import { expect, test } from '@jest/globals'
import { readRefusal, refusalWord, type VersionRefusal } from '#server/features/documents/refusals.ts'

test.each<VersionRefusal>([
  { code: 'document.tooManyPages', params: { limit: 5_000 } },
  { code: 'document.tooLarge', params: { limitMb: 500 } },
  { code: 'document.notPdf', params: { found: 'docx' } },
  { code: 'document.broken', params: {} },
])('[D9] a refused paper keeps what its sentence names: $code $params', refusal => {
  expect(readRefusal(refusal.code, refusalWord(refusal))).toEqual(refusal)
})

test.each([null, ''])('[D9] a refusal that was kept without its limit names none: %p', word => {
  expect(readRefusal('document.tooManyPages', word)).toEqual({ code: 'document.tooManyPages', params: {} })
})

test('[D9] what a sentence does not name is not kept', () => {
  expect(refusalWord({ code: 'document.encrypted', params: { found: 'docx', limit: 3 } })).toBe('')
})
