import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { ensureTls } from '#server/tls/ensure.ts'
import { describeTls } from '#server/tls/failures.ts'
import { issueServerCertificate } from '#server/tls/issue.ts'
import { cleanUp, clockAt, DAY, deployment, materialOf, NAME, serialNumber, serve, visit } from './support.ts'

afterEach(cleanUp)

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
const codes = (material: { notices: readonly { code: string }[] }) => material.notices.map(({ code }) => code)

describe('a tablet that installed the authority', () => {
  test('is let in by the configured name, and one that did not is refused', async () => {
    const material = await materialOf(await deployment())
    const server = await serve(material)
    expect(await visit(server, NAME, material.ca?.pem)).toBe(serialNumber(material.cert))
    expect(await visit(server, NAME)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  test.each(['localhost', '127.0.0.1', '192.168.1.5', 'may-chu', 'may-chu.local'])(
    'is let in by the machine’s own %s',
    async host => {
      const material = await materialOf(await deployment())
      expect(await visit(await serve(material), host, material.ca?.pem)).toBe(serialNumber(material.cert))
    },
  )

  test('is not deceived by a thief of the authority’s key who certifies another’s name', async () => {
    const options = await deployment()
    const { ca } = await materialOf(options)
    const key = createPrivateKey(await readFile(join(options.folder, 'authority.pem')))
    const forged = (name: string) =>
      issueServerCertificate({
        authority: { cert: ca?.pem ?? '', key },
        hosts: [{ type: 'dns', value: name }],
        notBefore: new Date(Date.now() - DAY),
        notAfter: new Date(Date.now() + DAY),
      })
    const [bank, ours] = [await forged('bank.example'), await forged(NAME)]
    expect(await visit(await serve(bank), 'bank.example', ca?.pem)).toBe('permitted subtree violation')
    expect(await visit(await serve(ours), NAME, ca?.pem)).toBe(serialNumber(ours.cert))
  })
})

describe('the certificates', () => {
  test('are what Apple, Chromium and Android accept', async () => {
    const material = await materialOf(await deployment())
    const leaf = new X509Certificate(material.cert)
    const authority = new X509Certificate(material.ca?.pem ?? '')
    const days = (one: X509Certificate) =>
      (one.validToDate.getTime() - one.validFromDate.getTime() + 1000) / DAY
    expect(days(leaf)).toBe(397)
    expect(days(authority)).toBe(3653)
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(authority.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect([leaf.ca, authority.ca]).toEqual([false, true])
    expect(leaf.subjectAltName).toBe(
      `DNS:${NAME}, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:may-chu, DNS:may-chu.local, IP Address:192.168.1.5`,
    )
    expect(material.ca?.name).toBe('Phòng Họp Số – UBND tỉnh Sông Lam')
    expect(material.ca?.fingerprint).toBe(authority.fingerprint256)
    expect(material.notAfter).toEqual(leaf.validToDate)
  })

  test('are kept where only their owner can read them, whatever the modes were before', async () => {
    const options = await deployment()
    await materialOf(options)
    const files = ['authority.pem', 'server.pem']
    expect((await readdir(options.folder)).sort()).toEqual(files)
    for (const file of files) await chmod(join(options.folder, file), 0o644)
    await materialOf(options)
    expect(await mode(options.folder)).toBe('700')
    for (const file of files) expect(await mode(join(options.folder, file))).toBe('600')
  })

  test('are the same after a second start, and only the first says to install the authority', async () => {
    const options = await deployment()
    const first = await materialOf(options)
    const second = await materialOf({ ...options, addresses: [...options.addresses].reverse() })
    expect(codes(first)).toEqual(['tls.authorityNew'])
    expect(second).toEqual({ ...first, notices: [] })
  })
})

describe('the server’s certificate is made anew under the same authority', () => {
  test('when the LAN gives the machine another address', async () => {
    const options = await deployment()
    const before = await materialOf(options)
    const after = await materialOf({ ...options, addresses: ['10.20.30.40'] })
    expect(after.ca).toEqual(before.ca)
    expect(await visit(await serve(after), '10.20.30.40', before.ca?.pem)).toBe(serialNumber(after.cert))
    expect(await visit(await serve(after), '192.168.1.5', before.ca?.pem)).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    )
  })

  test('when less than 30 days are left, and not before', async () => {
    const clock = clockAt(Date.now())
    const options = await deployment({ clock })
    const first = await materialOf(options)
    clock.time = first.notAfter.getTime() - 30 * DAY
    expect((await materialOf(options)).cert).toBe(first.cert)
    clock.time += 1000
    const renewed = await materialOf(options)
    expect(renewed.cert).not.toBe(first.cert)
    expect(renewed.ca).toEqual(first.ca)
    expect(renewed.notAfter.getTime() - clock.time).toBeGreaterThan(395 * DAY)
  })

  test('when the clock was wrong while it was made', async () => {
    const clock = clockAt(Date.now())
    const options = await deployment({ clock })
    await materialOf(options)
    clock.time += 3 * 365 * DAY
    const fromTheFuture = await materialOf(options)
    clock.time -= 3 * 365 * DAY
    const healed = await materialOf(options)
    expect(new X509Certificate(fromTheFuture.cert).validFromDate.getTime()).toBeGreaterThan(clock.time)
    expect(await visit(await serve(healed), NAME, healed.ca?.pem)).toBe(serialNumber(healed.cert))
  })

  test.each([
    ['is damaged', 'rubbish'],
    ['has lost its second half', ''],
  ])('when its file %s', async (_, rest) => {
    const options = await deployment()
    const first = await materialOf(options)
    await writeFile(join(options.folder, 'server.pem'), first.cert.slice(0, 300) + rest)
    const healed = await materialOf(options)
    expect(await visit(await serve(healed), NAME, first.ca?.pem)).toBe(serialNumber(healed.cert))
  })
})

describe('the authority', () => {
  test('is never replaced unasked: a damaged file is told with its remedy', async () => {
    const options = await deployment()
    const path = join(options.folder, 'authority.pem')
    await materialOf(options)
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('PRIVATE KEY-----\n', 'PRIVATE KEY-----\nAAAA'),
    )
    const before = await readFile(path, 'utf8')
    const result = await ensureTls(options)
    expect(result).toEqual({ ok: false, error: { code: 'tls.authorityBroken', params: { path } } })
    expect(await readFile(path, 'utf8')).toBe(before)
    const told = result.ok ? undefined : describeTls(result.error)
    expect(told?.vi).toContain('khôi phục tệp từ bản sao lưu')
    expect(told?.en).toContain(path)
  })

  test('with another’s key is damaged too', async () => {
    const [one, other] = [await deployment(), await deployment()]
    const [mine, theirs] = [(await materialOf(one)).ca?.pem, join(other.folder, 'authority.pem')]
    await materialOf(other)
    const key = (await readFile(theirs, 'utf8')).replace(/-----BEGIN CERT[\s\S]*END CERTIFICATE-----\n/, '')
    await writeFile(join(one.folder, 'authority.pem'), `${mine}${key}`)
    expect(await ensureTls(one)).toMatchObject({ ok: false, error: { code: 'tls.authorityBroken' } })
  })

  test('that has ended is told together with the clock, and a year before that', async () => {
    const clock = clockAt(Date.now())
    const options = await deployment({ clock })
    const ends = (await materialOf(options)).ca?.notAfter.getTime() ?? 0
    clock.time = ends - 365 * DAY
    expect(codes(await materialOf(options))).toEqual([])
    clock.time = ends - 10 * DAY
    const last = await materialOf(options)
    expect(codes(last)).toEqual(['tls.authorityEndsSoon'])
    expect(last.notAfter.getTime()).toBe(ends)
    expect((await materialOf(options)).cert).toBe(last.cert)
    clock.time = ends
    expect(await ensureTls(options)).toMatchObject({ ok: false, error: { code: 'tls.authorityExpired' } })
  })

  test('gives way to a new one for a new configured name, and is kept beside it', async () => {
    const options = await deployment()
    const before = await materialOf(options)
    const after = await materialOf({ ...options, names: ['hop.tinhkhac.gov.vn'] })
    expect(codes(after)).toEqual(['tls.authorityReplaced'])
    const [notice] = after.notices
    const kept = await readFile(notice?.params.path ?? '', 'utf8')
    expect(kept).toContain(before.ca?.pem)
    expect(await visit(await serve(after), 'hop.tinhkhac.gov.vn', after.ca?.pem)).toBe(
      serialNumber(after.cert),
    )
  })

  test('does not give way to a new machine name or public address; those are left out and told', async () => {
    const options = await deployment()
    const before = await materialOf(options)
    const after = await materialOf({ ...options, machineNames: ['7f3a9c'], addresses: ['203.0.113.9'] })
    expect(after.ca).toEqual(before.ca)
    expect(after.notices).toEqual([{ code: 'tls.namesLeftOut', params: { names: '7f3a9c, 203.0.113.9' } }])
  })

  test('serves a public address that was there when it was made, over IPv6 as well', async () => {
    const material = await materialOf(await deployment({ addresses: ['203.0.113.9', '2001:db8::7'] }))
    const server = await serve(material)
    for (const host of ['203.0.113.9', '2001:db8::7']) {
      expect(await visit(server, host, material.ca?.pem)).toBe(serialNumber(material.cert))
    }
  })
})

describe('a refusal says what to do', () => {
  test('when a configured name is none', async () => {
    const result = await ensureTls(await deployment({ names: ['phòng họp'] }))
    expect(result).toEqual({ ok: false, error: { code: 'tls.nameInvalid', params: { name: 'phòng họp' } } })
  })

  test('when the folder cannot be written', async () => {
    const options = await deployment()
    await materialOf(options)
    const folder = join(options.folder, 'server.pem', 'below')
    const result = await ensureTls({ ...options, folder })
    expect(result).toMatchObject({ ok: false, error: { code: 'tls.folderUnwritable' } })
    expect(result.ok ? '' : describeTls(result.error).vi).toContain(folder)
  })
})
