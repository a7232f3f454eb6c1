import regularUrl from '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?url'
import boldUrl from '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf?url'
import widerUrl from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf?url'
import { exportPaper } from './core/exportPaper.ts'
import { ExportFault } from './core/types.ts'
import type { Answer, Job } from './runExport.ts'

const tell = (answer: Answer): void => self.postMessage(answer)

async function face(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** One job for each worker: it is ended when it is done, or when nobody waits for it any more. */
async function make({ pdf, layers, options }: Job): Promise<void> {
  try {
    const [regular, bold, wider] = await Promise.all([face(regularUrl), face(boldUrl), face(widerUrl)])
    let last = 0
    const { parts, ...rest } = await exportPaper(pdf, layers, options, { regular, bold, wider }, share => {
      if (share - last < 0.01) return
      last = share
      tell({ kind: 'progress', share })
    })
    tell({ kind: 'made', file: new Blob([...parts], { type: 'application/pdf' }), ...rest })
  } catch (error) {
    const { name = '', code = null } = (error ?? {}) as { name?: string; code?: string | null }
    const known = error instanceof ExportFault ? error.code : null
    tell({
      kind: 'failed',
      code: known ?? (name === 'RangeError' && !code ? 'export.memory' : 'export.other'),
    })
  }
}

self.addEventListener('message', (asked: MessageEvent<Job>) => void make(asked.data))
