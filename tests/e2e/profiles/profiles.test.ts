import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { newestProfile } from '#server/access/profiles.ts'
import { profiles } from '#shared/profiles/profiles.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

let browser: Browser
let server: TestServer
let page: Page

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const { client } = await server.person({ displayName: 'Nguyễn Văn An', administrator: true })
  page = (await newDevice(browser, server.url, { cookie: client.cookie, width: 1366, height: 900 })).page
  await page.goto(`${server.url}/admin/committee`)
  await page.getByRole('tab', { name: 'Quy chế' }).click()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const group = (name: string) => page.getByRole('region', { name, exact: true })

test('The rules are a screen of the administration that everyone can use', async () => {
  await page.getByText('Bản đang áp dụng: số 1').first().waitFor()
  await page.getByText('Có sẵn cùng chương trình').waitFor()
  for (const [width, height] of [
    [1366, 900],
    [768, 1024],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await axeViolations(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
  }
  await page.setViewportSize({ width: 1366, height: 900 })
})

test('[Q21] The rules are seen at work for any number of members before they are saved', async () => {
  const preview = group('Xem thử')
  const says = (text: string) => preview.getByText(text).waitFor()
  await says('Với 25 thành viên: cần 17 người có mặt; 13 phiếu tán thành là thông qua.')
  await preview.getByLabel('Số thành viên').fill('31')
  await says('Với 31 thành viên: cần 21 người có mặt; 16 phiếu tán thành là thông qua.')
  await group('Số thành viên dự họp').getByLabel('Tỷ lệ').selectOption('Quá nửa')
  await says('Với 31 thành viên: cần 16 người có mặt; 16 phiếu tán thành là thông qua.')
  await group('Thông qua').getByLabel('Tính trên').selectOption('Thành viên có mặt')
  await says('khi có 16 người dự, 9 phiếu tán thành là thông qua; đủ 31 người, 16 phiếu.')
  await group('Thông qua').getByLabel('Tỷ lệ').selectOption('Tỷ lệ khác')
  await group('Thông qua').getByLabel('Tử số').fill('3')
  await group('Thông qua').getByText('phân số không quá một').waitFor()
  await preview.getByText('Xin sửa các ô chưa đúng để xem thử.').waitFor()
  expect(await page.getByRole('button', { name: 'Lưu thành bản mới' }).isDisabled()).toBe(true)
  await group('Thông qua').getByLabel('Mẫu số').fill('5')
  await says('khi có 16 người dự, 10 phiếu tán thành là thông qua; đủ 31 người, 19 phiếu.')
})

test('[Q21] Any count of votes shows what it would decide, and by whom', async () => {
  const preview = group('Xem thử')
  await group('Thông qua').getByLabel('Tỷ lệ').selectOption('Quá nửa')
  await preview.getByText('Được thông qua, theo bên chủ tọa đã biểu quyết', { exact: true }).waitFor()
  await preview.getByText('10 phiếu tán thành trên 20; cần 11.').waitFor()
  await preview.getByLabel('Chủ tọa').selectOption('Không tán thành')
  await preview.getByText('Không được thông qua, theo bên chủ tọa đã biểu quyết').waitFor()
  await preview.getByText('Bỏ phiếu kín').click()
  await preview.getByText('Hai bên bằng nhau: không thông qua, biểu quyết lại').waitFor()
  await preview.getByLabel('Tán thành', { exact: true }).fill('11')
  await preview.getByText('Được thông qua', { exact: true }).waitFor()
  await preview.getByLabel('Không tán thành').fill('30')
  await preview.getByText('Các số này không thể có').waitFor()
})

test('[Q2] [Q3] What was changed is saved as a version of its own, listed with why; the same is not saved again', async () => {
  await page.getByLabel('Ngày nghỉ thêm').fill('05/02/2027\n8/2/2027')
  await page.getByLabel('Lý do sửa').fill('Theo Quy chế làm việc ngày 20/11/2026')
  await page.getByRole('button', { name: 'Lưu thành bản mới' }).click()
  await page.getByText('Đã lưu quy chế, bản số 2.').waitFor()
  await page.getByText('Theo Quy chế làm việc ngày 20/11/2026').waitFor()
  expect((await newestProfile(server.database.kysely)).profile).toMatchObject({
    quorum: { comparison: 'moreThan', numerator: 1, denominator: 2 },
    majority: { base: 'present', share: { comparison: 'moreThan', numerator: 1, denominator: 2 } },
    daysOff: ['2027-02-05', '2027-02-08'],
  })
  await page.getByRole('button', { name: 'Lưu thành bản mới' }).click()
  await page.getByText('Quy chế không có gì khác bản đang áp dụng').waitFor()
  await page.getByRole('button', { name: 'Lấy bản số 1 để sửa' }).click()
  await group('Xem thử').getByText('cần 21 người có mặt').waitFor()
})

test('[Q3] Who comes too late is told of the newer version, and begins from it', async () => {
  const { client } = await server.person({ administrator: true })
  const { version, profile } = await newestProfile(server.database.kysely)
  await client.done(profiles.save, {
    ...{ basedOn: version, profile: { ...profile, tie: 'again' as const }, note: '' },
  })
  await page.getByText(`Người khác vừa lưu bản số ${version + 1}.`).waitFor()
  await page.getByRole('button', { name: 'Xem bản mới' }).click()
  await group('Biểu quyết').getByLabel('Khi hai bên bằng nhau').waitFor()
  expect(await group('Biểu quyết').getByLabel('Khi hai bên bằng nhau').inputValue()).toBe('again')
})
