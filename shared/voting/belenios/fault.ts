/**
 * What can be wrong with a message of the protocol, `noun.reason` as the contract's own codes. Each is one sentence for
 * the reader in the client's words; here stands what a developer needs to know.
 */
export type Fault =
  /** Not JSON, or not of the shape that the specification gives it. */
  | 'message.malformed'
  /** The right content written otherwise than the specification's tool writes it: spaces, order, a field twice. */
  | 'message.notCanonical'
  /** A question that is not homomorphic, another group or version, or limits that no answer can meet. */
  | 'election.unsupported'
  /** The election's key is not the product of the trustees' keys. */
  | 'election.otherKey'
  /** A public credential is not an element of the group, appears twice, or has a weight of 0. */
  | 'credential.invalid'
  /** A credential that was typed wrongly: another length or alphabet, or its check digit differs. */
  | 'credential.mistyped'
  /** Choices that the question does not allow; refused before anything is encrypted. */
  | 'choices.notAllowed'
  | 'ballot.otherElection'
  /** The ballot's credential is not on the election's list. */
  | 'ballot.unknownCredential'
  /** Not as many answers, choices or proofs as the election asks for. */
  | 'ballot.otherShape'
  /** A number that is not in the group, or a challenge or response that is not below Q. */
  | 'ballot.notInGroup'
  | 'ballot.signature'
  /** A choice is not proved to be 0 or 1. */
  | 'ballot.individualProof'
  /** The number of choices is not proved to be within the question's limits. */
  | 'ballot.overallProof'
  /** A blank ballot is not proved to be blank, or another not to be. */
  | 'ballot.blankProof'
  /** The very same ballot was accepted before. */
  | 'ballot.repeated'
  /** A trustee's proof of possession does not hold. */
  | 'trustee.invalidKey'
  | 'trustee.invalidCertificate'
  /** Signed polynomials, shares or verification keys of the trustees do not agree. */
  | 'trustee.inconsistent'
  /** A message between trustees cannot be opened, is not signed by its sender or is meant for another. */
  | 'trustee.invalidMessage'
  /** The seed belongs to none of the certificates. */
  | 'trustee.notAmongThem'
  /** The encrypted tally is not the product of the last ballots. */
  | 'tally.differs'
  /** A trustee's partial decryption does not prove itself, or is for another tally. */
  | 'decryption.invalid'
  /** A trustee whose share is indispensable, or as many of the others as are needed, have not decrypted. */
  | 'decryption.missing'
  /** A partial decryption of somebody who is no trustee, or a second one of the same. */
  | 'decryption.unexpected'
  /** What was decrypted is not a number from 0 to the total weight. */
  | 'result.outOfRange'
  | 'result.differs'
  /** Not a tar archive with a BELENIOS header of version 1. */
  | 'archive.malformed'
  /** A file's name is not the hash of its content. */
  | 'archive.hash'
  /** An event does not name its predecessor, or its height is wrong. */
  | 'archive.chain'
  /** An event that may not come at this place, twice, or after the result. */
  | 'archive.order'
  /** Something that an event refers to is not in the archive before it. */
  | 'archive.missing'
  /** Something in the archive that no event refers to, or that stands there twice. */
  | 'archive.unreferenced'

/** Thrown where a message cannot be used; `fault` says why. */
export class Refusal extends Error {
  readonly fault: Fault

  constructor(fault: Fault, detail = '') {
    super(detail === '' ? fault : `${fault}: ${detail}`)
    this.name = 'Refusal'
    this.fault = fault
  }
}
