import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { type Face, faceFile, widthOf } from '#server/pdf/fonts.ts'
import { BLACK, type Color, type Mark, type Page } from '#server/pdf/page.ts'

const registered = new Set<Face>()

function family(face: Face): string {
  const name = `phs-${face}`
  if (!registered.has(face)) {
    GlobalFonts.registerFromPath(faceFile(face), name)
    registered.add(face)
  }
  return name
}

const css = (color: Color): string => `rgb(${color.map(part => Math.round(part * 255)).join(',')})`

/** Paints a laid-out page onto a canvas whose unit is already a point. */
export function paintPage(context: SKRSContext2D, page: Page): void {
  for (const mark of page.marks) paint(context, mark)
}

function paint(context: SKRSContext2D, mark: Mark): void {
  if (mark.kind === 'text') {
    let x = mark.x
    for (const run of mark.runs) {
      context.fillStyle = css(run.color ?? BLACK)
      context.font = `${run.size}px ${family(run.face)}`
      for (const part of run.text.split(/(?<= )/)) {
        context.fillText(part, x, mark.y)
        x += widthOf(part, run.face) * run.size + (part.endsWith(' ') ? mark.gap : 0)
      }
    }
  } else if (mark.kind === 'line') {
    context.strokeStyle = css(mark.color)
    context.lineWidth = mark.width
    context.beginPath()
    context.moveTo(mark.x1, mark.y1)
    context.lineTo(mark.x2, mark.y2)
    context.stroke()
  } else if (mark.kind === 'rect') {
    context.fillStyle = css(mark.fill)
    context.fillRect(mark.x, mark.y, mark.width, mark.height)
  } else if (mark.kind === 'polygon' && mark.fill) {
    context.fillStyle = css(mark.fill)
    context.beginPath()
    for (const [x, y] of mark.points) context.lineTo(x, y)
    context.fill()
  }
}
