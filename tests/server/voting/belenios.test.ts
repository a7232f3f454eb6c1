import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { appendBallot, beginArchive, readArchive } from '#shared/voting/belenios/archive.ts'
import { encryptBallot } from '#shared/voting/belenios/ballot.ts'
import { ballotFault } from '#shared/voting/belenios/checkBallot.ts'
import { decode } from '#shared/voting/belenios/codec.ts'
import { secretOf } from '#shared/voting/belenios/credentials.ts'
import { openBooth, type Question } from '#shared/voting/belenios/election.ts'
import { signedMessageCodec } from '#shared/voting/belenios/messages.ts'
import { keysOf } from '#shared/voting/belenios/pki.ts'
import {
  finishThreshold,
  makePolynomial,
  makeShare,
  makeTrustee,
  openShare,
  polynomialCodec,
  routePolynomials,
  vinputCodec,
  voutputCodec,
} from '#shared/voting/belenios/threshold.ts'
import { thresholdParametersCodec } from '#shared/voting/belenios/trustees.ts'
import { verifyArchive } from '#shared/voting/belenios/verifyArchive.ts'
import { Growing, MadeElection, random } from '#tests/support/belenios/made.ts'
import { Tool } from '#tests/support/belenios/tool.ts'

const QUESTIONS: readonly Question[] = [
  { answers: ['Tán thành', 'Không tán thành', 'Không biểu quyết'], min: 1, max: 1, question: 'Một\n"?"' },
  { answers: ['A', 'B', 'C'], min: 1, max: 2, question: 'Bầu hai trong ba' },
  { answers: ['A', 'B'], blank: true, min: 1, max: 2, question: 'Hai?' },
]
const CHOICES = [
  [
    [1, 0, 0],
    [1, 1, 0],
    [1, 0, 0],
  ],
  [
    [0, 1, 0],
    [0, 1, 0],
    [0, 1, 1],
  ],
  [
    [0, 0, 1],
    [0, 1, 1],
    [0, 1, 0],
  ],
] as const

/** The archive of `made` while it is open: its ballots, or one other instead of them. */
function openArchive(made: MadeElection, instead?: string): Uint8Array {
  const archive = new Growing(beginArchive(made.setup(), 1_795_000_000))
  const texts = instead === undefined ? made.ballots.map(({ text }) => text) : [instead]
  for (const text of texts) archive.add(end => appendBallot(end, text))
  return archive.bytes()
}

