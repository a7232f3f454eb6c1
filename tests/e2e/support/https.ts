import { get } from 'node:https'

/**
 * One GET over HTTPS.
 * @param authority the certificate (DER) of the one authority to trust; without it, none is asked for
 */
export function answerOf(url: string, authority?: Buffer): Promise<{ status: number; body: Buffer }> {
  const trust = authority
    ? { ca: `-----BEGIN CERTIFICATE-----\n${authority.toString('base64')}\n-----END CERTIFICATE-----\n` }
    : { rejectUnauthorized: false }
  return new Promise((resolve, reject) => {
    get(url, { ...trust, agent: false }, response => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces) }))
    }).on('error', reject)
  })
}
