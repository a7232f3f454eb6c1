import { array, type Codec, decode, element, object, string } from './codec.ts'
import { publicCredentialOf } from './credentials.ts'
import { ciphertextsText, combine, type Opening, proveOneOf } from './disjunction.ts'
import { type Booth, choicesOf, type Question } from './election.ts'
import { Refusal } from './fault.ts'
import { multiply, reduce } from './group.ts'
import { fingerprintOf } from './hash.ts'
import { type Ciphertext, ciphertextCodec, type Proof, proofCodec } from './messages.ts'
import { type RandomBytes, randomScalar } from './random.ts'
import { proveKnowledge } from './schnorr.ts'

/** Making a ballot (specification 4.11 to 4.15). */

/** The encrypted answer to one question (4.11). */
export interface Answer {
  readonly choices: readonly Ciphertext[]
  readonly individual_proofs: readonly (readonly Proof[])[]
  readonly overall_proof: readonly Proof[]
  readonly blank_proof?: readonly Proof[]
}

const answerCodec: Codec<Answer> = object(
  {
    choices: array(ciphertextCodec),
    individual_proofs: array(array(proofCodec)),
    overall_proof: array(proofCodec),
    blank_proof: array(proofCodec),
  },
  ['blank_proof'],
)

/** A ballot without its signature: what is signed (4.15). */
export interface UnsignedBallot {
  readonly election_uuid: string
  readonly election_hash: string
  readonly credential: bigint
  readonly answers: readonly Answer[]
}

export interface Ballot extends UnsignedBallot {
  readonly signature: { readonly hash: string; readonly proof: Proof }
}

const unsignedFields = {
  election_uuid: string,
  election_hash: string,
  credential: element,
  answers: array(answerCodec),
}
const unsignedBallotCodec: Codec<UnsignedBallot> = object(unsignedFields)
const ballotCodec: Codec<Ballot> = object({
  ...unsignedFields,
  signature: object({ hash: string, proof: proofCodec }),
})

/** Reads a ballot's text. Throws Refusal message.malformed or message.notCanonical. */
export function readBallot(text: string): Ballot {
  return decode(ballotCodec, text)
}

/** The hash that a ballot's signature signs. */
export function signedHashOf(ballot: UnsignedBallot): string {
  return fingerprintOf(unsignedBallotCodec.write(ballot))
}

/** The challenges' prefixes: S0 for single choices, S for the whole answer (4.11, 4.11.1). */
export function prefixesOf(
  booth: Booth,
  credential: bigint,
  choices: readonly Ciphertext[],
): { single: string; whole: string } {
  const single = `${booth.fingerprint}|${credential}`
  return { single, whole: `${single}|${ciphertextsText(choices)}` }
}

/** From `min` to `max`. */
export function countsOf({ min, max }: Question): bigint[] {
  return Array.from({ length: max - min + 1 }, (_, at) => BigInt(min + at))
}

/**
 * A voter's choices: for each question a 0 or 1 for each answer. Where the question may be left blank, one more stands
 * ahead, 1 for a blank vote, as belenios-tool has it.
 */
export type Choices = readonly (readonly number[])[]

/** Throws Refusal choices.notAllowed where the questions do not allow these choices. */
export function checkChoices(questions: readonly Question[], choices: Choices): void {
  const allowed =
    choices.length === questions.length &&
    questions.every((question, at) => {
      const chosen = choices[at] ?? []
      if (chosen.length !== choicesOf(question) || chosen.some(m => m !== 0 && m !== 1)) return false
      const isBlank = question.blank === true && chosen[0] === 1
      const answers = question.blank === true ? chosen.slice(1) : chosen
      const count = answers.reduce((sum, m) => sum + m, 0)
      return isBlank ? count === 0 : count >= question.min && count <= question.max
    })
  if (!allowed) throw new Refusal('choices.notAllowed')
}

