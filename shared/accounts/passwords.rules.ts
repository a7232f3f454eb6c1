/** Fewest characters of a password; NIST SP 800-63B counts length, not kinds of characters. */
export const leastPasswordLength = 10
/** Longest password that is taken, in characters. */
export const mostPasswordLength = 128

/** Beginnings that every guesser tries first, folded to letters and digits. */
const commonest = [
  'matkhau',
  'password',
  'passw0rd',
  'qwerty',
  'iloveyou',
  'anhyeuem',
  'admin',
  'abc123',
  'phonghop',
  'ubnd',
]

/**
 * [K17] A password as it enters OPAQUE: RFC 8265 §4.2 (OpaqueString), so that a keyboard that composes letters
 * otherwise, or another kind of blank, makes the same password.
 */
export const preparePassword = (typed: string): string => typed.replace(/\p{Zs}/gu, ' ').normalize('NFC')

export type PasswordProblem = 'tooShort' | 'tooLong' | 'name' | 'common' | 'monotonous'

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^a-z0-9]/g, '')

/** Whether each character follows the one before by the same step: `aaaaaaaaaa`, `1234567890`, `zyxwvutsrq`. */
const monotonous = (text: string): boolean => {
  const codes = [...text].map(letter => letter.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)))
  // On a keyboard 0 stands beside 9.
  if (/^\d+$/.test(text)) for (const step of steps) if (Math.abs(step) === 9) steps.delete(step)
  return [-1, 0, 1].some(step => steps.size === 1 && steps.has(step))
}

/**
 * [K18] What is wrong with a new password, or null. The server cannot ask this, because it never sees one: the
 * page that takes the password does.
 */
export const passwordProblem = (
  typed: string,
  owner: { readonly loginName: string; readonly displayName: string },
): PasswordProblem | null => {
  const password = preparePassword(typed)
  const { length } = [...password]
  if (length < leastPasswordLength) return 'tooShort'
  if (length > mostPasswordLength) return 'tooLong'
  const folded = plain(password)
  const names = [owner.loginName, owner.displayName].map(plain).filter(name => name.length >= 4)
  if (names.some(name => folded.includes(name))) return 'name'
  if (monotonous(password)) return 'monotonous'
  // What is left beside a common beginning must still be half a password.
  const begun = commonest.find(one => folded.startsWith(one))
  return begun !== undefined && folded.length - begun.length < leastPasswordLength / 2 ? 'common' : null
}
