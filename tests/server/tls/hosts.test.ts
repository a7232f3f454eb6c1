import { isIP } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addressBytes, parseHost, parseHosts } from '#server/tls/hosts.ts'
import { constraintsFor, decodeConstraints, encodeConstraints, permits } from '#server/tls/nameConstraints.ts'

describe('a configured host', () => {
  test.each([
    ['Hop.SongLam.gov.vn', 'dns', 'hop.songlam.gov.vn'],
    ['họp.vn', 'dns', 'xn--hp-68s.vn'],
    ['may-chu', 'dns', 'may-chu'],
    [' 10.0.0.1 ', 'ip', '10.0.0.1'],
    ['FD00:0:0:0::12', 'ip', 'fd00::12'],
    ['::ffff:10.0.0.1', 'ip', '::ffff:a00:1'],
  ])('%s is read as %s %s', (text, type, value) => {
    expect(parseHost(text)).toEqual({ type, value })
  })

  test.each([
    '',
    ' ',
    'a b',
    'a_b',
    '*.gov.vn',
    'a:443',
    'https://a',
    '-a.vn',
    'a..vn',
    'fe80::1%eth0',
    '10.0.0.256',
    `${'a'.repeat(64)}.vn`,
  ])('%j is none', text => {
    expect(parseHost(text)).toBeUndefined()
  })

  test('is named once however often it is given', () => {
    expect(parseHosts(['::1', '0:0::1', 'a.vn', 'A.VN', '?'])).toEqual([
      { type: 'ip', value: '::1' },
      { type: 'dns', value: 'a.vn' },
    ])
  })

  test('keeps its bytes: an address is the same however it is written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
        const groups = Array.from({ length: 8 }, (_, at) =>
          Buffer.from(bytes)
            .readUInt16BE(at * 2)
            .toString(16),
        )
        const value = parseHost(groups.join(':'))?.value ?? ''
        expect(isIP(value)).toBe(6)
        expect(addressBytes(value)).toEqual(new Uint8Array(bytes))
      }),
    )
    expect([...addressBytes('192.168.0.5')]).toEqual([192, 168, 0, 5])
  })
})

describe('name constraints', () => {
  const constraints = constraintsFor(parseHosts(['hop.gov.vn', '203.0.113.9', '2001:db8::7']))
  const may = (text: string) => permits(constraints, parseHost(text) ?? { type: 'dns', value: '' })

  test.each([
    'hop.gov.vn',
    'a.hop.gov.vn',
    'may-chu.local',
    'localhost',
    '10.255.0.1',
    '172.31.255.255',
    '192.168.9.9',
    '100.127.0.1',
    '169.254.3.3',
    '127.1.2.3',
    '::1',
    'fdff::1',
    'febf::1',
    '203.0.113.9',
    '2001:db8::7',
  ])('let the authority certify %s', text => {
    expect(may(text)).toBe(true)
  })

  test.each([
    'gov.vn',
    'xhop.gov.vn',
    'hop.gov.vn.example',
    'may-chu',
    'google.com',
    '11.0.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '128.0.0.1',
    '::2',
    'fe00::1',
    'fec0::1',
    '203.0.113.8',
    '2001:db8::8',
    '::ffff:10.0.0.1',
  ])('keep the authority from certifying %s', text => {
    expect(may(text)).toBe(false)
  })

  test('are read back as they were written, however many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.domain(), { maxLength: 40 }),
        fc.array(fc.ipV4(), { maxLength: 40 }),
        (names, addresses) => {
          const written = constraintsFor(parseHosts([...names, ...addresses]))
          const read = decodeConstraints(encodeConstraints(written))
          expect(read.names).toEqual(written.names)
          expect(read.ranges.map(range => [...range])).toEqual(written.ranges.map(range => [...range]))
        },
      ),
    )
  })
})
