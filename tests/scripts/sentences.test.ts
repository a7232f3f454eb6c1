import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { consoleLanguage, sentence, sentences } from '../../scripts/lib/sentences.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort()

/** What stands before the dot in the sentences' codes: other strings with a dot are names of files. */
const topics = new Set(Object.keys(sentences).map(code => code.split('.')[0]))

/** Every code that the scripts and the worker's steps say, progress over or refuse with. */
async function codesInUse(): Promise<Set<string>> {
  const codes = new Set<string>()
  for (const folder of ['scripts', 'media/worker']) {
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      if (!name.endsWith('.js') || name.endsWith('sentences.js')) continue
      const source = await readFile(join(root, folder, name), 'utf8')
      for (const [, code = ''] of source.matchAll(/'((?:[a-z]+\.[a-zA-Z]+)|unexpected)'/g)) {
        if (topics.has(code.split('.')[0]) && !/\.(exe|json)$/.test(code)) codes.add(code)
      }
    }
  }
  return codes
}

describe('what the scripts say', () => {
  test('each sentence is there in English and Vietnamese, with the same gaps to fill', () => {
    for (const [code, { en, vi }] of Object.entries(sentences)) {
      expect([code, gaps(vi)]).toEqual([code, gaps(en)])
      expect([code, vi]).not.toEqual([code, en])
    }
  })

  test('whatever is said has a sentence, and no sentence is left unsaid', async () => {
    expect([...(await codesInUse())].sort()).toEqual(Object.keys(sentences).sort())
  })

  test('the gaps are filled', () => {
    expect(sentence('npm.tooOld', { found: '6.14.0', needed: 10 }, 'en')).toBe(
      'npm 6.14.0 is too old. Run "npm install --global npm@10" and then the command again.',
    )
  })

  test.each([
    [{ LANG: 'vi_VN.UTF-8' }, 'vi'],
    [{ LANG: 'vi' }, 'vi'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'vi_VN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'C', LC_MESSAGES: 'vi_VN.UTF-8' }, 'vi'],
    [{ LANG: 'vim' }, 'en'],
    [{}, 'en'],
  ])('with %j the console speaks %s', (env, language) => {
    expect(consoleLanguage(env)).toBe(language)
  })
})
