import { contracts } from '#shared/contract/all.ts'
import type { Call } from '#shared/contract/define.ts'
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'

/** Every call of every contract, in the order of the contracts. */
export const everyCall: readonly Call[] = Object.values(contracts).flatMap(feature =>
  Object.values<Call>(feature),
)

const id = () => crypto.randomUUID()
const token = 'A'.repeat(43)
const opaque = 'AAAA'
const device = { label: 'Máy thử' }
const account = {
  ...{ loginName: 'nguyen.an', displayName: 'Nguyễn An', honorific: 'ong', title: '', unitId: null },
  ...{ rank: 1, roles: [] },
}
const unit = {
  ...{ name: 'Sở Y tế', shortName: 'SYT', parentId: null, validFrom: null, validUntil: null },
  ...{ predecessorIds: [], order: 1 },
}
const meeting = { kind: 'regular', title: 'Phiên họp', place: '', startsAt: 1_000, endsAt: 2_000 }
const everyone = { kind: 'everyone' }
const item = { title: 'Nội dung', durationMinutes: 5, reporterId: null, reporterNote: '', audience: everyone }
const position = { page: 1, x: 0.5, y: 0, zoom: 'page' }

const wrap = { salt: 'A'.repeat(43), iv: 'A'.repeat(16), sealed: 'A'.repeat(64) }
const point = 'B'.repeat(87)

/** Input that fits each call's schema, about objects that do not exist; calls of one id alone are at the end. */
const inputs: Readonly<Record<string, () => Record<string, unknown>>> = {
  'accounts:startSignIn': () => ({ loginName: 'khong.ai', startLoginRequest: opaque }),
  'accounts:signIn': () => ({ attemptId: id(), finishLoginRequest: opaque, device }),
  'accounts:signOutEverywhere': () => ({ here: false }),
  'accounts:endLogin': () => ({ loginId: id(), wipe: false }),
  'accounts:startPasswordChange': () => ({ startLoginRequest: opaque, registrationRequest: opaque }),
  'accounts:changePassword': () => ({
    ...{ attemptId: id(), finishLoginRequest: opaque, registrationRecord: opaque },
  }),
  'accounts:describeLink': () => ({ token }),
  'accounts:setUp': () => ({
    ...{ token, accountId: id(), committeeName: 'UBND', loginName: 'ai.do', displayName: 'Ai Đó' },
  }),
  'accounts:startRegistration': () => ({ token, registrationRequest: opaque }),
  'accounts:register': () => ({ token, registrationRecord: opaque, device }),
  'accounts:redeemTabletCode': () => ({ code: token, device }),
  'accounts:create': () => ({ accountId: id(), ...account }),
  'accounts:update': () => ({ accountId: id(), ...account }),
  'accounts:renameCommittee': () => ({ name: 'UBND' }),
  'accounts:createUnit': () => ({ unitId: id(), ...unit }),
  'accounts:updateUnit': () => ({ unitId: id(), ...unit }),
  'accounts:removeUnit': () => ({ unitId: id() }),
  'meetings:list': () => ({ from: 1, until: 2 }),
  'meetings:create': () => ({ meetingId: id(), ...meeting, chairId: null }),
  'meetings:update': () => ({ meetingId: id(), ...meeting }),
  'meetings:setParticipant': () => ({ meetingId: id(), accountId: id(), role: 'member', principalId: null }),
  'meetings:removeParticipant': () => ({ meetingId: id(), accountId: id() }),
  'meetings:handOverChair': () => ({ meetingId: id(), accountId: id() }),
  'meetings:cancel': () => ({ meetingId: id(), reason: 'Hoãn' }),
  'agenda:addItem': () => ({ meetingId: id(), itemId: id(), beforeItemId: null, ...item }),
  'agenda:updateItem': () => ({ itemId: id(), ...item }),
  'agenda:moveItem': () => ({ itemId: id(), beforeItemId: null }),
  'agenda:declareSecrecy': () => ({ itemId: id(), secrecy: null }),
  'documents:announce': () => ({
    ...{ documentId: id(), versionId: id(), itemId: id(), title: 'Báo cáo', fileName: 'bao-cao.pdf' },
    ...{ byteLength: 1_000, audience: everyone, secrecy: null },
  }),
  'documents:update': () => ({ documentId: id(), title: 'Báo cáo', audience: everyone }),
  'documents:move': () => ({ documentId: id(), itemId: id(), beforeDocumentId: null }),
  'presenting:start': () => ({
    ...{ meetingId: id(), versionId: id(), position, audienceConfirmed: false, takeOver: false },
  }),
  'presenting:move': () => ({ meetingId: id(), seq: 1, position }),
  'annotations:replaceKeyring': () => ({
    revision: 0,
    keyring: { keyId: id(), passwords: [wrap], recovery: null },
  }),
  'annotations:askUnlock': () => ({ requestId: id(), commitment: token }),
  'annotations:allowUnlock': () => ({ requestId: id(), publicKey: point }),
  'annotations:revealUnlock': () => ({ requestId: id(), publicKey: point, nonce: token }),
  'annotations:sendNotesKey': () => ({ requestId: id(), iv: wrap.iv, sealed: wrap.sealed }),
  'annotations:dropUnlock': () => ({ requestId: id() }),
  'annotations:makeLayer': () => ({
    ...{ layerId: id(), documentId: id(), name: 'Tổ thẩm định', readers: everyone, writers: everyone },
  }),
  'annotations:changeLayer': () => ({
    ...{ layerId: id(), name: 'Tổ thẩm định', readers: everyone, writers: everyone },
  }),
  'annotations:removeLayer': () => ({ layerId: id() }),
  'attendance:checkInByCode': () => ({ meetingId: id(), code: 'A'.repeat(22) }),
  'attendance:excuse': () => ({ meetingId: id(), reason: 'Đi công tác' }),
  'attendance:mark': () => ({ meetingId: id(), accountId: id(), standing: 'present', reason: '' }),
  'attendance:correct': () => ({
    ...{ meetingId: id(), accountId: id(), markId: 1, at: null, reason: 'Ghi nhầm' },
  }),
  'profiles:get': () => ({ version: 1 }),
  'profiles:save': () => ({ basedOn: 1, profile: defaultProfile, note: '' }),
  'screens:finishPairing': () => ({ pairingId: id(), secret: token }),
  'screens:pair': () => ({ screenId: id(), code: '123456', name: 'Màn hình', meetingId: null }),
  'screens:assign': () => ({ screenId: id(), name: 'Màn hình', meetingId: null }),
  'screens:unpair': () => ({ screenId: id() }),
  'screens:setNotice': () => ({ meetingId: id(), text: 'Giải lao' }),
}
const byId = ['accountId', 'meetingId', 'itemId', 'documentId'] as const

/** Input that fits a call's schema. @throws where no maker of the table does. */
export const inputOf = (call: Call): Record<string, unknown> => {
  const made = inputs[call.name]?.()
  const candidates = made === undefined ? [{}, ...byId.map(key => ({ [key]: id() }))] : [made]
  const fitting = candidates.find(input => call.input.safeParse(input).success)
  if (fitting === undefined) throw new Error(`tests/support/inputs.ts has no input for ${call.name}`)
  return fitting
}
