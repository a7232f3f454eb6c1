import { writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import type { Call, OutputOf, RawInputOf } from '#shared/contract/define.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { type Audience, meetings } from '#shared/meetings/meetings.contract.ts'
import type { App } from '../app.ts'
import { createAccountWithPassword } from '../features/accounts/withPassword.ts'
import type { DataFolder } from '../startup/dataFolder.ts'
import type { Language } from '../startup/messages.ts'
import { type DemonstrationTold, passwordFileOf } from '../startup/welcome.ts'
import { cookieJar, tokenHash } from '../transport/cookies.ts'
import type { Viewer } from '../transport/viewer.ts'
import { type DemoPerson, PEOPLE, PROVINCE, UNITS } from './committee.ts'
import { demoMeeting } from './meeting.ts'
import { DEMO_PAPER_COUNT, demoPapers } from './papers/demoPapers.ts'

/** Letters that nobody mistakes for another on a printed list: no i, l, o, 0, 1. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of 12 letters in three groups: 59 bits, and still typed without a mistake. */
const password = (token: () => string): string => {
  const drawn: string[] = []
  while (drawn.length < 12)
    for (const byte of Buffer.from(token(), 'base64url'))
      if (byte < 248 && drawn.length < 12) drawn.push(letters.charAt(byte % letters.length))
  return [0, 4, 8].map(at => drawn.slice(at, at + 4).join('')).join('-')
}

const papersAheadMs = 14 * 24 * 3_600_000

const roleWords: Record<Language, Record<string, string>> = {
  vi: {
    administrator: 'Quản trị hệ thống',
    secretary: 'Thư ký',
    chair: 'Chủ tọa',
    member: 'Thành viên',
    standIn: 'Người dự thay',
    invitee: 'Đại biểu mời',
    teller: 'Tổ kiểm phiếu',
    operator: 'Cán bộ kỹ thuật điểm cầu',
  },
  en: {
    administrator: 'Administrator',
    secretary: 'Secretary',
    chair: 'Chair',
    member: 'Member',
    standIn: 'Stand-in',
    invitee: 'Invitee',
    teller: 'Teller',
    operator: 'Site operator',
  },
}

const progressWords: Record<Language, { accounts: string; units: string; paper: string }> = {
  vi: { accounts: 'Tạo tài khoản trình diễn', units: 'Tạo đơn vị', paper: 'Soạn tài liệu' },
  en: { accounts: 'Making demonstration accounts', units: 'Making units', paper: 'Writing papers' },
}

const day = (text: string | undefined): number | null =>
  text === undefined ? null : Date.parse(`${text}T00:00:00+07:00`)

/** The demonstration's own data is refused only by a fault of the program. */
class DemonstrationRefused extends Error {}

/** Brings what a person of the demonstration does to the pipeline, as any device would. */
const actor = (app: App, viewer: Viewer) => ({
  do: async <C extends Call>(contract: C, input: RawInputOf<C>): Promise<OutputOf<C>> => {
    const { result } = await app.pipeline.call(
      contract.name,
      { id: app.features.ports.ids.uuid(), input },
      0,
      {
        via: 'http',
        address: '127.0.0.1',
        authenticate: async () => ({ viewer }),
        cookies: cookieJar(),
        subscriber: { subscribe: async () => undefined, unsubscribe: () => undefined },
      },
    )
    if (!result.ok) throw new DemonstrationRefused(`${contract.name}: ${JSON.stringify(result.error)}`)
    return contract.output.parse(result.data) as OutputOf<C>
  },
})

/** Sends a paper as a tablet does: over HTTP, at the address that its announcement answered. */
const upload = (app: App, origin: string, cookie: string, path: string, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const address = app.server.address()
    if (typeof address !== 'object' || address === null)
      return reject(new Error('The server does not listen.'))
    const secure = 'setSecureContext' in app.server
    const send = secure ? httpsRequest : httpRequest
    const request = send(
      {
        host: '127.0.0.1',
        port: address.port,
        path,
        method: 'PATCH',
        // This process talks to itself: whoever could answer instead holds the certificate's key already.
        ...(secure ? { rejectUnauthorized: false } : {}),
        headers: {
          Origin: origin,
          Cookie: cookie,
          'Tus-Resumable': '1.0.0',
          'Upload-Offset': '0',
          'Content-Type': 'application/offset+octet-stream',
          'Content-Length': bytes.length,
        },
      },
      response => {
        response.resume()
        response.once('end', () =>
          response.statusCode === 204
            ? resolve()
            : reject(new DemonstrationRefused(`PATCH ${path}: ${response.statusCode}`)),
        )
      },
    )
    request.once('error', reject)
    request.end(bytes)
  })

