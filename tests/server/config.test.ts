import { describe, expect, test } from '@jest/globals'
import { ConfigError, readConfig } from '#server/config.ts'

/** What is said of an environment, in both languages; nothing where it serves. */
const said = (environment: Readonly<Record<string, string>>) => {
  try {
    readConfig(environment)
    return undefined
  } catch (error) {
    if (error instanceof ConfigError) return error.said
    throw error
  }
}

describe('A setting that cannot be used is refused in both languages, with what it holds and what is allowed', () => {
  test.each([
    ['PHS_PORT', 'abc', 'số nguyên từ 0 đến 65535', 'a whole number from 0 to 65535'],
    ['PHS_PORT', '70000', 'số nguyên từ 0 đến 65535', 'a whole number from 0 to 65535'],
    ['PHS_LOGIN_HOURS', '0.002', 'số nguyên từ 1 đến 2160', 'a whole number from 1 to 2160'],
    ['PHS_LOGIN_HOURS', '0', 'số nguyên từ 1 đến 2160', 'a whole number from 1 to 2160'],
    ['PHS_PAPER_LIMIT_MB', '1e3', 'số nguyên từ 1 đến 100000', 'a whole number from 1 to 100000'],
    ['PHS_PAGE_LIMIT', '-4', 'số nguyên từ 1 đến 100000', 'a whole number from 1 to 100000'],
    ['PHS_HOT_PAPERS_MB', '100001', 'số nguyên từ 1 đến 100000', 'a whole number from 1 to 100000'],
    ['PHS_TLS', 'maybe', 'một trong: on, off', 'one of: on, off'],
    ['NODE_ENV', 'live', 'một trong: production, development, test', 'one of: production, development, test'],
    ['PHS_LOG_LEVEL', 'loud', 'một trong: trace, debug', 'one of: trace, debug'],
    ['PHS_ORIGIN', 'hop', 'một địa chỉ đầy đủ, như https://', 'a whole address, such as https://'],
  ])('%s=%s', (name, held, vi, en) => {
    const { vi: inVietnamese = '', en: inEnglish = '' } = said({ [name]: held }) ?? {}
    expect(inVietnamese).toContain(`${name} đang là "${held}"`)
    expect(inVietnamese).toContain(`phải là ${vi}`)
    expect(inVietnamese).not.toMatch(/expected|invalid|must/i)
    expect(inEnglish).toContain(`${name} is "${held}"`)
    expect(inEnglish).toContain(`must be ${en}`)
  })

  test('all at once, and a long one cut short', () => {
    const { en = '' } = said({ PHS_PORT: 'x'.repeat(500), PHS_TLS: 'maybe' }) ?? {}
    expect(en).toContain('PHS_TLS is "maybe"')
    expect(en).toContain(`PHS_PORT is "${'x'.repeat(60)}…"`)
  })

  test('also where two settings do not go together', () => {
    expect(said({ PHS_TLS: 'off' })?.vi).toMatch(/PHS_ORIGIN phải là địa chỉ https/)
    expect(said({ PHS_TLS_CERT: 'cert.pem' })?.vi).toMatch(/PHS_TLS_CERT và PHS_TLS_KEY: phải đặt cả hai/)
    expect(said({ PHS_TLS_KEY: 'key.pem' })?.en).toMatch(/set both, or neither/)
  })
})

test('A setting at its bounds serves, and one that is set to nothing is as one not set', () => {
  expect(readConfig({ PHS_LOGIN_HOURS: '1', PHS_PORT: '65535', PHS_PAGE_LIMIT: ' 100000 ' })).toMatchObject({
    ...{ loginMs: 3_600_000, port: 65_535, pageLimit: 100_000 },
  })
  expect(readConfig({ PHS_PORT: '', PHS_ORIGIN: ' ', PHS_TLS: '', PHS_LOGIN_HOURS: '' })).toMatchObject({
    ...{ port: 8_443, origin: undefined, tls: 'on', loginMs: 7 * 24 * 3_600_000 },
  })
})
