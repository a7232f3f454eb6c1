import { useCallback, useEffect, useRef, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import type { NotesLayer } from '../layer.ts'
import type { NotesHere } from '../tools/deeds.ts'
import type { ExportForm, ExportOptions } from './core/types.ts'
import type { exportVi } from './export.vi.ts'
import { fileName } from './fileName.ts'
import { type RunFault, runExport } from './runExport.ts'

/** All bytes of the paper, or why they cannot be had; `onShare` is told how far it has come, 0 to 1. */
export type ReadPaper = (
  onShare: (share: number) => void,
  stop: AbortSignal,
) => Promise<Uint8Array<ArrayBuffer> | 'refused' | 'unreachable'>

export interface Order {
  readonly form: ExportForm
  readonly resolved: boolean
  readonly paper: ExportOptions['paper']
  readonly layers: readonly { readonly layer: NotesLayer; readonly title: string }[]
}

type Sentence = keyof typeof exportVi & `fault${string}`

export type ExportState =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'working'; readonly step: 'fetching' | 'making'; readonly share: number }
  | {
      readonly kind: 'made'
      readonly file: File
      readonly notes: number
      readonly signed: boolean
      readonly appended: boolean
    }
  | { readonly kind: 'failed'; readonly sentence: Sentence }

const sentences: Readonly<Record<RunFault | 'refused' | 'unreachable', Sentence>> = {
  'export.damaged': 'faultDamaged',
  'export.locked': 'faultLocked',
  'export.memory': 'faultMemory',
  'export.other': 'faultOther',
  refused: 'faultRight',
  unreachable: 'faultFetch',
}

const names = {
  annotated: 'fileAnnotated',
  flattened: 'fileFlattened',
  summary: 'fileSummary',
} as const satisfies Record<ExportForm, string>

/** Making one file after the other: fetches the paper, lets a worker write, and can be stopped at any moment. */
export function useExport(here: NotesHere, read: ReadPaper) {
  const t = useT('takeHome')
  const { language } = useFormat()
  const [state, setState] = useState<ExportState>({ kind: 'choosing' })
  const running = useRef<AbortController | null>(null)

  const stop = useCallback(() => {
    running.current?.abort()
    running.current = null
    setState({ kind: 'choosing' })
  }, [])
  useEffect(() => () => running.current?.abort(), [])

  const make = async (
    { form, resolved, paper, layers }: Order,
    signal: AbortSignal,
  ): Promise<ExportState> => {
    const fetching = form !== 'summary'
    const show = (step: 'fetching' | 'making') => (share: number) => {
      if (!signal.aborted) setState({ kind: 'working', step, share })
    }
    show(fetching ? 'fetching' : 'making')(0)
    const pdf = fetching ? await readSafely(read, show('fetching'), signal) : null
    if (typeof pdf === 'string') return { kind: 'failed', sentence: sentences[pdf] }
    show('making')(0)
    const taken = layers.map(({ layer, title }) => ({
      title,
      isPrivate: layer.name === 'private',
      notes: layer.notes(),
    }))
    const authors = new Set(taken.flatMap(({ notes }) => [...notes.values()].map(({ author }) => author)))
    const people = Object.fromEntries([...authors].map(id => [id, here.nameOf(id)]))
    const options = { form, language, resolved, paper, people, at: here.now() }
    const made = await runExport({ pdf, layers: taken, options }, show('making'), signal)
    if (made === null) return { kind: 'choosing' }
    if (typeof made === 'string') return { kind: 'failed', sentence: sentences[made] }
    const { file, notes, signed, appended } = made
    const name = fileName(t(names[form], { title: paper.title }))
    return { kind: 'made', file: new File([file], name, { type: file.type }), notes, signed, appended }
  }

  const start = async (order: Order): Promise<void> => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    const after = await make(order, control.signal)
    if (!control.signal.aborted) setState(after)
  }
  return { state, start, stop, again: stop }
}

async function readSafely(read: ReadPaper, onShare: (share: number) => void, signal: AbortSignal) {
  try {
    return await read(onShare, signal)
  } catch (error) {
    if (signal.aborted) return 'unreachable'
    return (error as { name?: string }).name === 'RangeError' ? 'export.memory' : 'unreachable'
  }
}
