import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  newRecoveryBytes,
  readRecoveryCode,
  writeRecoveryCode,
} from '#client/features/annotations/keys/recoveryCode.ts'

const entropy = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Uint8Array.from(bytes))
const alphabet = '0123456789CFGHJKMNPQRTVX'

describe('[N33] the recovery code', () => {
  test('is eight groups of four, and reads back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(entropy, async bytes => {
        const code = await writeRecoveryCode(bytes)
        expect(code).toMatch(/^([0-9CFGHJKMNPQRTVX]{4}-){7}[0-9CFGHJKMNPQRTVX]{4}$/)
        expect(await readRecoveryCode(code)).toEqual({ ok: true, bytes })
      }),
      { numRuns: 100, examples: [[new Uint8Array(16)], [new Uint8Array(16).fill(255)]] },
    )
  })

  test('may be typed small, without hyphens, with spaces, and with letters that look alike', async () => {
    const bytes = newRecoveryBytes()
    const code = await writeRecoveryCode(bytes)
    const lookAlike = code
      .replaceAll('0', 'O')
      .replaceAll('1', 'l')
      .replaceAll('2', 'z')
      .replaceAll('5', 's')
      .replaceAll('8', 'B')
      .replaceAll('V', 'u')
    for (const typed of [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')} `,
      lookAlike,
    ])
      expect(await readRecoveryCode(typed)).toEqual({ ok: true, bytes })
  })

  test('holds no letter that Telex or VNI would make another of: no vowel, no D, no W', () => {
    expect(alphabet).not.toMatch(/[AEIOUYDW]/)
    expect(new Set(alphabet).size).toBe(24)
  })

  test('a slip of one letter is noticed, and its group named', async () => {
    let named = 0
    const runs = 10
    for (let run = 0; run < runs; run += 1) {
      const code = await writeRecoveryCode(newRecoveryBytes())
      const places = [...code].flatMap((letter, at) => (letter === '-' ? [] : [at]))
      const at = places[(run * 7) % places.length]!
      const others = [...alphabet].filter(letter => letter !== code[at])
      const slipped = code.slice(0, at) + others[run % others.length] + code.slice(at + 1)
      const read = await readRecoveryCode(slipped)
      expect(read.ok).toBe(false)
      if (read.ok) continue
      expect(read.problem).toBe('check')
      // Another letter elsewhere could mend it too, once in some hundred codes: then no group is named.
      if (read.group !== null) {
        named += 1
        expect(read.group).toBe(Math.floor(places.indexOf(at) / 4) + 1)
      }
    }
    expect(named).toBeGreaterThan(runs * 0.7)
  })

  test('two neighbours that changed places, or two groups, are noticed', async () => {
    let noticed = 0
    for (let run = 0; run < 20; run += 1) {
      const code = (await writeRecoveryCode(newRecoveryBytes())).replaceAll('-', '')
      const at = [...code].findIndex((letter, index) => index < 31 && letter !== code[index + 1])
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)
      const groups = code.slice(4, 8) + code.slice(0, 4) + code.slice(8)
      for (const typed of [swapped, groups])
        if (typed === code || !(await readRecoveryCode(typed)).ok) noticed += 1
    }
    // A check of 18 bits misses one in 262,144.
    expect(noticed).toBeGreaterThan(38)
  })

  test('says what is wrong before it is whole: too short, too long, a letter that no code has', async () => {
    const code = await writeRecoveryCode(newRecoveryBytes())
    expect(await readRecoveryCode(code.slice(0, -1))).toEqual({ ok: false, problem: 'length', group: null })
    expect(await readRecoveryCode(`${code}0`)).toEqual({ ok: false, problem: 'length', group: null })
    expect(await readRecoveryCode('')).toEqual({ ok: false, problem: 'length', group: null })
    expect(await readRecoveryCode(`0000-00A0-${code.slice(10)}`)).toEqual({
      ...{ ok: false, problem: 'letter', group: 2 },
    })
  })
})
