import { readFileSync } from 'node:fs'
import { faultSentences } from '#shared/voting/belenios/faultSentences.ts'
import { type Verdict, verifyArchive } from '#shared/voting/belenios/verifyArchive.ts'
import { consoleLocale } from '../config.ts'
import { consoleLanguage, fillIn, type Values } from '../startup/messages.ts'

/** What this command says besides the faults. */
const sentences = {
  usage: {
    vi: 'Cách dùng: npm run ballots:verify -- TỆP.bel [--list]. Với --list, in mã theo dõi của từng phiếu được tính.',
    en: 'Usage: npm run ballots:verify -- FILE.bel [--list]. With --list, prints each counted ballot’s tracking number.',
  },
  unreadable: {
    vi: 'Không đọc được {file} ({reason}). Hãy kiểm tra đường dẫn.',
    en: 'Cannot read {file} ({reason}). Check the path.',
  },
  sound: {
    vi: 'Mọi phép kiểm tra đều đạt: {name}, {ballots} phiếu được tính. Sự kiện cuối: {head}',
    en: 'All checks passed: {name}, {ballots} ballots count. Last event: {head}',
  },
  open: {
    vi: 'Chưa có kết quả trong tệp: cuộc bỏ phiếu chưa kiểm phiếu xong.',
    en: 'There is no result in the file: the votes are not counted yet.',
  },
  broken: {
    vi: 'KHÔNG ĐẠT. Đừng dùng tệp này làm bằng chứng: hãy lấy lại từ máy chủ hoặc từ một bản giữ riêng và kiểm tra lại.',
    en: 'NOT IN ORDER. Do not use this file as evidence: get it again from the server or from a copy kept apart, and check that.',
  },
} as const

const language = consoleLanguage(consoleLocale())
const say = (code: keyof typeof sentences, params: Values = {}): string =>
  fillIn(sentences[code][language], params, language)

function fail(...lines: readonly string[]): void {
  for (const line of lines) console.error(line)
  process.exitCode = 1
}

function describe({ election, tallied = [], result, head = '' }: Verdict, isListed: boolean): void {
  console.log(say('sound', { name: election?.name ?? '', ballots: tallied.length, head }))
  if (isListed)
    for (const { tracker, weight } of tallied) console.log(weight === 1n ? tracker : `${tracker} × ${weight}`)
  if (result === undefined) console.log(say('open'))
  election?.questions.forEach(({ question, answers, blank }, at) => {
    const sums = result?.result[at]
    if (sums === undefined) return
    console.log(question)
    const names = blank === true ? ['∅', ...answers] : answers
    names.forEach((name, choice) => {
      console.log(`  ${name}: ${sums[choice]}`)
    })
  })
}

/** `npm run ballots:verify -- FILE.bel`: checks an archive of secret ballots without any server; ends with 1 where it fails. */
function run(): void {
  const given = process.argv.slice(2)
  const [file, ...more] = given.filter(each => each !== '--list')
  if (file === undefined || more.length > 0) return fail(say('usage'))
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(readFileSync(file))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return fail(say('unreadable', { file, reason }))
  }
  const verdict = verifyArchive(bytes)
  if (verdict.findings.length === 0) return describe(verdict, given.includes('--list'))
  const lines = verdict.findings.map(({ code, part }) => {
    const sentence = faultSentences[code][language]
    return part === undefined ? `[${code}] ${sentence}` : `[${code}] ${part}: ${sentence}`
  })
  fail(say('broken'), ...lines)
}

run()
