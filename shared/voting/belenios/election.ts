import { array, boolean, type Codec, decode, element, object, small, string } from './codec.ts'
import { Refusal } from './fault.ts'
import { GROUP_NAME } from './group.ts'
import { fingerprintOf } from './hash.ts'
import { type FixedBase, fixedBase, isPublicKey } from './powers.ts'
import { generatorPowers } from './schnorr.ts'

/** Questions and elections (specification 4.9, 4.10). Only homomorphic questions: the sum alone is ever decrypted. */

/**
 * Between `min` and `max` of the answers may be chosen, each once; with `blank`, or none at all as a blank vote. "k of n"
 * is `min` 0 or k and `max` k; a choice of one is `min` 1 and `max` 1.
 */
export interface Question {
  readonly answers: readonly string[]
  readonly blank?: boolean
  readonly min: number
  readonly max: number
  readonly question: string
}

const homomorphicCodec: Codec<Question> = object(
  { answers: array(string), blank: boolean, min: small, max: small, question: string },
  ['blank'],
)

const questionCodec: Codec<Question> = {
  write: homomorphicCodec.write,
  read(json) {
    // Other kinds of question are nested in a structure of their own (4.9.2).
    if (typeof json === 'object' && json !== null && 'type' in json) throw new Refusal('election.unsupported')
    return homomorphicCodec.read(json)
  },
}

export interface Election {
  readonly version: number
  readonly description: string
  readonly name: string
  readonly group: string
  readonly public_key: bigint
  readonly questions: readonly Question[]
  readonly uuid: string
  readonly administrator?: string
  readonly credential_authority?: string
}

const electionCodec: Codec<Election> = object(
  {
    version: small,
    description: string,
    name: string,
    group: string,
    public_key: element,
    questions: array(questionCodec),
    uuid: string,
    administrator: string,
    credential_authority: string,
  },
  ['administrator', 'credential_authority'],
)

/** How many ciphertexts an answer to the question has: one an answer, and one ahead where it may be blank. */
export function choicesOf(question: Question): number {
  return question.answers.length + (question.blank === true ? 1 : 0)
}

const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,}$/

function isSupported({ version, group, questions, uuid }: Election): boolean {
  return (
    version === 1 &&
    group === GROUP_NAME &&
    UUID.test(uuid) &&
    questions.length > 0 &&
    questions.every(({ answers, min, max }) => answers.length > 0 && min <= max && max <= answers.length)
  )
}

/** The text of an election, which never changes again: hashes are made over it. Throws Refusal election.unsupported. */
export function writeElection(election: Election): string {
  const text = electionCodec.write(election)
  readElection(text)
  return text
}

/** Throws Refusal: message.* or election.unsupported; election.otherKey where its key is not in the group. */
export function readElection(text: string): Election {
  const election = decode(electionCodec, text)
  if (!isSupported(election)) throw new Refusal('election.unsupported')
  if (!isPublicKey(election.public_key)) throw new Refusal('election.otherKey')
  return election
}

/** An election ready for reckoning: with its fingerprint (the φ of 4.10) and the tables for its two bases. */
export interface Booth {
  readonly election: Election
  readonly fingerprint: string
  readonly g: FixedBase
  readonly y: FixedBase
}

/**
 * Opens an election from its text. `load`: 'one' for a voter's own ballot (the tables take about 5 ms),
 * 'many' for checking or making them by the dozen (about 50 ms and 4 MB). Throws as readElection.
 */
export function openBooth(text: string, load: 'one' | 'many'): Booth {
  const election = readElection(text)
  const window = load === 'one' ? 4 : 8
  return {
    election,
    fingerprint: fingerprintOf(text),
    g: generatorPowers(window),
    y: fixedBase(election.public_key, window),
  }
}