/** Debian's belenios-tool itself: `npm test -- packages` installs it. */
describe('belenios-tool of Debian', () => {
  let made: MadeElection
  let tool: Tool
  let archive: Uint8Array

  beforeAll(() => {
    made = new MadeElection(QUESTIONS)
    tool = new Tool()
    CHOICES.forEach((choices, voter) => {
      made.cast(voter, choices)
    })
    made.cast(0, CHOICES[1])
    archive = made.archive([3, 1, 2])
  })

  afterAll(() => tool.close())

  test('finds our archive in order, untouched, while it is open and when it is finished', () => {
    for (const bytes of [openArchive(made), archive]) {
      tool.write(`${made.uuid}.bel`, bytes)
      expect(tool.try(['election', 'verify'])).toEqual({
        status: 0,
        said: expect.stringContaining('all checks passed'),
      })
    }
    expect(readArchive(archive).result).toBe('{"result":[[0,2,1],[0,3,1],[0,3,2]]}')
  })

  test('refuses our archive with one ballot’s proof changed, as we do', () => {
    const { text } = made.ballots[2]!
    const wrong = text.replace(/("overall_proof":\[\{"challenge":")(\d)/, (_, start, digit) =>
      [start, digit === '1' ? '2' : '1'].join(''),
    )
    const other = openArchive(made, wrong)
    tool.write(`${made.uuid}.bel`, other)
    expect(tool.try(['election', 'verify']).status).not.toBe(0)
    expect(verifyArchive(other).findings).toHaveLength(1)
  })

  test('makes ballots for our election that we accept, and they count together with ours', () => {
    tool.write(`${made.uuid}.bel`, openArchive(made))
    tool.write('credential', made.credentials[2]!)
    tool.write('choices', JSON.stringify(CHOICES[0]))
    const ballot = tool.run([
      ...['election', 'generate-ballot', '--privcred', 'credential', '--ballot', 'choices'],
    ])
    expect(ballotFault(made.booth, ballot)).toBeUndefined()
    tool.run(['archive', 'add-event', '--type', 'Ballot'], ballot)
    tool.run(['archive', 'add-event', '--type', 'EndBallots'])
    tool.run(
      ['archive', 'add-event', '--type', 'EncryptedTally'],
      tool.run(['election', 'compute-encrypted-tally']),
    )
    const verdict = verifyArchive(tool.bytes(`${made.uuid}.bel`))
    expect(verdict).toMatchObject({ findings: [], stage: 'tallied' })
    expect(verdict.tallied).toHaveLength(3)
  })

  test('takes our ballot into an election of its own', () => {
    const own = new Tool()
    const uuid = own.run(['setup', 'generate-token'])
    const group = ['--group', 'BELENIOS-2048']
    own.run(['setup', 'generate-credentials', '--uuid', uuid, ...group, '--count', '1'])
    const secret = own.read(own.list('.privcreds')[0]!).split(' ')[1]!
    own.write('public_creds.json', own.read(own.list('.pubcreds')[0]!))
    own.run(['setup', 'generate-trustee-key', ...group])
    own.write('public_keys.jsons', own.read(own.list('.pubkey')[0]!))
    own.run(['setup', 'make-trustees'])
    own.write('template.json', JSON.stringify({ description: 'x', name: 'y', questions: QUESTIONS }))
    own.run(['setup', 'make-election', '--uuid', uuid, ...group, '--template', 'template.json'])
    const booth = openBooth(own.read('election.json'), 'one')
    own.run(['archive', 'init'])
    const { text } = encryptBallot(booth, CHOICES[2], secretOf(secret, uuid), random)
    own.run(['archive', 'add-event', '--type', 'Ballot'], text)
    expect(own.try(['election', 'verify'])).toMatchObject({ status: 0 })
    own.close()
  })

  test('makes a threshold key together with a trustee of ours, each reading what the other sent', () => {
    const group = ['--group', 'BELENIOS-2048']
    const step = (args: readonly string[], input = ''): string =>
      tool.run(['setup', 'generate-trustee-key-threshold', ...group, ...args], input)
    step(['--step', '1'])
    const name = tool.list('.cert')[0]!.replace('.cert', '')
    const ours = makeTrustee(random)
    const certificates = [decode(signedMessageCodec, tool.read(`${name}.cert`)), ours.certificate]
    const lines = (texts: readonly string[]): string => texts.map(text => `${text}\n`).join('')
    tool.write('certs.jsons', lines(certificates.map(signedMessageCodec.write)))
    const theirs = step(['--certs', 'certs.jsons', '--key', `${name}.key`, '--step', '3', '--threshold', '2'])
    const polynomials = [decode(polynomialCodec, theirs), makePolynomial(certificates, ours.seed, 2, random)]
    const vinputs = routePolynomials(certificates, 2, polynomials)
    const voutputs = [
      decode(
        voutputCodec,
        step(
          ['--certs', 'certs.jsons', '--key', `${name}.key`, '--step', '5'],
          vinputCodec.write(vinputs[0]!),
        ),
      ),
      makeShare(certificates, ours.seed, vinputs[1]!, random),
    ]
    const parameters = finishThreshold(certificates, 2, polynomials, voutputs)
    tool.write('polynomials.jsons', lines(polynomials.map(polynomialCodec.write)))
    const stated = step(
      ['--certs', 'certs.jsons', '--step', '6', '--polynomials', 'polynomials.jsons'],
      lines(voutputs.map(voutputCodec.write)),
    )
    expect(thresholdParametersCodec.write(parameters)).toBe(stated)
    const seed = tool.read(`${name}.key`)
    expect(keysOf(seed).encryption).not.toBe(keysOf(ours.seed).encryption)
    expect(openShare(seed, voutputs[0]!.private_key)).toBeGreaterThan(0n)
  })
})
