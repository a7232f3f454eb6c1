import { createHmac } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as opaque from '@serenity-kit/opaque'
import type { Store } from '#server/storage/database.ts'
import { opaqueIdentifiers } from '#shared/accounts/opaque.ts'

/** The setting that holds the fingerprint of the key that the stored records were made with. */
const fingerprintSetting = 'opaque.publicKey'

/** Where the key is, below the data folder. */
export const opaqueKeyFile = (dataFolder: string): string => join(dataFolder, 'keys', 'opaque')

/** The key that every stored password record needs is not there, or is another one. */
export class OpaqueKeyMissing extends Error {
  readonly code: 'keys.missing' | 'keys.foreign'
  readonly file: string
  constructor(code: 'keys.missing' | 'keys.foreign', file: string) {
    super(
      code === 'keys.missing'
        ? `Thiếu tệp khóa ${file}: không có nó thì không mật khẩu nào dùng được. Hãy chép tệp này từ bản sao lưu về. / ` +
            `The key file ${file} is missing: without it no password works. Put it back from a backup.`
        : `Tệp khóa ${file} không thuộc cơ sở dữ liệu này. Hãy chép đúng tệp từ bản sao lưu về. / ` +
            `The key file ${file} does not belong to this database. Put the right one back from a backup.`,
    )
    this.code = code
    this.file = file
  }
}

/** The server's half of OPAQUE (RFC 9807 §5, §6.3). Methods answer null for messages that are none. */
export interface OpaqueServer {
  /** KE1 → KE2 and the state to finish with. Without a record the answer is one that no password opens. */
  start(
    userIdentifier: string,
    record: string | null,
    startLoginRequest: string,
  ): { readonly loginResponse: string; readonly serverLoginState: string } | null
  /** Whether KE3 proves the password. */
  finish(serverLoginState: string, finishLoginRequest: string): boolean
  registrationResponse(userIdentifier: string, registrationRequest: string): string | null
  /** Whether a registration record can be used to sign in at all. */
  recordIsSound(record: string): boolean
  /** The stable identifier of a name that no account has, so that asking twice tells nothing. */
  unknownIdentifier(loginName: string): string
}

/** The library throws its own errors for malformed messages; there is nothing else that it throws for. */
const orNull = <T>(act: () => T): T | null => {
  try {
    return act()
  } catch {
    return null
  }
}

/**
 * Reads the server's OPAQUE key from its own file, and makes it where nobody has a password yet. It stays out of
 * the database, so that a copy of the database alone lets nobody guess passwords.
 * @throws OpaqueKeyMissing where records exist that need another key.
 */
export const openOpaque = async (store: Store, dataFolder: string): Promise<OpaqueServer> => {
  await opaque.ready
  const file = opaqueKeyFile(dataFolder)
  const known = await store
    .selectFrom('settings')
    .select('value')
    .where('key', '=', fingerprintSetting)
    .executeTakeFirst()
  const serverSetup = (await readKey(file)) ?? (known === undefined ? await makeKey(file) : null)
  if (serverSetup === null) throw new OpaqueKeyMissing('keys.missing', file)
  const publicKey = orNull(() => opaque.server.getPublicKey(serverSetup))
  if (publicKey === null || (known !== undefined && known.value !== publicKey))
    throw new OpaqueKeyMissing('keys.foreign', file)
  if (known === undefined)
    await store
      .insertInto('settings')
      .values({ key: fingerprintSetting, value: publicKey })
      .onConflict(conflict => conflict.doNothing())
      .execute()

  const start: OpaqueServer['start'] = (userIdentifier, record, startLoginRequest) =>
    orNull(() =>
      opaque.server.startLogin({
        serverSetup,
        userIdentifier,
        registrationRecord: record,
        startLoginRequest,
        identifiers: opaqueIdentifiers,
      }),
    )
  const probe = opaque.client.startLogin({ password: '' }).startLoginRequest
  return {
    start,
    finish: (serverLoginState, finishLoginRequest) =>
      orNull(() =>
        opaque.server.finishLogin({ serverLoginState, finishLoginRequest, identifiers: opaqueIdentifiers }),
      ) !== null,
    registrationResponse: (userIdentifier, registrationRequest) =>
      orNull(() =>
        opaque.server.createRegistrationResponse({ serverSetup, userIdentifier, registrationRequest }),
      )?.registrationResponse ?? null,
    recordIsSound: record => start('', record, probe) !== null,
    unknownIdentifier: loginName =>
      createHmac('sha256', serverSetup).update(`unknown ${loginName}`).digest('hex').slice(0, 36),
  }
}

const readKey = async (file: string): Promise<string | null> => {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Makes the key; where another process made it first, takes that one. */
const makeKey = async (file: string): Promise<string | null> => {
  const folder = join(file, '..')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      const made = opaque.server.createSetup()
      await handle.writeFile(`${made}\n`)
      await handle.sync()
      return made
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return readKey(file)
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
