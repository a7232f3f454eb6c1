import { expect, test } from '@jest/globals'
import { fileInTar } from '../../../media/worker/prebuilt.js'
import { tarOf } from './support.ts'

const end = Buffer.alloc(1024)

test('the worker is found behind other files and inside a folder of the archive', () => {
  const content = Buffer.from('the program')
  const tar = Buffer.concat([
    tarOf('LICENSE', Buffer.alloc(700, 'l')).subarray(0, 512 + 1024),
    tarOf('out/mediasoup-worker', content),
    end,
  ])
  expect(fileInTar(tar, 'mediasoup-worker')).toEqual(content)
})

test('a link of the worker’s name is not taken for it', () => {
  expect(
    fileInTar(tarOf('mediasoup-worker', Buffer.from('/bin/sh'), '2'), 'mediasoup-worker'),
  ).toBeUndefined()
})

test.each([
  ['an empty archive', end],
  ['random bytes', Buffer.alloc(5000, 0xa5)],
  ['a header cut short', tarOf('mediasoup-worker', Buffer.from('x')).subarray(0, 300)],
])('%s holds no worker', (_case, tar) => {
  expect(fileInTar(tar, 'mediasoup-worker')).toBeUndefined()
})
