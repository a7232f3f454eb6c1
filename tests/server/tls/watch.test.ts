import { createPrivateKey } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { TlsMaterial, TlsOptions } from '#server/tls/ensure.ts'
import type { TlsFailure } from '#server/tls/failures.ts'
import { parseHosts } from '#server/tls/hosts.ts'
import { issueAuthority, issueServerCertificate } from '#server/tls/issue.ts'
import { constraintsFor } from '#server/tls/nameConstraints.ts'
import { type CertificateWatch, watchCertificate } from '#server/tls/watch.ts'
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

let watch: CertificateWatch | undefined

afterEach(async () => {
  await watch?.close()
  await cleanUp()
})

/** Watches as the server does, writing down what was told. */
async function start(options: () => TlsOptions, everyMs = 3_600_000) {
  const initial = await materialOf(options())
  const server = await serve(initial)
  const renewed: TlsMaterial[] = []
  const failed: TlsFailure[] = []
  let onNext = () => {}
  const next = new Promise<void>(resolve => {
    onNext = resolve
  })
  watch = watchCertificate({
    initial,
    options,
    everyMs,
    onRenewed: material => {
      server.setSecureContext({ cert: material.cert, key: material.key })
      renewed.push(material)
      onNext()
    },
    onFailed: failure => failed.push(failure),
  })
  return { initial, server, renewed, failed, watch, next }
}

describe('while the server runs', () => {
  test('a certificate near its end is renewed and served to the next tablet without a restart', async () => {
    const clock = clockAt(Date.now() - 370 * DAY)
    const options = await deployment({ clock })
    const { initial, server, renewed, watch } = await start(() => options)
    await watch.check()
    expect(renewed).toEqual([])
    expect(await visit(server, NAME, initial.ca?.pem)).toBe(serialNumber(initial.cert))
    clock.time = Date.now()
    await watch.check()
    expect(renewed).toHaveLength(1)
    expect(watch.current().ca).toEqual(initial.ca)
    const served = await visit(server, NAME, initial.ca?.pem)
    expect(served).toBe(serialNumber(watch.current().cert))
    expect(served).not.toBe(serialNumber(initial.cert))
  })

  test('it looks by itself', async () => {
    let options = await deployment()
    const { initial, next, watch } = await start(() => options, 5)
    options = { ...options, addresses: ['10.0.0.9'] }
    await next
    expect(watch.current().cert).not.toBe(initial.cert)
  })

  test('a new address of the machine is served', async () => {
    let options = await deployment()
    const { initial, server, watch } = await start(() => options)
    expect(await visit(server, '10.0.0.9', initial.ca?.pem)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    options = { ...options, addresses: ['10.0.0.9'] }
    await watch.check()
    expect(await visit(server, '10.0.0.9', initial.ca?.pem)).toBe(serialNumber(watch.current().cert))
  })

  test('a closed watch renews nothing more', async () => {
    let options = await deployment()
    const { renewed, watch } = await start(() => options, 5)
    options = { ...options, addresses: ['10.0.0.9'] }
    await watch.close()
    await watch.close()
    await watch.check()
    expect(renewed).toEqual([])
  })
})

test('the operator’s new certificate is taken up when its files are complete; until then the old one serves', async () => {
  const folder = await temporaryFolder()
  const own = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 90 * DAY) }
  const authority = await issueAuthority({
    name: 'X',
    constraints: constraintsFor(parseHosts([NAME])),
    ...validity,
  })
  const issue = () =>
    issueServerCertificate({
      authority: { cert: authority.cert, key: createPrivateKey(authority.key) },
      hosts: parseHosts([NAME]),
      ...validity,
    })
  const first = await issue()
  await writeFile(own.certFile, first.cert)
  await writeFile(own.keyFile, first.key)
  const options = await deployment({ own })
  const { server, failed, renewed, watch } = await start(() => options)

  const second = await issue()
  await writeFile(own.certFile, second.cert)
  await watch.check()
  await watch.check()
  expect(failed.map(({ code }) => code)).toEqual(['tls.keyMismatch'])
  expect(await visit(server, NAME, authority.cert)).toBe(serialNumber(first.cert))

  await writeFile(own.keyFile, second.key)
  await watch.check()
  expect(renewed).toHaveLength(1)
  expect(await visit(server, NAME, authority.cert)).toBe(serialNumber(second.cert))
})
