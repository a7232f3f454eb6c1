import type { z } from 'zod'
import { DocumentRefusal } from '#shared/documents/documents.contract.ts'

/** Why a version was refused, with what the code's sentence names. */
export interface VersionRefusal {
  readonly code: z.infer<typeof DocumentRefusal>
  readonly params: Readonly<Record<string, string | number>>
}

/** [D9] The one thing that a refusal's sentence names: what the file is, or the limit that it broke. */
const named: Readonly<Partial<Record<VersionRefusal['code'], 'found' | 'limit' | 'limitMb'>>> = {
  'document.notPdf': 'found',
  'document.tooManyPages': 'limit',
  'document.tooLarge': 'limitMb',
}

/** What a refusal names, as the version's row keeps it; empty where it names nothing. */
export const refusalWord = ({ code, params }: VersionRefusal): string => {
  const name = named[code]
  return name === undefined ? '' : String(params[name] ?? '')
}

/** A refusal as the version's row keeps it. @throws where the code is none of ours. */
export const readRefusal = (code: string | null, word: string | null): VersionRefusal => {
  const known = DocumentRefusal.parse(code)
  const name = named[known]
  if (name === undefined || word === null || word === '') return { code: known, params: {} }
  return { code: known, params: { [name]: name === 'found' ? word : Number(word) } }
}
