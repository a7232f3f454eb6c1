import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { passwordProblem, preparePassword } from '#shared/accounts/passwords.rules.ts'

const owner = { loginName: 'nguyetbtm', displayName: 'Bùi Thị Minh Nguyệt' }
const problem = (password: string) => passwordProblem(password, owner)

describe('[K17] the same password from any keyboard', () => {
  test('[K17] composed and decomposed letters are one password', () => {
    const typed = 'Mưa rơi trên mái ngói'
    expect(preparePassword(typed.normalize('NFD'))).toBe(preparePassword(typed.normalize('NFC')))
    expect(preparePassword(typed.normalize('NFC'))).toBe(typed.normalize('NFC'))
  })
  test('[K17] every kind of blank is a blank, and none is taken off', () => {
    expect(preparePassword('\u00a0a\u3000b ')).toBe(' a b ')
  })
  test('[K17] [K18] a password is judged alike, however its keyboard composes letters', () => {
    const letter = fc.constantFrom(...'aăâđeêioôơuưáạảãàĐẬ 91!')
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 20 }), typed => {
        expect(problem(typed.normalize('NFD'))).toBe(problem(typed.normalize('NFC')))
      }),
    )
  })
  test('[K17] preparing twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(preparePassword(preparePassword(text))).toBe(preparePassword(text))
      }),
    )
  })
})

describe('[K18] what a new password may be', () => {
  test('[K18] ten characters are enough and nine are not, counted as people count them', () => {
    expect(problem('mưa rơi xa')).toBeNull()
    expect(problem('mưa rơi x')).toBe('tooShort')
    expect(problem('mưa rơi xa'.normalize('NFD'))).toBeNull()
    expect(problem('😀x😀y😀')).toBe('tooShort')
  })
  test('[K18] 128 characters are taken and 129 are not', () => {
    const long = 'con cò bay lả bay la '.repeat(10)
    expect(problem(long.slice(0, 128))).toBeNull()
    expect(problem(long.slice(0, 129))).toBe('tooLong')
  })
  test('[K18] neither the login name nor the name, with or without diacritics', () => {
    expect(problem('xin NGUYETBTM chào')).toBe('name')
    expect(problem('Bùi Thị Minh Nguyệt 1975')).toBe('name')
    expect(problem('buithiminhnguyet-1975')).toBe('name')
    expect(passwordProblem('đường đi khó', { loginName: 'ab', displayName: 'Đỗ' })).toBeNull()
    expect(passwordProblem('duong dai xa', { loginName: 'abcd', displayName: 'Đường' })).toBe('name')
  })
  test('[K18] a name counts from four letters on: shorter ones stand in many words', () => {
    expect(passwordProblem('xa nhà an lành', { loginName: 'x1', displayName: 'Hà An' })).toBe('name')
    expect(passwordProblem('quán an7 xa quê', { loginName: 'an7', displayName: 'Vũ' })).toBeNull()
  })
  test('[K18] one’s name is found wherever it stands', () => {
    const text = fc.string({ unit: fc.constantFrom(...'xyzư 7'), minLength: 4, maxLength: 20 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(problem(`${before}Nguyetbtm${after}`)).toBe('name')
      }),
    )
  })
  test('[K18] neighbours make no password, wherever they begin and whichever way they run', () => {
    const steps = fc.constantFrom(-1, 0, 1)
    fc.assert(
      fc.property(
        fc.integer({ min: 55, max: 100 }),
        steps,
        fc.integer({ min: 10, max: 20 }),
        (first, step, length) => {
          const codes = Array.from({ length }, (_, at) => first + at * step)
          expect(problem(String.fromCodePoint(...codes))).toBe('monotonous')
        },
      ),
    )
  })
  test.each(['aaaaaaaaaa', '1234567890', '0987654321', 'abcdefghijk', 'zyxwvutsrqp'])(
    '[K18] %s is a run of neighbours',
    password => {
      expect(problem(password)).toBe('monotonous')
    },
  )
  test.each(['acegikmoqs', 'aabbccddee', '1234567899'])('[K18] %s is no such run', password => {
    expect(problem(password)).toBeNull()
  })
  test.each(['matkhau123', 'Mật khẩu 1234', 'Password!!!1', 'admin12345'.slice(0, 9).concat('!')])(
    '[K18] %s is one of the commonest with a little added',
    password => {
      expect(problem(password)).toBe('common')
    },
  )
  test('[K18] a common word with enough of one’s own is fine', () => {
    expect(problem('matkhau cò bay lả')).toBeNull()
    expect(problem('khong matkhau')).toBeNull()
    // Half a password of one's own is enough.
    expect(problem('matkhau1234')).toBe('common')
    expect(problem('matkhau12345')).toBeNull()
  })
})
