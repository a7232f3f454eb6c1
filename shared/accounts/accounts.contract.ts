import { z } from 'zod'
import { command, event, Id, Instant, Line, OptionalLine, query, signal } from '../contract/define.ts'

/** Roles of the account; roles of a meeting belong to the meeting. */
export const AccountRole = z.enum(['administrator', 'secretary'])
export type AccountRole = z.infer<typeof AccountRole>

/** How a Vietnamese official is addressed. */
export const Honorific = z.enum(['ong', 'ba', 'none'])

/** Login names are typed on tablets: lower-case ASCII letters, digits, dot, hyphen; 2 to 40. */
export const LoginName = z
  .string()
  .max(80)
  .transform(text => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,39}$/))

/** OPAQUE messages are base64url of a few hundred bytes (RFC 9807). */
const OpaqueMessage = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[A-Za-z0-9_-]+$/)
/** Random secrets in links and codes: base64url of 32 bytes. */
const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** What the device calls itself, for the list of one's devices. */
const Device = z.strictObject({ label: Line(80) })

export const Unit = z.object({
  id: Id,
  name: z.string(),
  shortName: z.string(),
  parentId: Id.nullable(),
  /** Units of government come and go: valid from and until (exclusive), as instants. */
  validFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  predecessorIds: z.array(Id),
  order: z.int(),
})
export type Unit = z.infer<typeof Unit>

export const Account = z.object({
  id: Id,
  loginName: z.string(),
  displayName: z.string(),
  honorific: Honorific,
  title: z.string(),
  unitId: Id.nullable(),
  /** Protocol rank: the smaller stands first; equal ranks sort by Vietnamese name. */
  rank: z.int(),
  roles: z.array(AccountRole),
  state: z.enum(['invited', 'active', 'deactivated', 'erased']),
})
export type Account = z.infer<typeof Account>

/** Whoever may choose people for a meeting sees these of an account, no more. */
export const Person = Account.pick({
  id: true,
  displayName: true,
  honorific: true,
  title: true,
  unitId: true,
  rank: true,
})
export type Person = z.infer<typeof Person>

export const Login = z.object({
  id: Id,
  accountId: Id,
  deviceLabel: z.string(),
  via: z.enum(['password', 'tabletCode', 'link']),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  current: z.boolean(),
})
export type Login = z.infer<typeof Login>

/** A device in the list: one whose login expired may keep papers, locked, until it is wiped. */
export const ListedLogin = Login.extend({ expired: z.boolean() })
export type ListedLogin = z.infer<typeof ListedLogin>

export const Me = z.object({
  account: Account,
  login: Login,
  committee: z.object({ name: z.string() }),
  can: z.object({
    manageAccounts: z.boolean(),
    createMeetings: z.boolean(),
    manageScreens: z.boolean(),
    /** For other people; for oneself everyone may. */
    issueTabletCodes: z.boolean(),
  }),
})
export type Me = z.infer<typeof Me>

const AccountFields = {
  loginName: LoginName,
  displayName: Line(120),
  honorific: Honorific,
  title: OptionalLine(160),
  unitId: Id.nullable(),
  rank: z.int().min(0).max(9999),
  roles: z.array(AccountRole).max(2),
}
const UnitFields = {
  name: Line(160),
  shortName: Line(60),
  parentId: Id.nullable(),
  validFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  predecessorIds: z.array(Id).max(20),
  order: z.int().min(0).max(9999),
}

