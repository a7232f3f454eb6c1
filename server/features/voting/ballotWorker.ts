/** A thread that checks ballots: started by BallotChecker, one task after another. */
import { parentPort } from 'node:worker_threads'
import { type CheckedBallot, checkBallot } from '#shared/voting/belenios/checkBallot.ts'
import { openBooth } from '#shared/voting/belenios/election.ts'
import { type Fault, Refusal } from '#shared/voting/belenios/fault.ts'
import { installNativePowers } from './nativePowers.ts'

/** Ballots of one election, as text. */
export interface CheckTask {
  readonly election: string
  readonly ballots: readonly string[]
}

/** In the ballots' order; undefined where the election itself cannot be read. */
export type CheckAnswer = readonly (CheckedBallot | Fault)[]

installNativePowers()

parentPort?.on('message', ({ election, ballots }: CheckTask) => {
  const answer: CheckAnswer = ballots.map(text => {
    try {
      // The tables of an election are made once: openBooth keeps those of the last few.
      return checkBallot(openBooth(election, 'many'), text)
    } catch (error) {
      if (error instanceof Refusal) return error.fault
      throw error
    }
  })
  parentPort?.postMessage(answer)
})
