import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  appendBallot,
  appendDecryption,
  appendEndBallots,
  appendResult,
  appendTally,
  beginArchive,
  readArchive,
} from '#shared/voting/belenios/archive.ts'
import { readBallot } from '#shared/voting/belenios/ballot.ts'
import { checkBallot } from '#shared/voting/belenios/checkBallot.ts'
import { decode } from '#shared/voting/belenios/codec.ts'
import {
  isCredential,
  listCredentials,
  publicCredentialOf,
  secretOf,
} from '#shared/voting/belenios/credentials.ts'
import { openTally, readDecryption, resultCodec } from '#shared/voting/belenios/decryption.ts'
import { openBooth, readElection, writeElection } from '#shared/voting/belenios/election.ts'
import { fingerprintOf } from '#shared/voting/belenios/hash.ts'
import { signedMessageCodec, trusteePublicKeyCodec } from '#shared/voting/belenios/messages.ts'
import { encryptedTallyCodec, lastBallots, writeTally } from '#shared/voting/belenios/tally.ts'
import {
  finishThreshold,
  makeShare,
  openShare,
  polynomialCodec,
  routePolynomials,
  vinputCodec,
  voutputCodec,
} from '#shared/voting/belenios/threshold.ts'
import {
  checkTrustees,
  decryptionKeysOf,
  electionKeyOf,
  publicKeyOf,
  thresholdParametersCodec,
  trusteesCodec,
} from '#shared/voting/belenios/trustees.ts'
import { verifyArchive } from '#shared/voting/belenios/verifyArchive.ts'
import { Growing, random } from '#tests/support/belenios/made.ts'

interface Vectors {
  readonly whole: {
    uuid: string
    timestamp: number
    credentials: string[]
    publicCredentials: string
    trustees: string
    seeds: string[]
    certificates: string[]
    polynomials: string[]
    vinputHashes: string[]
    voutputs: string[]
    threshold: string
    privateKey: string
    publicKey: string
    election: string
    ballots: { credential: number; choices: number[][]; ballot: string; tracker: string }[]
    tally: string
    sized: string
    decryptions: { owner: number; text: string }[]
    result: string
    archiveHash: string
  }
  readonly weighted: { files: string[]; archiveHash: string }
}

const { whole, weighted } = JSON.parse(
  readFileSync(new URL('vectors.json', import.meta.url), 'utf8'),
) as Vectors
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

const certificates = whole.certificates.map(text => decode(signedMessageCodec, text))
const polynomials = whole.polynomials.map(text => decode(polynomialCodec, text))
const trustees = decode(trusteesCodec, whole.trustees)
const booth = openBooth(whole.election, 'many')
const checked = whole.ballots.map(({ ballot }) => checkBallot(booth, ballot))
const counted = lastBallots(checked).map(ballot => ({ ...ballot, weight: 1n }))

