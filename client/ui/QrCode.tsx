import { create } from 'qrcode'
import { useMemo } from 'react'
import styles from './QrCode.module.css'

interface QrCodeProps {
  readonly text: string
  /** What it is for, read aloud instead of the picture. */
  readonly label: string
  /** Side in CSS pixels. */
  readonly size?: number
}

/** Modules of white around the code (ISO/IEC 18004 §6.3.8). */
const quietZone = 4

/** A QR code as one SVG path: black on white in both themes, as cameras want it. Level M: a scratched screen still reads. */
export function QrCode({ text, label, size = 280 }: QrCodeProps) {
  const { side, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    let drawn = ''
    for (let y = 0; y < modules.size; y += 1) {
      for (let x = 0; x < modules.size; x += 1) {
        if (modules.get(y, x)) drawn += `M${x + quietZone} ${y + quietZone}h1v1h-1z`
      }
    }
    return { side: modules.size + 2 * quietZone, path: drawn }
  }, [text])
  return (
    <svg
      className={styles.code}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${side}v${side}h-${side}z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}
