import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import 'reflect-metadata'
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'
import { ensureTls } from '#server/tls/ensure.ts'
import { describeTls } from '#server/tls/failures.ts'
import { parseHosts } from '#server/tls/hosts.ts'
import { type Issued, issueAuthority, issueServerCertificate } from '#server/tls/issue.ts'
import { constraintsFor } from '#server/tls/nameConstraints.ts'
import {
  cleanUp,
  clockAt,
  DAY,
  deployment,
  materialOf,
  NAME,
  serialNumber,
  serve,
  temporaryFolder,
  visit,
} from './support.ts'

const now = Date.now()
const validity = { notBefore: new Date(now - DAY), notAfter: new Date(now + 90 * DAY) }

/** The operator's files, written by an authority that is not ours. */
async function operatorFiles() {
  const folder = await temporaryFolder()
  const authority = await issueAuthority({
    name: 'Ban Cơ yếu',
    constraints: constraintsFor(parseHosts([NAME, 'other.gov.vn'])),
    ...validity,
  })
  const own = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
  const issue = (names: readonly string[] = [NAME], dates = validity): Promise<Issued> =>
    issueServerCertificate({
      authority: { cert: authority.cert, key: createPrivateKey(authority.key) },
      hosts: parseHosts(names),
      ...dates,
    })
  const write = async (issued: Partial<Issued>) => {
    if (issued.cert !== undefined) await writeFile(own.certFile, issued.cert)
    if (issued.key !== undefined) await writeFile(own.keyFile, issued.key)
  }
  await write(await issue())
  return { own, authority, issue, write }
}

let files: Awaited<ReturnType<typeof operatorFiles>>

beforeEach(async () => {
  files = await operatorFiles()
})
afterEach(cleanUp)

const ensure = async (names: readonly string[] = [NAME]) =>
  ensureTls(await deployment({ own: files.own, names, clock: clockAt(now) }))

async function refusal(names?: readonly string[]) {
  const result = await ensure(names)
  if (result.ok) throw new Error('The certificate was accepted.')
  const told = describeTls(result.error)
  expect(told.vi + told.en).not.toMatch(/[{}]/)
  return { ...result.error, told }
}

describe('the operator’s own certificate', () => {
  test('is served with its chain, and no authority of ours is made', async () => {
    const issued = await files.issue()
    await files.write({ cert: issued.cert + files.authority.cert, key: issued.key })
    const options = await deployment({ own: files.own })
    const material = await materialOf(options)
    expect(material).toMatchObject({ source: 'own', notices: [], notAfter: expect.anything() })
    expect(material.ca).toBeUndefined()
    expect(material.cert).toContain(files.authority.cert)
    await expect(readdir(options.folder)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await visit(await serve(material), NAME, files.authority.cert)).toBe(serialNumber(issued.cert))
  })

  test('warns two weeks before it ends', async () => {
    await files.write(await files.issue([NAME], { ...validity, notAfter: new Date(now + 13 * DAY) }))
    expect(await ensure()).toMatchObject({ ok: true, data: { notices: [{ code: 'tls.certEndsSoon' }] } })
  })
})

describe('the operator’s own certificate is refused with a sentence', () => {
  test.each(['cert', 'key'] as const)('when the %s file is missing', async kind => {
    const path = files.own[`${kind}File`]
    await rename(path, `${path}.away`)
    expect(await refusal()).toMatchObject({ code: `tls.${kind}Missing`, params: { path } })
  })

  test.each(['cert', 'key'] as const)('when the %s file cannot be read', async kind => {
    const path = files.own[`${kind}File`]
    await rename(path, `${path}.away`)
    await mkdir(path)
    expect(await refusal()).toMatchObject({
      code: `tls.${kind}Unreadable`,
      params: { path, reason: 'EISDIR' },
    })
  })

  test.each(['', 'no PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'when the certificate is %j',
    async cert => {
      await files.write({ cert })
      expect(await refusal()).toMatchObject({ code: 'tls.certInvalid' })
    },
  )

  test('when the key is none', async () => {
    await files.write({ key: 'no PEM' })
    expect(await refusal()).toMatchObject({ code: 'tls.keyInvalid', params: { path: files.own.keyFile } })
  })

  test('when the key is behind a passphrase', async () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    })
    await files.write({ key: privateKey })
    expect(await refusal()).toMatchObject({ code: 'tls.keyEncrypted' })
  })

  test('when the key belongs to another certificate', async () => {
    await files.write({ key: (await files.issue()).key })
    const { code, told } = await refusal()
    expect(code).toBe('tls.keyMismatch')
    expect(told.vi).toContain(files.own.keyFile)
    expect(told.en).toContain(files.own.certFile)
  })

  test('when the chain stands before the server’s own certificate', async () => {
    const issued = await files.issue()
    await files.write({ cert: files.authority.cert + issued.cert, key: issued.key })
    expect(await refusal()).toMatchObject({ code: 'tls.chainOrder' })
  })

  test('when it has expired', async () => {
    await files.write(
      await files.issue([NAME], { notBefore: new Date(now - 90 * DAY), notAfter: new Date(now) }),
    )
    expect(await refusal()).toMatchObject({ code: 'tls.certExpired' })
  })

  test('when its time has not come', async () => {
    await files.write(await files.issue([NAME], { ...validity, notBefore: new Date(now + DAY) }))
    expect(await refusal()).toMatchObject({ code: 'tls.certNotYetValid' })
  })

  test('when it does not cover a configured name', async () => {
    const { code, params } = await refusal([NAME, 'other.gov.vn'])
    expect({ code, params }).toEqual({
      code: 'tls.nameNotCovered',
      params: { path: files.own.certFile, name: 'other.gov.vn', covers: NAME },
    })
  })

  test('when it does not cover a configured address', async () => {
    expect(await refusal(['192.168.1.5'])).toMatchObject({ code: 'tls.nameNotCovered' })
  })

  test('when its key is too short for any client', async () => {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024 }
    const keys = await crypto.subtle.generateKey(
      { ...algorithm, publicExponent: Uint8Array.of(1, 0, 1) },
      true,
      ['sign', 'verify'],
    )
    const certificate = await X509CertificateGenerator.createSelfSigned({
      keys,
      name: 'CN=ngan',
      signingAlgorithm: algorithm,
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: NAME }])],
      ...validity,
    })
    const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
    await files.write({
      cert: certificate.toString('pem'),
      key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    })
    expect(await refusal()).toMatchObject({
      code: 'tls.certRefused',
      params: { reason: 'ERR_SSL_EE_KEY_TOO_SMALL' },
    })
  })
})
