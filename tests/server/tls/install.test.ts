import { createHash, X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, test } from '@jest/globals'
import { appleProfile, authorityFile, fingerprintGroups } from '#server/tls/install.ts'
import { cleanUp, deployment, materialOf } from './support.ts'

afterEach(cleanUp)

async function authority(committee = 'UBND tỉnh Sông Lam') {
  const { ca } = await materialOf(await deployment({ committee }))
  if (!ca) throw new Error('There is no authority.')
  return ca
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
const uuids = (text: string) =>
  [...text.matchAll(/<key>PayloadUUID<\/key><string>(.*?)<\/string>/g)].map(found => found[1])

describe('what tablets download', () => {
  test('for Android and Windows is the authority itself', async () => {
    const ca = await authority()
    const file = authorityFile(ca.der)
    expect(file).toMatchObject({ contentType: 'application/x-x509-ca-cert', fileName: 'phong-hop-so-ca.crt' })
    expect(new X509Certificate(file.bytes).fingerprint256).toBe(ca.fingerprint)
  })

  test('for iPads is a profile that carries the authority as a root', async () => {
    const ca = await authority()
    const { bytes, contentType } = appleProfile(ca)
    const text = textOf(bytes)
    expect(contentType).toBe('application/x-apple-aspen-config')
    expect(text).toContain('<key>PayloadType</key><string>com.apple.security.root</string>')
    const data = /<data>([^<]*)<\/data>/.exec(text)?.[1] ?? ''
    expect(Buffer.from(data, 'base64')).toEqual(Buffer.from(ca.der))
    for (const group of fingerprintGroups(ca.der)) expect(text).toContain(group)
  })

  test('for iPads replaces itself when installed twice, and stands beside another deployment’s', async () => {
    const [one, other] = [await authority(), await authority()]
    const ids = (ca: typeof one) => uuids(textOf(appleProfile(ca).bytes))
    expect(ids(one)).toEqual(ids({ ...one, der: new Uint8Array(one.der) }))
    expect(new Set([...ids(one), ...ids(other)]).size).toBe(4)
    for (const id of ids(one))
      expect(id).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
  })

  test('for iPads stays well-formed whatever the committee is called', async () => {
    const text = textOf(appleProfile(await authority('A & B <C>')).bytes)
    expect(text).toContain('Phòng Họp Số – A &amp; B &lt;C&gt;')
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/)
  })
})

test('the fingerprint is told in groups that an eye can compare', async () => {
  const { der } = await authority()
  const groups = fingerprintGroups(der)
  expect(groups).toHaveLength(8)
  for (const group of groups) expect(group).toMatch(/^([0-9A-F]{2} ){3}[0-9A-F]{2}$/)
  expect(groups.join('').replaceAll(' ', '').toLowerCase()).toBe(
    createHash('sha256').update(der).digest('hex'),
  )
})

test('a committee’s long name still makes a name that tablets accept', async () => {
  const { name } = await authority('Ủy ban nhân dân '.repeat(10))
  expect([...name]).toHaveLength(64)
})
