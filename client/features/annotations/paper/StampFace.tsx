import { IconCheck, IconEye, IconRepeat, IconSignature, IconUrgent, IconX } from '@tabler/icons-react'
import type { Stamp } from '#shared/annotations/note.ts'
import { stampLayout } from './stampLayout.ts'

export const stampIcons: Record<Stamp, typeof IconCheck> = {
  agreed: IconCheck,
  disagreed: IconX,
  reconsider: IconRepeat,
  seen: IconEye,
  initialled: IconSignature,
  urgent: IconUrgent,
}

interface StampFaceProps {
  readonly stamp: Stamp
  readonly word: string
  /** The stamp's box, points. */
  readonly width: number
  readonly height: number
}

/**
 * A stamp's edge, sign and word, drawn in points of the page: they fit at every zoom, where letters of the page's own
 * would stop growing smaller, and in whatever font the device has.
 */
export function StampFace({ stamp, word, width, height }: StampFaceProps) {
  const Icon = stampIcons[stamp]
  const { edge, letters, sign, signLeft, wordLeft, wordWidth } = stampLayout(width, height, emsOf(word))
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <rect
        x={edge / 2}
        y={edge / 2}
        width={Math.max(0, width - edge)}
        height={Math.max(0, height - edge)}
        rx={Math.min(4, height / 4)}
        fill="#fff"
        fillOpacity={0.7}
        stroke="currentColor"
        strokeWidth={edge}
      />
      <Icon x={signLeft} y={(height - sign) / 2} width={sign} height={sign} />
      <text
        x={wordLeft}
        y={height / 2 + letters * 0.35}
        fontSize={letters}
        textLength={wordWidth}
        lengthAdjust="spacingAndGlyphs"
        fill="currentColor"
      >
        {word}
      </text>
    </svg>
  )
}

/** How wide a word is in the stamps' letters, in their size. */
function emsOf(word: string): number {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return word.length * 0.62
  context.font = `700 100px ${getComputedStyle(document.body).fontFamily}`
  return context.measureText(word).width / 100
}
