import { createDiffieHellman } from 'node:crypto'
import { G, P } from '#shared/voting/belenios/group.ts'
import { type PowerEngine, setPowerEngine } from '#shared/voting/belenios/powers.ts'

function toBytes(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

/**
 * Powers modulo P by OpenSSL, which reckons a shared secret of Diffie and Hellman just so: the other's public key raised to
 * one's private key. Three times as fast as BigInt for one power, and constant in time.
 */
export function opensslPower(): PowerEngine {
  const group = createDiffieHellman(toBytes(P), toBytes(G))
  return (base, exponent) => {
    group.setPrivateKey(toBytes(exponent))
    try {
      return BigInt(`0x${group.computeSecret(toBytes(base)).toString('hex')}`)
    } catch {
      // It declines to give a shared secret of 1 or P − 1.
      return undefined
    }
  }
}

/** Has the ballots' arithmetic in this thread done by OpenSSL. Throws RangeError where that reckons wrongly. */
export function installNativePowers(): void {
  setPowerEngine(opensslPower())
}