export const accounts = {
  committee: query('accounts:committee', {
    summary:
      'The committee’s name, and whether the system still waits to be set up; shown before anyone signs in.',
    input: z.strictObject({}),
    output: z.object({ name: z.string(), waitsForSetUp: z.boolean() }),
  }),
  startSignIn: signal('accounts:startSignIn', {
    summary:
      'First OPAQUE message of a sign-in (RFC 9807 §6.3, KE1 → KE2). Answers alike for names that do not exist.',
    via: 'http',
    input: z.strictObject({ loginName: LoginName, startLoginRequest: OpaqueMessage }),
    output: z.object({ attemptId: Id, loginResponse: z.string() }),
  }),
  signIn: command('accounts:signIn', {
    summary: 'Last OPAQUE message of a sign-in (KE3); sets the login’s cookie.',
    via: 'http',
    input: z.strictObject({ attemptId: Id, finishLoginRequest: OpaqueMessage, device: Device }),
    output: Me,
    errors: ['signIn.refused', 'attempt.expired'],
    secret: ['finishLoginRequest', 'attemptId'],
  }),
  signOut: command('accounts:signOut', {
    summary: 'Ends this device’s login and clears its cookie.',
    via: 'http',
    input: z.strictObject({}),
    output: z.object({}),
  }),
  signOutEverywhere: command('accounts:signOutEverywhere', {
    summary: 'Ends all of one’s other logins, and this one too when `here` is true.',
    via: 'http',
    input: z.strictObject({ here: z.boolean() }),
    output: z.object({ ended: z.int() }),
  }),
  me: query('accounts:me', {
    summary: 'Who is signed in on this device, and what they may do.',
    input: z.strictObject({}),
    output: Me,
  }),
  listLogins: query('accounts:listLogins', {
    summary: 'One’s own devices, also those whose login expired; for administrators, anyone’s.',
    input: z.strictObject({ accountId: Id }),
    output: z.object({ logins: z.array(ListedLogin) }),
  }),
  endLogin: command('accounts:endLogin', {
    summary: 'Ends one login; with `wipe` the device also erases what it keeps, as soon as it hears of it.',
    input: z.strictObject({ loginId: Id, wipe: z.boolean() }),
    output: z.object({}),
  }),
  startPasswordChange: signal('accounts:startPasswordChange', {
    summary: 'Proves the old password and asks for the new one’s registration (RFC 9807 §5).',
    input: z.strictObject({ startLoginRequest: OpaqueMessage, registrationRequest: OpaqueMessage }),
    output: z.object({ attemptId: Id, loginResponse: z.string(), registrationResponse: z.string() }),
  }),
  changePassword: command('accounts:changePassword', {
    summary: 'Stores the new password’s record, and ends all other logins of the person.',
    input: z.strictObject({
      attemptId: Id,
      finishLoginRequest: OpaqueMessage,
      registrationRecord: OpaqueMessage,
    }),
    output: z.object({}),
    errors: ['signIn.refused', 'attempt.expired'],
    secret: ['attemptId', 'finishLoginRequest', 'registrationRecord'],
  }),
  describeLink: query('accounts:describeLink', {
    summary: 'What a link (set-up, invitation, reset) is for, so that its page can greet and warn.',
    input: z.strictObject({ token: Token }),
    output: z.object({
      purpose: z.enum(['setUp', 'invitation', 'reset']),
      displayName: z.string(),
      loginName: z.string(),
      expiresAt: Instant,
    }),
    errors: ['link.invalid'],
  }),
  setUp: command('accounts:setUp', {
    summary:
      'With the set-up link: names the committee and makes the first administrator’s account; answers an invitation link’s token to go on with.',
    via: 'http',
    input: z.strictObject({
      token: Token,
      accountId: Id,
      committeeName: Line(160),
      loginName: LoginName,
      displayName: Line(120),
    }),
    output: z.object({ token: z.string() }),
    errors: ['link.invalid', 'setUp.done'],
    secret: ['token'],
    secretAnswer: true,
  }),
  startRegistration: signal('accounts:startRegistration', {
    summary: 'First OPAQUE message of choosing a password through a link (RFC 9807 §5).',
    via: 'http',
    input: z.strictObject({ token: Token, registrationRequest: OpaqueMessage }),
    output: z.object({ registrationResponse: z.string() }),
    errors: ['link.invalid'],
  }),
  register: command('accounts:register', {
    summary:
      'Stores the password’s record, uses the link up, ends the account’s other logins, and signs this device in.',
    via: 'http',
    input: z.strictObject({ token: Token, registrationRecord: OpaqueMessage, device: Device }),
    output: Me,
    errors: ['link.invalid'],
    secret: ['token', 'registrationRecord'],
  }),
  issueTabletCode: command('accounts:issueTabletCode', {
    summary:
      'Makes a code, good once and for one minute, that signs another tablet in as this person; shown as a QR code.',
    input: z.strictObject({ accountId: Id }),
    output: z.object({ code: z.string(), expiresAt: Instant }),
    errors: ['tabletCode.administrator', 'account.deactivated'],
    secretAnswer: true,
  }),
  redeemTabletCode: command('accounts:redeemTabletCode', {
    summary: 'Signs this tablet in with a code from a QR code; sets the login’s cookie.',
    via: 'http',
    input: z.strictObject({ code: Token, device: Device }),
    output: Me,
    errors: ['link.invalid'],
    secret: ['code'],
  }),
  list: query('accounts:list', {
    summary: 'All accounts and units, for those who manage them.',
    input: z.strictObject({}),
    output: z.object({ accounts: z.array(Account), units: z.array(Unit) }),
  }),
  listPeople: query('accounts:listPeople', {
    summary: 'Active people and units to choose from, for those who prepare meetings.',
    input: z.strictObject({}),
    output: z.object({ people: z.array(Person), units: z.array(Unit) }),
  }),
  create: command('accounts:create', {
    summary: 'Makes an account without a password; an invitation link follows.',
    input: z.strictObject({ accountId: Id, ...AccountFields }),
    output: z.object({}),
    errors: ['loginName.taken', 'object.exists'],
  }),
  update: command('accounts:update', {
    summary: 'Changes an account’s name, title, unit, rank, login name or roles.',
    input: z.strictObject({ accountId: Id, ...AccountFields }),
    output: z.object({}),
    errors: ['loginName.taken', 'account.lastAdministrator', 'account.deactivated'],
  }),
  deactivate: command('accounts:deactivate', {
    summary: 'Stops an account: all its logins end at once; its history stays.',
    input: z.strictObject({ accountId: Id }),
    output: z.object({}),
    errors: ['account.lastAdministrator', 'account.self'],
  }),
  reactivate: command('accounts:reactivate', {
    summary: 'Lets a deactivated account sign in again.',
    input: z.strictObject({ accountId: Id }),
    output: z.object({}),
  }),
  erase: command('accounts:erase', {
    summary:
      'Erases a person: names go from the account and from the journal’s details; the journal still verifies.',
    input: z.strictObject({ accountId: Id }),
    output: z.object({}),
    errors: ['account.lastAdministrator', 'account.self', 'account.inUse'],
  }),
  issueLink: command('accounts:issueLink', {
    summary:
      'Makes a link to choose a password, good once and for three days; a reset ends the logins and loses what the old password protected.',
    input: z.strictObject({ accountId: Id }),
    output: z.object({ token: z.string(), purpose: z.enum(['invitation', 'reset']), expiresAt: Instant }),
    errors: ['account.deactivated'],
    secretAnswer: true,
  }),
  renameCommittee: command('accounts:renameCommittee', {
    summary: 'Changes the committee’s name.',
    input: z.strictObject({ name: Line(160) }),
    output: z.object({}),
  }),
  createUnit: command('accounts:createUnit', {
    summary: 'Adds an organisation unit, with its validity and predecessors.',
    input: z.strictObject({ unitId: Id, ...UnitFields }),
    output: z.object({}),
    errors: ['object.exists', 'unit.circle'],
  }),
  updateUnit: command('accounts:updateUnit', {
    summary: 'Changes an organisation unit.',
    input: z.strictObject({ unitId: Id, ...UnitFields }),
    output: z.object({}),
    errors: ['unit.circle'],
  }),
  removeUnit: command('accounts:removeUnit', {
    summary: 'Removes a unit that no active account belongs to.',
    input: z.strictObject({ unitId: Id }),
    output: z.object({}),
    errors: ['unit.inUse'],
  }),
} as const

export const accountsEvents = {
  meChanged: event('accounts:meChanged', {
    scope: 'account',
    summary: 'The signed-in person’s name, roles or rights changed.',
    view: Me.omit({ login: true }),
  }),
} as const