describe('what belenios-tool made is the same here', () => {
  test('the public part of each credential', () => {
    const voters = whole.credentials.map(credential => ({
      credential: publicCredentialOf(secretOf(credential, whole.uuid)),
      weight: 1n,
    }))
    expect(whole.credentials.every(isCredential)).toBe(true)
    expect(JSON.stringify(listCredentials(voters))).toBe(whole.publicCredentials)
  })

  test('the election’s text with every odd character, and its fingerprint in each ballot', () => {
    expect(writeElection(readElection(whole.election))).toBe(whole.election)
    for (const { ballot } of whole.ballots) {
      expect(readBallot(ballot).election_hash).toBe(fingerprintOf(whole.election))
    }
  })

  test('the ballots’ tracking numbers', () => {
    for (const { ballot, tracker } of whole.ballots) expect(fingerprintOf(ballot)).toBe(tracker)
  })

  test('the encrypted tally and its size, of a voter with two ballots only the last', () => {
    expect(writeTally(booth.election, counted)).toEqual({ tally: whole.tally, sized: whole.sized })
  })

  test('the result, from the shares of two of three and of the server', () => {
    const tally = decode(encryptedTallyCodec, whole.tally)
    const keys = decryptionKeysOf(trustees)
    const shares = whole.decryptions.map(({ owner, text }) => ({
      owner,
      factors: readDecryption(text, tally, keys[owner - 1]!, booth.fingerprint).decryption_factors,
    }))
    expect(resultCodec.write(openTally(trustees, tally, shares, 3n))).toBe(whole.result)
  })

  test('the whole archive, byte by byte', () => {
    const archive = new Growing(
      beginArchive(
        { election: whole.election, trustees: whole.trustees, credentials: whole.publicCredentials },
        whole.timestamp,
      ),
    )
    for (const { ballot } of whole.ballots) archive.add(end => appendBallot(end, ballot))
    archive.add(appendEndBallots)
    archive.add(end => appendTally(end, whole))
    for (const { owner, text } of whole.decryptions) archive.add(end => appendDecryption(end, owner, text))
    archive.add(end => appendResult(end, whole.result))
    expect(sha256(archive.bytes())).toBe(whole.archiveHash)

    const verdict = verifyArchive(archive.bytes())
    expect(verdict).toMatchObject({ findings: [], stage: 'finished' })
    expect(verdict.tallied?.map(({ tracker }) => tracker)).toEqual(
      whole.ballots.slice(1).map(({ tracker }) => tracker),
    )
    expect(readArchive(archive.bytes()).ballots).toHaveLength(4)
  })

  test('an election with weights, above and below where they become text', () => {
    const [, election = '', trusteesText = '', credentials = ''] = weighted.files
    const [header = ''] = weighted.files
    const { timestamp } = JSON.parse(header) as { timestamp: string }
    const events = weighted.files.filter(text => text.includes('"height":'))
    const payloads = weighted.files.slice(6).filter(text => !events.includes(text))
    const [a = '', b = '', c = '', tally = '', sized = '', decryption = '', , result = ''] = payloads
    const archive = new Growing(
      beginArchive({ election, trustees: trusteesText, credentials }, Number(timestamp)),
    )
    for (const ballot of [a, b, c]) archive.add(end => appendBallot(end, ballot))
    archive.add(appendEndBallots)
    archive.add(end => appendTally(end, { tally, sized }))
    archive.add(end => appendDecryption(end, 1, decryption))
    archive.add(end => appendResult(end, result))
    expect(sha256(archive.bytes())).toBe(weighted.archiveHash)
    const verdict = verifyArchive(archive.bytes())
    expect(verdict.findings).toEqual([])
    expect(verdict.result?.result).toEqual([[1_073_741_823n, 1_073_741_824n, 7n]])
  })
})

describe('the trustees’ key, made by belenios-tool', () => {
  test('is accepted, and makes the election’s key', () => {
    checkTrustees(trustees)
    expect(electionKeyOf(trustees)).toBe(booth.election.public_key)
    const own = publicKeyOf(BigInt(JSON.parse(whole.privateKey) as string), random)
    expect(own.public_key).toBe(decode(trusteePublicKeyCodec, whole.publicKey).public_key)
  })

  test('is routed by the server in the same words', () => {
    const vinputs = routePolynomials(certificates, 2, polynomials)
    expect(vinputs.map(vinput => sha256(vinputCodec.write(vinput)))).toEqual(whole.vinputHashes)
  })

  test('gives each trustee the same share, and the same public parameters', () => {
    const vinputs = routePolynomials(certificates, 2, polynomials)
    const voutputs = whole.voutputs.map(text => decode(voutputCodec, text))
    whole.seeds.forEach((seed, at) => {
      const ours = makeShare(certificates, seed, vinputs[at]!, random)
      expect(openShare(seed, ours.private_key)).toBe(openShare(seed, voutputs[at]!.private_key))
      expect(ours.public_key.public_key).toBe(voutputs[at]!.public_key.public_key)
    })
    const parameters = finishThreshold(certificates, 2, polynomials, voutputs)
    expect(thresholdParametersCodec.write(parameters)).toBe(whole.threshold)
  })
})
