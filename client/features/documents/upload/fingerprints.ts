import { z } from 'zod'
import { recall, remember } from '#client/i18n/remembered.ts'

const storageKey = 'phong-hop-so.uploads'
const Known = z.record(z.string(), z.number())
const rememberedUploads = 60

const known = (): Readonly<Record<string, number>> => {
  try {
    const found = Known.safeParse(JSON.parse(recall(storageKey) ?? '{}'))
    return found.success ? found.data : {}
  } catch {
    return {}
  }
}

interface Fingerprinted {
  readonly name: string
  readonly size: number
  readonly lastModified: number
}

/** Keeps when the file of a version was last changed, so that after a reload the same file is known again. */
export const rememberFile = (versionId: string, file: Fingerprinted): void => {
  const entries = [
    ...Object.entries(known()).filter(([id]) => id !== versionId),
    [versionId, file.lastModified],
  ]
  remember(storageKey, JSON.stringify(Object.fromEntries(entries.slice(-rememberedUploads))))
}

/** Forgets a version that is at the server or was given up; asked often, so it writes only where there is something. */
export const forgetFile = (versionId: string): void => {
  const { [versionId]: found, ...others } = known()
  if (found !== undefined) remember(storageKey, JSON.stringify(others))
}

/** Whether a chosen file is the one of which a part lies at the server: by name, size and, where known, date. */
export const isSameFile = (
  version: { readonly id: string; readonly fileName: string; readonly byteLength: number },
  file: Fingerprinted,
): boolean => {
  const changed = known()[version.id]
  return (
    version.fileName.normalize('NFC') === file.name.normalize('NFC') &&
    version.byteLength === file.size &&
    (changed === undefined || changed === file.lastModified)
  )
}
