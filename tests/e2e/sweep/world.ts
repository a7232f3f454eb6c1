import type { Browser, BrowserContext, Page } from 'playwright-core'
import { issueSetUpLink } from '#server/features/accounts/setUpLink.ts'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { presenting } from '#shared/presenting/presenting.contract.ts'
import { makeMeeting, makePaper, numberedPdf } from '#tests/support/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

/** Whose eyes a screen is looked at with. */
export type Who = 'nobody' | 'member' | 'chair' | 'secretary' | 'administrator' | 'hall' | 'waitingHall'

/** A committee with a meeting that sits and is presented to, one being prepared, and people and units in long words. */
export interface World {
  readonly server: TestServer
  readonly sitting: string
  readonly draft: string
  /** Paths that hold a secret. */
  readonly paths: { readonly setUp: string; readonly invitation: string; readonly reset: string }
  /** A device of this person's, kept over all screens. */
  deviceOf(who: Who): Promise<Page>
  close(): Promise<void>
}

const titles = [
  'Báo cáo tình hình kinh tế - xã hội tháng 11, nhiệm vụ và giải pháp trọng tâm tháng 12 năm 2026',
  'Dự thảo Nghị quyết về phân bổ dự toán ngân sách địa phương và kế hoạch đầu tư công trung hạn',
  'Phương án ứng phó thiên tai trên địa bàn các xã vùng cao',
]

export const makeWorld = async (browser: Browser): Promise<World> => {
  const server = await startServer()
  const { token: setUp } = await issueSetUpLink(server.app.features)
  const administrator = await server.person({ administrator: true, displayName: 'Nguyễn Văn An' })
  const secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  const chair = await server.person({ displayName: 'Nguyễn Hữu Thành', rank: 1 })
  const member = await server.person({ displayName: 'Công Tằng Tôn Nữ Diệu Quỳnh', rank: 6 })
  await server.device(member.accountId)
  const others = []
  for (const displayName of ['Bùi Thị Minh Nguyệt', 'Đỗ Khắc Nam', 'Phạm Đình Khôi', 'Hoàng Thị Thanh Huyền'])
    others.push(await server.person({ displayName }))
  const [unitId, invited] = [crypto.randomUUID(), crypto.randomUUID()]
  const unit = { validFrom: null, validUntil: null, predecessorIds: [], order: 1 }
  const admin = administrator.client
  await admin.done(accounts.renameCommittee, { name: 'Ủy ban nhân dân tỉnh Sông Đà' })
  await admin.done(accounts.createUnit, {
    ...unit,
    ...{ unitId, parentId: null, name: 'Sở Nông nghiệp và Môi trường tỉnh Sông Đà', shortName: 'SNNMT' },
  })
  await admin.done(accounts.createUnit, {
    ...unit,
    ...{ unitId: crypto.randomUUID(), parentId: unitId, name: 'Chi cục Kiểm lâm', shortName: 'CCKL' },
  })
  await admin.done(accounts.create, {
    ...{ accountId: invited, loginName: 'van.mai', displayName: 'Mai Thị Vân', honorific: 'ba' as const },
    ...{ title: 'Phó Chi cục trưởng', unitId, rank: 90, roles: [] },
  })
  const link = async (accountId: string) => (await admin.done(accounts.issueLink, { accountId })).token
  const stranger = crypto.randomUUID()
  await createAccountWithPassword(server.app.features, {
    ...{ id: stranger, loginName: 'khai.tran', displayName: 'Trần Quang Khải', password: 'nắng lên từ núi' },
    ...{ honorific: 'ong', title: 'Phó Giám đốc', unitId, rank: 80, roles: [] },
  })

  const people = [member, ...others].map(({ accountId }) => ({ accountId, role: 'member' as const }))
  const make = (title: string, startsAt: number) =>
    makeMeeting(secretary.client, { title, chairId: chair.accountId, people, items: titles, startsAt })
  const now = server.clock.now()
  const { meetingId: sitting, itemIds } = await make(
    'Phiên họp thường kỳ tháng 11 năm 2026 của Ủy ban nhân dân tỉnh Sông Đà',
    now,
  )
  const { meetingId: draft, itemIds: drafted } = await make(
    'Phiên họp chuyên đề về đất đai',
    now + 86_400_000,
  )
  const paper = (meetingId: string, itemId: string, title: string, pages: number) =>
    numberedPdf(pages).then(bytes => makePaper(secretary.client, meetingId, { itemId, title, bytes }))
  const { versionId } = await paper(sitting, itemIds[0] ?? '', 'Báo cáo kinh tế - xã hội', 9)
  await paper(sitting, itemIds[1] ?? '', 'Dự thảo Nghị quyết', 3)
  await paper(draft, drafted[0] ?? '', 'Tờ trình về giá đất', 2)
  await secretary.client.done(agenda.declareSecrecy, { itemId: itemIds[2] ?? '', secrecy: 'secret' })
  await secretary.client.done(meetings.publish, { meetingId: sitting })
  await secretary.client.done(meetings.open, { meetingId: sitting })
  await secretary.client.done(agenda.takeItem, { itemId: itemIds[0] ?? '' })
  await secretary.client.done(presenting.start, {
    ...{ meetingId: sitting, versionId },
    position: { page: 2, x: 0.5, y: 0, zoom: 'width' },
  })
  const next = await make('Phiên họp chuyên đề về chuyển đổi số', now + 2 * 86_400_000)
  await secretary.client.done(meetings.publish, { meetingId: next.meetingId })

  const cookies: Record<Who, string> = {
    nobody: '',
    member: member.client.cookie,
    chair: chair.client.cookie,
    secretary: secretary.client.cookie,
    administrator: admin.cookie,
    hall: (await server.screen(sitting)).client.cookie,
    // Without a meeting it would show the one that sits.
    waitingHall: (await server.screen(draft)).client.cookie,
  }
  const devices = new Map<Who, Page>()
  const contexts: BrowserContext[] = []
  const deviceOf = async (who: Who): Promise<Page> => {
    const known = devices.get(who)
    if (known) return known
    // Keeping the application for offline is another test's matter, and costs every device a download.
    const context = await browser.newContext({ serviceWorkers: 'block' })
    contexts.push(context)
    const [name = '', value = ''] = cookies[who].split('=')
    const url = server.url.replace('http:', 'https:')
    if (name !== '')
      await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: 'Strict' }])
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    devices.set(who, page)
    return page
  }
  return {
    server,
    sitting,
    draft,
    paths: {
      setUp: `/setup/${setUp}`,
      invitation: `/invite/${await link(invited)}`,
      reset: `/invite/${await link(stranger)}`,
    },
    deviceOf,
    close: async () => {
      for (const context of contexts) await context.close()
      await server.close()
    },
  }
}
