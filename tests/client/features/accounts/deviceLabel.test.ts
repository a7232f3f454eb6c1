import { expect, test } from '@jest/globals'
import { deviceLabel } from '#client/features/accounts/deviceLabel.ts'

test.each([
  [
    'an iPad that says it is a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    5,
    'iPad · Safari',
  ],
  [
    'a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    0,
    'Mac · Safari',
  ],
  [
    'an Android tablet',
    'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    10,
    'Android (tablet) · Chrome',
  ],
  [
    'an Android phone',
    'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 EdgA/130.0',
    5,
    'Android · Edge',
  ],
  [
    'a desk',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
    0,
    'Windows · Firefox',
  ],
  ['something unknown', 'Lynx', 0, 'Web'],
])('%s is recognised in the list of devices', (_name, userAgent, touchPoints, label) => {
  expect(deviceLabel(userAgent, touchPoints)).toBe(label)
})
