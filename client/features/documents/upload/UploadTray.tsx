import { useT } from '#client/i18n/useT.ts'
import { Progress } from '#client/ui/Progress.tsx'
import { wholeProgress } from './paperState.ts'
import { useUploads } from './uploads.ts'

/** How far all files together are, while any is on its way. */
export function UploadTray() {
  const t = useT('papers')
  const uploads = useUploads(store => store.uploads)
  const whole = wholeProgress(uploads)
  if (whole === null) return null
  const left = uploads.filter(({ state }) => state !== 'sent' && state !== 'failed').length
  return <Progress label={t('allUploads', { count: left })} value={whole} />
}
