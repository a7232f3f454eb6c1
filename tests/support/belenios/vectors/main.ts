/**
 * Makes tests/shared/voting/belenios/vectors.json with Debian's belenios-tool: `node
 * tests/support/belenios/vectors/main.ts`. The unit tests then need no tool.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Tool } from '#tests/support/belenios/tool.ts'

const GROUP = ['--group', 'BELENIOS-2048']
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** The texts of an archive's files by the tool's own reckoning: names, and the whole's hash. */
function filesOf(archive: Uint8Array): string[] {
  const files: string[] = []
  for (let at = 0; at < archive.length; ) {
    const size = Number.parseInt(Buffer.from(archive.subarray(at + 124, at + 135)).toString(), 8)
    files.push(Buffer.from(archive.subarray(at + 512, at + 512 + size)).toString())
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

/** Two of three trustees and one that is indispensable; three questions; a voter who votes twice. */
function wholeElection() {
  const tool = new Tool()
  const uuid = tool.run(['setup', 'generate-token'])
  tool.run(['setup', 'generate-credentials', '--uuid', uuid, ...GROUP, '--count', '3'])
  const [privateFile = ''] = tool.list('.privcreds')
  const [publicFile = ''] = tool.list('.pubcreds')
  const credentials = tool
    .read(privateFile)
    .split('\n')
    .map(line => line.split(' ')[1] ?? '')
  tool.write('public_creds.json', tool.read(publicFile))

  const threshold = (args: readonly string[], input = ''): string =>
    tool.run(['setup', 'generate-trustee-key-threshold', ...GROUP, ...args], input)
  for (let i = 0; i < 3; i++) threshold(['--step', '1'])
  const names = tool.list('.key').map(name => name.replace('.key', ''))
  tool.write('certs.jsons', names.map(name => `${tool.read(`${name}.cert`)}\n`).join(''))
  const polynomials = names.map(name =>
    threshold(['--certs', 'certs.jsons', '--key', `${name}.key`, '--step', '3', '--threshold', '2']),
  )
  tool.write('polynomials.jsons', polynomials.map(text => `${text}\n`).join(''))
  threshold(['--certs', 'certs.jsons', '--step', '4', '--polynomials', 'polynomials.jsons'])
  const vinputs = names.map(name => tool.read(`${name}.vinput`))
  const voutputs = names.map(name =>
    threshold(['--certs', 'certs.jsons', '--key', `${name}.key`, '--step', '5'], tool.read(`${name}.vinput`)),
  )
  const parameters = threshold(
    ['--certs', 'certs.jsons', '--step', '6', '--polynomials', 'polynomials.jsons'],
    voutputs.map(text => `${text}\n`).join(''),
  )
  tool.write('threshold.json', `${parameters}\n`)
  tool.run(['setup', 'generate-trustee-key', ...GROUP])
  const [privateKey = ''] = tool.list('.privkey')
  const [publicKey = ''] = tool.list('.pubkey')
  tool.write('public_keys.jsons', `${tool.read(publicKey)}\n`)
  tool.run(['setup', 'make-trustees'])

  const template = {
    description: 'Dòng một\nDòng "hai" \\ / \t\u007f\u0001\u2028é😀</script>',
    name: 'Phiếu kín',
    questions: [
      { answers: ['Tán thành', 'Không tán thành', 'Không biểu quyết'], min: 1, max: 1, question: 'Một?' },
      { answers: ['A', 'B'], blank: true, min: 1, max: 2, question: 'Hai?' },
      { answers: ['A', 'B', 'C'], min: 1, max: 2, question: 'Ba?' },
    ],
  }
  tool.write('template.json', JSON.stringify(template))
  tool.run(['setup', 'make-election', '--uuid', uuid, ...GROUP, '--template', 'template.json'])
  const trustees = tool.read('trustees.json')
  tool.run(['archive', 'init'])

  const cast = (credential: number, choices: readonly (readonly number[])[]) => {
    tool.write('credential', credentials[credential] ?? '')
    tool.write('choices', JSON.stringify(choices))
    const ballot = tool.run([
      ...['election', 'generate-ballot', '--privcred', 'credential', '--ballot', 'choices'],
    ])
    const tracker = tool.run(['sha256-b64'], ballot)
    tool.run(['archive', 'add-event', '--type', 'Ballot'], ballot)
    return { credential, choices, ballot, tracker }
  }
  const ballots = [
    cast(0, [
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]),
    cast(1, [
      [0, 1, 0],
      [0, 1, 0],
      [1, 1, 0],
    ]),
    cast(2, [
      [0, 0, 1],
      [0, 1, 1],
      [0, 1, 0],
    ]),
    cast(0, [
      [0, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]),
  ]
  tool.run(['archive', 'add-event', '--type', 'EndBallots'])
  const [tally = '', sized = ''] = tool.run(['election', 'compute-encrypted-tally']).split('\n')
  tool.run(['archive', 'add-event', '--type', 'EncryptedTally'], `${tally}\n${sized}\n`)
  const decrypt = (args: readonly string[], owner: number) => {
    const said = tool.run(['election', ...args, '--trustee-id', String(owner)])
    tool.run(['archive', 'add-event', '--type', 'PartialDecryption'], said)
    return { owner, text: said.split('\n')[0] ?? '' }
  }
  const share = (at: number) => {
    const name = names[at] ?? ''
    return decrypt(['decrypt-threshold', '--key', `${name}.key`, '--decryption-key', `${name}.dkey`], at + 2)
  }
  const decryptions = [share(0), share(2), decrypt(['decrypt', '--privkey', privateKey], 1)]
  const result = tool.run(['election', 'compute-result'])
  tool.run(['archive', 'add-event', '--type', 'Result'], result)
  tool.run(['election', 'verify'])

  const archive = tool.bytes(`${uuid}.bel`)
  const [header = '', election = '', , listed = ''] = filesOf(archive)
  const made = {
    uuid,
    timestamp: Number((JSON.parse(header) as { timestamp: string }).timestamp),
    credentials,
    publicCredentials: listed,
    trustees,
    seeds: names.map(name => tool.read(`${name}.key`)),
    certificates: tool.read('certs.jsons').split('\n'),
    polynomials,
    vinputHashes: vinputs.map(sha256),
    voutputs,
    threshold: parameters,
    privateKey: tool.read(privateKey),
    publicKey: tool.read(publicKey),
    election,
    ballots,
    tally,
    sized,
    decryptions,
    result,
    archiveHash: sha256(archive),
  }
  tool.close()
  return made
}

/** One trustee and voters whose ballots count many times. */
function weightedElection() {
  const tool = new Tool()
  const uuid = tool.run(['setup', 'generate-token'])
  tool.write('voters.txt', 'a@example.com,a,1073741823\nb@example.com,b,1073741824\nc@example.com,c,7\n')
  tool.run(['setup', 'generate-credentials', '--uuid', uuid, ...GROUP, '--file', 'voters.txt'])
  const [privateFile = ''] = tool.list('.privcreds')
  const [publicFile = ''] = tool.list('.pubcreds')
  tool.write('public_creds.json', tool.read(publicFile))
  tool.run(['setup', 'generate-trustee-key', ...GROUP])
  const [privateKey = ''] = tool.list('.privkey')
  const [publicKey = ''] = tool.list('.pubkey')
  tool.write('public_keys.jsons', `${tool.read(publicKey)}\n`)
  tool.run(['setup', 'make-trustees'])
  const question = { answers: ['A', 'B', 'C'], min: 0, max: 1, question: '?' }
  tool.write('template.json', JSON.stringify({ description: '', name: 'W', questions: [question] }))
  tool.run(['setup', 'make-election', '--uuid', uuid, ...GROUP, '--template', 'template.json'])
  tool.run(['archive', 'init'])
  const lines = tool.read(privateFile).split('\n')
  for (const [at, line] of lines.entries()) {
    tool.write('credential', line.split(' ')[1] ?? '')
    tool.write('choices', JSON.stringify([[0, 1, 2].map(answer => (answer === at ? 1 : 0))]))
    const ballot = tool.run([
      ...['election', 'generate-ballot', '--privcred', 'credential', '--ballot', 'choices'],
    ])
    tool.run(['archive', 'add-event', '--type', 'Ballot'], ballot)
  }
  tool.run(['archive', 'add-event', '--type', 'EndBallots'])
  tool.run(
    ['archive', 'add-event', '--type', 'EncryptedTally'],
    tool.run(['election', 'compute-encrypted-tally']),
  )
  tool.run(
    ['archive', 'add-event', '--type', 'PartialDecryption'],
    tool.run(['election', 'decrypt', '--privkey', privateKey, '--trustee-id', '1']),
  )
  tool.run(['archive', 'add-event', '--type', 'Result'], tool.run(['election', 'compute-result']))
  tool.run(['election', 'verify'])
  const archive = tool.bytes(`${uuid}.bel`)
  const made = { files: filesOf(archive), archiveHash: sha256(archive) }
  tool.close()
  return made
}

const vectors = {
  madeWith: 'belenios-tool 2.0 of Debian, by tests/support/belenios/vectors/main.ts',
  whole: wholeElection(),
  weighted: weightedElection(),
}
writeFileSync(
  new URL('../../../shared/voting/belenios/vectors.json', import.meta.url),
  `${JSON.stringify(vectors, null, 2)}\n`,
)
