import { describe, expect, test } from '@jest/globals'
import { Refusal } from '../../media/worker/refusal.js'
import { needSpace } from '../../media/worker/space.js'
import { createSpeaker } from '../../scripts/lib/speaker.js'

/** A console whose clock the test turns. */
function consoleOf({ isTTY = false, LANG = 'C' } = {}) {
  const written: string[] = []
  const clock = { now: 0 }
  const speaker = createSpeaker({
    env: { LANG },
    out: { isTTY, columns: 60, write: (text: string) => written.push(text) },
    now: () => clock.now,
  })
  return { speaker, clock, written, text: () => written.join('') }
}

describe('progress', () => {
  test('off a terminal, a long step is a line for every tenth of the way', () => {
    const { speaker, written } = consoleOf()
    for (let percent = 0; percent <= 100; percent += 1) speaker.progress('worker.compiling', percent / 100)
    expect(written).toHaveLength(11)
    expect(written[0]).toBe('Building the media worker 0 %\n')
    expect(written.at(-1)).toBe('Building the media worker 100 %\n')
  })

  test('off a terminal, a step that stands still shows a sign of life every fifteen seconds', () => {
    const { speaker, clock, written } = consoleOf()
    for (clock.now = 0; clock.now <= 30_000; clock.now += 1000) speaker.progress('client.building', undefined)
    expect(written).toHaveLength(3)
  })

  test('on a terminal, one line is rewritten, never wider than the terminal, and left before the next sentence', () => {
    const { speaker, written, text } = consoleOf({ isTTY: true })
    speaker.progress('install.running', 0.5)
    speaker.progress('install.running', 0.75)
    speaker.say('install.done', { seconds: 3 })
    expect(text()).toContain('75 %')
    expect(written[0]?.startsWith('\r')).toBe(true)
    expect(
      Math.max(
        ...written.slice(0, 2).map(line => line.replaceAll('\r', '').replaceAll('\u001b[K', '').length),
      ),
    ).toBeLessThan(60)
    expect(text().endsWith('\nPackages installed (3 s).\n')).toBe(true)
  })
})

describe('refusals', () => {
  test('are sentences with a remedy, in the console’s language', () => {
    const { speaker, text } = consoleOf({ LANG: 'vi_VN.UTF-8' })
    speaker.refuse(new Refusal('npm.missing', { needed: 20 }))
    expect(text()).toBe(
      '\nKhông tìm thấy npm. Hãy cài Node 20 trở lên kèm npm (https://nodejs.org) rồi chạy lại lệnh này.\n',
    )
  })

  test.each([
    ['ENOSPC', 'The disk became full.'],
    ['EDQUOT', 'The disk became full.'],
    ['EROFS', 'The folder /srv/app cannot be written to.'],
    ['EACCES', 'The folder /srv/app cannot be written to.'],
  ])('an error of the system (%s) becomes one', (code, beginning) => {
    const { speaker, text } = consoleOf()
    speaker.refuse(Object.assign(new Error(code), { code, path: '/srv/app' }))
    expect(text().trim().startsWith(beginning)).toBe(true)
  })

  test('what nobody foresaw is shown whole, to be reported', () => {
    const { speaker, text } = consoleOf()
    speaker.refuse(new TypeError('x is not a function'))
    expect(text()).toContain('TypeError: x is not a function\n    at ')
  })

  test('a disk without the room that a step needs is refused before the step', async () => {
    await expect(needSpace('/', Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'disk.full' })
    await expect(needSpace('/', 1)).resolves.toBeUndefined()
  })
})
