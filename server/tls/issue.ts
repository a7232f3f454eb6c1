import 'reflect-metadata'
import { createHash, type KeyObject, randomBytes } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Host } from './hosts.ts'
import { encodeConstraints, NAME_CONSTRAINTS_OID, type NameConstraints } from './nameConstraints.ts'

/** A certificate and its private key, both as PEM text. */
export interface Issued {
  readonly cert: string
  readonly key: string
}

interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const ORGANIZATION = 'Phòng Họp Số'
/** ub-common-name of RFC 5280, appendix A.1; longer names break strict readers. */
const COMMON_NAME_MAX = 64

const makeKeyPair = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])

const signingKey = (key: KeyObject): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(key.export({ type: 'pkcs8', format: 'der' })),
    ALGORITHM,
    false,
    ['sign'],
  )

const pemOf = async (key: CryptoKey): Promise<string> =>
  `${PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag).trim()}\n`
const pemCertificate = (certificate: X509Certificate): string => `${certificate.toString('pem').trim()}\n`

/** 16 random bytes, positive and without a leading zero (RFC 5280 §4.1.2.2 allows up to 20). */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

const commonName = (text: string): string => [...text.normalize('NFC')].slice(0, COMMON_NAME_MAX).join('')

/**
 * Makes a self-signed authority (ECDSA P-256) that may sign server certificates under `constraints` and no further
 * authority. The beginning of its key's hash is in its name, so that two authorities of one committee stay apart in
 * a tablet's list.
 */
export async function issueAuthority(
  options: { readonly name: string; readonly constraints: NameConstraints } & Validity,
): Promise<Issued> {
  const { publicKey, privateKey } = await makeKeyPair()
  const mark = createHash('sha256')
    .update(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)))
    .digest('hex')
    .slice(0, 8)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ O: [ORGANIZATION] }, { OU: [mark] }, { CN: [commonName(`${ORGANIZATION} – ${options.name}`)] }],
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    signingAlgorithm: ALGORITHM,
    keys: { privateKey, publicKey },
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(NAME_CONSTRAINTS_OID, true, new Uint8Array(encodeConstraints(options.constraints))),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  })
  return { cert: pemCertificate(certificate), key: await pemOf(privateKey) }
}

/** Makes a TLS server certificate (ECDSA P-256) for `hosts`, signed by the authority. `hosts` is not empty. */
export async function issueServerCertificate(
  options: {
    readonly authority: { readonly cert: string; readonly key: KeyObject }
    readonly hosts: readonly Host[]
  } & Validity,
): Promise<Issued> {
  const issuer = new X509Certificate(options.authority.cert)
  const { publicKey, privateKey } = await makeKeyPair()
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ O: [ORGANIZATION] }, { CN: [commonName(options.hosts[0]?.value ?? 'localhost')] }],
    issuer: issuer.subjectName,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    signingAlgorithm: ALGORITHM,
    publicKey,
    signingKey: await signingKey(options.authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(options.hosts.map(({ type, value }) => ({ type, value }))),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { cert: pemCertificate(certificate), key: await pemOf(privateKey) }
}
