import { useEffect, useState } from 'react'
import { strokePoints } from '#shared/annotations/note.ts'
import { unpackStroke } from '#shared/annotations/stroke.ts'
import type { Gesture } from '../layer.ts'
import type { NotesHere } from '../tools/deeds.ts'
import { useNotes } from '../tools/notesStore.ts'
import { laserFade } from './hands.ts'
import styles from './notes.module.css'
import { outlinesOf, svgPath } from './outline.ts'
import { PassOver } from './PassOver.tsx'
import type { PageFrame } from './pages.ts'

type Trail = readonly (readonly [number, number])[]

interface GesturesProps {
  readonly here: NotesHere
  readonly page: number
  readonly frame: PageFrame
  /** The viewer's own laser. */
  readonly own: Trail | null
}

/** [N45] What others draw and point at just now, and one's own pointer. */
export function Gestures({ here, page, frame, own }: GesturesProps) {
  const hidden = useNotes(state => state.hidden)
  const others = here.layers.flatMap(({ layer }) =>
    hidden.has(layer.name)
      ? []
      : layer
          .othersGestures()
          .filter(({ gesture }) => gesture.page === page)
          .map(other => ({ ...other, key: `${layer.name}/${other.id}` })),
  )
  const lasers = others.flatMap(({ key, gesture, accountId }) =>
    gesture.kind === 'laser' ? [{ key, points: gesture.points, name: here.nameOf(accountId) }] : [],
  )
  return (
    <svg
      className={styles.gestures}
      viewBox={`0 0 ${frame.pointsWidth} ${frame.pointsHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {others.map(
        ({ key, gesture }) =>
          gesture.kind === 'drawing' && (
            <PassOver key={key} what={gesture}>
              <Drawing gesture={gesture} />
            </PassOver>
          ),
      )}
      {lasers.map(({ key, points, name }) => (
        <PassOver key={key} what={points}>
          <Laser points={points} scale={frame.scale} name={name} />
        </PassOver>
      ))}
      <Laser points={own} scale={frame.scale} name={null} />
    </svg>
  )
}

/** Only colours that are written as we write them reach the page. */
const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text)

function Drawing({ gesture }: { readonly gesture: Extract<Gesture, { kind: 'drawing' }> }) {
  const points = unpackStroke(bytesOf(gesture.stroke), strokePoints)
  if (!points) return null
  const path = svgPath(outlinesOf(points, gesture.width, gesture.tool))
  return (
    <path
      d={path}
      fill={isColour(gesture.ink) ? gesture.ink : 'currentColor'}
      opacity={gesture.tool === 'marker' ? 0.35 : 1}
    />
  )
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** A bright trail; when it ends, it is seen for a moment still, fading. */
function Laser({ points, scale, name }: { points: Trail | null; scale: number; name: string | null }) {
  const [last, setLast] = useState<Trail | null>(null)
  useEffect(() => {
    if (points && points.length > 0) {
      setLast(points)
      return
    }
    const timer = setTimeout(() => setLast(null), laserFade)
    return () => clearTimeout(timer)
  }, [points])
  const shown = points && points.length > 0 ? points : last
  const tip = shown?.at(-1)
  if (!shown || !tip) return null
  // A hall reads it from fifteen metres: on a large page it grows with the page.
  const size = Math.max(1 / scale, 0.85)
  return (
    <g className={points ? undefined : styles.fading} data-laser="">
      <polyline
        points={shown.map(point => point.join(',')).join(' ')}
        className={styles.trail}
        strokeWidth={5 * size}
      />
      <circle cx={tip[0]} cy={tip[1]} r={7 * size} className={styles.tip} />
      {name && (
        <text
          x={tip[0] + 14 * size}
          y={tip[1] + 5 * size}
          fontSize={15 * size}
          className={styles.who}
          strokeWidth={4 * size}
        >
          {name}
        </text>
      )}
    </g>
  )
}