export interface FillOptions {
  readonly folder: Pick<DataFolder, 'path'>
  readonly language: Language
  /** An origin that the server serves. */
  readonly origin: string
  /** One line of progress. */
  say(line: string): void
}

/**
 * Fills an empty system with a fictional province's committee: units, accounts with random passwords, and a meeting
 * of today with its papers, through the same commands that people use. The passwords go to a file at mode 0600.
 */
export const fillDemonstration = async (app: App, options: FillOptions): Promise<DemonstrationTold> => {
  const { ports, database, config } = app.features
  const { uuid, token } = ports.ids
  const words = progressWords[options.language]
  const now = ports.clock.now()
  const ids = new Map(PEOPLE.map(({ key }) => [key, uuid()]))
  const idOf = (key: string): string => ids.get(key) ?? uuid()
  const keyOf = (role: DemoPerson['accountRole']): string =>
    PEOPLE.find(one => one.accountRole === role)?.key ?? ''
  const viewer = (key: string, loginId: string): Viewer => ({
    kind: 'person',
    accountId: idOf(key),
    loginId,
    administrator: key === keyOf('administrator'),
    secretary: key === keyOf('secretary'),
  })

  const told: DemonstrationTold['accounts'][number][] = []
  for (const [index, person] of PEOPLE.entries()) {
    options.say(`${words.accounts} ${index + 1}/${PEOPLE.length}`)
    const secret = password(token)
    await createAccountWithPassword(app.features, {
      id: idOf(person.key),
      loginName: person.loginName,
      displayName: person.fullName,
      honorific: person.honorific,
      title: person.title,
      unitId: null,
      rank: person.protocolRank,
      roles: person.accountRole === 'none' ? [] : [person.accountRole],
      password: secret,
    })
    const role = person.accountRole === 'none' ? (person.meetingRole ?? 'member') : person.accountRole
    told.push({
      role: roleWords[options.language][role] ?? role,
      loginName: person.loginName,
      password: secret,
    })
  }
  // Commands and uploads come from a device that is signed in; these two are for as long as this takes.
  const logins: string[] = []
  const signIn = async (key: string): Promise<{ viewer: Viewer; cookie: string }> => {
    const loginId = uuid()
    const cookieToken = token()
    logins.push(loginId)
    await database.kysely
      .insertInto('logins')
      .values({
        id: loginId,
        account_id: idOf(key),
        token_hash: tokenHash(cookieToken),
        device_label: 'npm start',
        via: 'link',
        created_at: now,
        last_seen_at: now,
        expires_at: now + config.loginMs,
        ended_at: null,
        end_reason: null,
      })
      .execute()
    return { viewer: viewer(key, loginId), cookie: `__Host-login=${cookieToken}` }
  }
  const administrator = actor(app, (await signIn(keyOf('administrator'))).viewer)
  await administrator.do(accounts.renameCommittee, { name: PROVINCE.committee })

  const unitIds = new Map(UNITS.map(({ key }) => [key, uuid()]))
  options.say(`${words.units} ${UNITS.length}`)
  const made = new Set<string>()
  const makeUnit = async (unit: (typeof UNITS)[number]): Promise<void> => {
    if (made.has(unit.key)) return
    made.add(unit.key)
    for (const earlier of UNITS)
      if (earlier.key === unit.parent || unit.predecessors.includes(earlier.key)) await makeUnit(earlier)
    await administrator.do(accounts.createUnit, {
      unitId: unitIds.get(unit.key) ?? uuid(),
      name: unit.name,
      shortName: unit.shortName,
      parentId: unit.parent === undefined ? null : (unitIds.get(unit.parent) ?? null),
      validFrom: day(unit.validFrom),
      validUntil: day(unit.validUntil),
      predecessorIds: unit.predecessors.flatMap(key => unitIds.get(key) ?? []),
      order: made.size,
    })
  }
  for (const unit of UNITS) await makeUnit(unit)
  for (const person of PEOPLE)
    await administrator.do(accounts.update, {
      accountId: idOf(person.key),
      loginName: person.loginName,
      displayName: person.fullName,
      honorific: person.honorific,
      title: person.title,
      unitId: unitIds.get(person.unit) ?? null,
      rank: person.protocolRank,
      roles: person.accountRole === 'none' ? [] : [person.accountRole],
    })

  const { viewer: secretaryViewer, cookie } = await signIn(keyOf('secretary'))
  const secretary = actor(app, secretaryViewer)
  const meetingId = uuid()
  const plan = demoMeeting(new Date(now))
  await secretary.do(meetings.create, {
    meetingId,
    kind: plan.kind,
    title: plan.title,
    place: plan.place,
    // Papers go out days before a meeting: it is planned for later until its papers are in, or all would be late.
    startsAt: plan.startsAt.getTime() + papersAheadMs,
    endsAt: plan.endsAt.getTime() + papersAheadMs,
    chairId: idOf(PEOPLE.find(({ meetingRole }) => meetingRole === 'chair')?.key ?? ''),
  })
  for (const person of PEOPLE)
    if (person.meetingRole !== undefined && person.meetingRole !== 'chair')
      await secretary.do(meetings.setParticipant, {
        meetingId,
        accountId: idOf(person.key),
        role: person.meetingRole,
        principalId: person.standsInFor === undefined ? null : idOf(person.standsInFor),
      })
  const itemIds = new Map(plan.items.map(({ key }) => [key, uuid()]))
  for (const item of plan.items) {
    const itemId = itemIds.get(item.key) ?? uuid()
    await secretary.do(agenda.addItem, {
      meetingId,
      itemId,
      beforeItemId: null,
      title: item.title,
      durationMinutes: item.durationMinutes,
      reporterId: idOf(item.reporter),
      reporterNote: '',
      audience: { kind: item.audience },
    })
    if (item.secrecy !== null) await secretary.do(agenda.declareSecrecy, { itemId, secrecy: item.secrecy })
  }
  let written = 0
  for await (const paper of demoPapers(new Date(now))) {
    written += 1
    options.say(`${words.paper} ${written}/${DEMO_PAPER_COUNT}: ${paper.title}`)
    const audience: Audience = { kind: paper.audience }
    const { uploadUrl } = await secretary.do(documents.announce, {
      documentId: uuid(),
      versionId: uuid(),
      itemId: itemIds.get(paper.itemKey) ?? uuid(),
      title: paper.title,
      fileName: paper.fileName,
      byteLength: paper.bytes.length,
      audience,
      secrecy: null,
    })
    await upload(app, options.origin, cookie, uploadUrl, paper.bytes)
  }
  await ready(app)
  await secretary.do(meetings.update, {
    meetingId,
    kind: plan.kind,
    title: plan.title,
    place: plan.place,
    startsAt: plan.startsAt.getTime(),
    endsAt: plan.endsAt.getTime(),
  })
  await secretary.do(meetings.publish, { meetingId })
  await database.kysely
    .updateTable('logins')
    .set({ ended_at: ports.clock.now(), end_reason: 'signedOut' })
    .where('id', 'in', logins)
    .execute()

  const passwordFile = passwordFileOf(options.folder)
  await writeFile(
    passwordFile,
    `${told.map(({ role, loginName, password }) => `${role}\t${loginName}\t${password}`).join('\n')}\n`,
    { mode: 0o600 },
  )
  return { passwordFile, accounts: told }
}

/** Waits until no paper is on its way any more; a refused one is a fault of the demonstration. */
const ready = async ({ features }: App): Promise<void> => {
  for (;;) {
    const states = await features.database.kysely
      .selectFrom('document_versions')
      .select(['state', 'refusal_code'])
      .execute()
    const refused = states.find(({ state }) => state === 'refused')
    if (refused !== undefined) throw new DemonstrationRefused(`A paper was refused: ${refused.refusal_code}`)
    if (states.every(({ state }) => state === 'ready')) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
