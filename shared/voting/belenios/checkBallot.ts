import { type Answer, countsOf, prefixesOf, readBallot, signedHashOf } from './ballot.ts'
import { areScalars, type ChallengePowers, checkOneOf, ciphertextsText, combine } from './disjunction.ts'
import { type Booth, choicesOf, type Question } from './election.ts'
import { type Fault, Refusal } from './fault.ts'
import { multiply, P, Q } from './group.ts'
import { hashToScalar } from './hash.ts'
import type { Ciphertext, Proof } from './messages.ts'
import { powersOf } from './powers.ts'

/** Checking a ballot (specification 3.2, 4.12 to 4.15): everything that can be checked without the list of voters. */

/** A ballot that was checked. */
export interface CheckedBallot {
  /** The public credential in base 10, as the list of credentials has it. */
  readonly credential: string
  /** By question, by choice. */
  readonly choices: readonly (readonly Ciphertext[])[]
}

/** Alpha and beta raised to each challenge. Refuses what is not in the group where `inGroup` is to be made sure of. */
function raise(
  { alpha, beta }: Ciphertext,
  proofs: readonly Proof[],
  inGroup: 'check' | 'known',
): ChallengePowers[] {
  const exponents = proofs.map(({ challenge }) => challenge)
  if (inGroup === 'check') exponents.push(Q)
  const alphas = powersOf(alpha, exponents)
  const betas = powersOf(beta, exponents)
  if (inGroup === 'check' && (alphas.pop() !== 1n || betas.pop() !== 1n)) {
    throw new Refusal('ballot.notInGroup')
  }
  return alphas.map((power, at) => ({ alpha: power, beta: betas[at] ?? 0n }))
}

/**
 * What can be a credential or part of a ciphertext before its order is looked at. 1 cannot: as a credential everyone could
 * sign with it, and a vote encrypted with it is not encrypted.
 */
function isResidue(value: bigint): boolean {
  return value > 1n && value < P
}

/** Refuses an answer that has not as many parts as the question asks for, or numbers out of range. */
function checkShape(question: Question, answer: Answer): void {
  const { choices, individual_proofs, overall_proof, blank_proof } = answer
  const isBlankable = question.blank === true
  const counts = question.max - question.min + 1
  const fits =
    choices.length === choicesOf(question) &&
    individual_proofs.length === choices.length &&
    individual_proofs.every(proofs => proofs.length === 2) &&
    overall_proof.length === counts + (isBlankable ? 1 : 0) &&
    (isBlankable ? blank_proof?.length === 2 : blank_proof === undefined)
  if (!fits) throw new Refusal('ballot.otherShape')
  const inRange =
    choices.every(({ alpha, beta }) => isResidue(alpha) && isResidue(beta)) &&
    areScalars([...individual_proofs.flat(), ...overall_proof, ...(blank_proof ?? [])])
  if (!inRange) throw new Refusal('ballot.notInGroup')
}

function checkAnswer(booth: Booth, question: Question, answer: Answer, credential: bigint): void {
  checkShape(question, answer)
  const { choices, individual_proofs, overall_proof, blank_proof } = answer
  const { single, whole } = prefixesOf(booth, credential, choices)
  const [blank0, blankSum] = blank_proof ?? []
  const [overall0, ...overallSum] = overall_proof

  // The first choice of a question that may be blank is part of both other proofs: its powers are made at once.
  let blankPowers: ChallengePowers[] = []
  choices.forEach((ciphertext, at) => {
    const own = individual_proofs[at] ?? []
    const more = at === 0 && blank0 !== undefined && overall0 !== undefined ? [blank0, overall0] : []
    const powers = raise(ciphertext, [...own, ...more], 'check')
    if (more.length > 0) blankPowers = powers.slice(own.length)
    const prefix = `prove|${single}|${ciphertextsText([ciphertext])}|`
    if (!checkOneOf(booth, own, powers, [0n, 1n], prefix)) throw new Refusal('ballot.individualProof')
  })

  const counts = countsOf(question)
  if (blank_proof === undefined || blankSum === undefined) {
    const sum = combine(choices)
    const powers = raise(sum, overall_proof, 'known')
    const prefix = `prove|${whole}|${ciphertextsText([sum])}|`
    if (!checkOneOf(booth, overall_proof, powers, counts, prefix)) throw new Refusal('ballot.overallProof')
    return
  }
  const [powerBlank0, powerOverall0] = blankPowers
  const [powerBlankSum, ...powersOverall] = raise(
    combine(choices.slice(1)),
    [blankSum, ...overallSum],
    'known',
  )
  if (powerBlank0 === undefined || powerOverall0 === undefined || powerBlankSum === undefined) {
    throw new Refusal('ballot.otherShape')
  }
  if (!checkOneOf(booth, blank_proof, [powerBlank0, powerBlankSum], [0n, 0n], `bproof0|${whole}|`)) {
    throw new Refusal('ballot.blankProof')
  }
  const claims = [1n, ...counts]
  if (!checkOneOf(booth, overall_proof, [powerOverall0, ...powersOverall], claims, `bproof1|${whole}|`)) {
    throw new Refusal('ballot.overallProof')
  }
}

/**
 * Checks a ballot's text against its election: form, membership in the group, signature and every proof. Whether its
 * credential may vote, and whether the same ballot came before, is the caller's to check. Takes about 10 ms for
 * three choices. Throws Refusal message.* or ballot.*.
 */
export function checkBallot(booth: Booth, text: string): CheckedBallot {
  const ballot = readBallot(text)
  const { election, fingerprint, g } = booth
  const { credential, answers, signature } = ballot
  if (ballot.election_uuid !== election.uuid || ballot.election_hash !== fingerprint) {
    throw new Refusal('ballot.otherElection')
  }
  if (answers.length !== election.questions.length) throw new Refusal('ballot.otherShape')
  if (!isResidue(credential) || !areScalars([signature.proof])) throw new Refusal('ballot.notInGroup')

  const { challenge, response } = signature.proof
  const [power = 0n, one] = powersOf(credential, [challenge, Q])
  if (one !== 1n) throw new Refusal('ballot.notInGroup')
  const commitment = multiply(g.power(response), power)
  const isSigned =
    signature.hash === signedHashOf(ballot) &&
    hashToScalar(`sig|${signature.hash}|`, [commitment]) === challenge
  if (!isSigned) throw new Refusal('ballot.signature')

  election.questions.forEach((question, at) => {
    const answer = answers[at]
    if (answer === undefined) throw new Refusal('ballot.otherShape')
    checkAnswer(booth, question, answer, credential)
  })
  return { credential: `${credential}`, choices: answers.map(({ choices }) => choices) }
}

/** As checkBallot, with the fault as a value: for worker threads, which can hand it over. */
export function ballotFault(booth: Booth, text: string): Fault | undefined {
  try {
    checkBallot(booth, text)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.fault
    throw error
  }
}