const sumOf = (openings: readonly Opening[]): Opening => ({
  r: reduce(openings.reduce((sum, { r }) => sum + r, 0n)),
  m: openings.reduce((sum, { m }) => sum + m, 0n),
})

/** Encrypts one answer, choice by choice; yields after each, so that the caller may let others run. */
function* encryptAnswer(
  booth: Booth,
  question: Question,
  chosen: readonly number[],
  credential: bigint,
  random: RandomBytes,
): Generator<undefined, Answer> {
  const { g, y } = booth
  const openings = chosen.map(m => ({ r: randomScalar(random), m: BigInt(m) }))
  const choices: Ciphertext[] = []
  for (const { r, m } of openings) {
    const masked = y.power(r)
    choices.push({ alpha: g.power(r), beta: m === 0n ? masked : multiply(masked, g.base) })
    yield
  }
  const { single, whole } = prefixesOf(booth, credential, choices)
  const individual_proofs: Proof[][] = []
  for (const [at, opening] of openings.entries()) {
    const prefix = `prove|${single}|${ciphertextsText(choices.slice(at, at + 1))}|`
    const statements = [0n, 1n].map(claims => ({ opening, claims }))
    individual_proofs.push(proveOneOf(booth, statements, Number(opening.m), prefix, random))
    yield
  }
  const counts = countsOf(question)
  const [blank, answers] = question.blank === true ? [openings[0], openings.slice(1)] : [undefined, openings]
  const sum = sumOf(answers)
  const within = counts.map(claims => ({ opening: sum, claims }))
  const place = counts.indexOf(sum.m)
  if (blank === undefined) {
    const prefix = `prove|${whole}|${ciphertextsText([combine(choices)])}|`
    const overall_proof = proveOneOf(booth, within, place, prefix, random)
    return { choices, individual_proofs, overall_proof }
  }
  const isBlank = blank.m === 1n
  const either = [
    { opening: blank, claims: 0n },
    { opening: sum, claims: 0n },
  ]
  const blank_proof = proveOneOf(booth, either, isBlank ? 1 : 0, `bproof0|${whole}|`, random)
  yield
  const overall_proof = proveOneOf(
    booth,
    [{ opening: blank, claims: 1n }, ...within],
    isBlank ? 0 : place + 1,
    `bproof1|${whole}|`,
    random,
  )
  return { choices, individual_proofs, overall_proof, blank_proof }
}

/** A ballot's text, as it is sent, hashed and stored, and its tracking number (4.15: the smart ballot tracker). */
export interface WrittenBallot {
  readonly text: string
  readonly tracker: string
}

/**
 * Encrypts, proves and signs a ballot step by step: each step takes a few milliseconds, so that a thread that also serves a
 * screen can breathe between them. `secret` is the credential's exponent for this election.
 * Throws Refusal choices.notAllowed.
 */
export function* encryptBallotSteps(
  booth: Booth,
  choices: Choices,
  secret: bigint,
  random: RandomBytes,
): Generator<undefined, WrittenBallot> {
  const { election, fingerprint } = booth
  checkChoices(election.questions, choices)
  const credential = publicCredentialOf(secret)
  const answers: Answer[] = []
  for (const [at, question] of election.questions.entries()) {
    answers.push(yield* encryptAnswer(booth, question, choices[at] ?? [], credential, random))
    yield
  }
  const unsigned = { election_uuid: election.uuid, election_hash: fingerprint, credential, answers }
  const hash = signedHashOf(unsigned)
  const proof = proveKnowledge(secret, `sig|${hash}|`, random)
  const text = ballotCodec.write({ ...unsigned, signature: { hash, proof } })
  return { text, tracker: fingerprintOf(text) }
}

/** Encrypts a ballot at one stroke: for a worker thread. */
export function encryptBallot(
  booth: Booth,
  choices: Choices,
  secret: bigint,
  random: RandomBytes,
): WrittenBallot {
  return runSteps(encryptBallotSteps(booth, choices, secret, random))
}

/** Runs steps to their end without a pause. */
export function runSteps<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
