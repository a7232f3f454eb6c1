import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { mm, type Page } from '#server/pdf/page.ts'
import { type Prng, prng } from '../../prng.ts'
import { paintPage } from './toCanvas.ts'

const { abs, max } = Math

/** 150 dots an inch: what offices scan at. */
const SCALE = 150 / 72

/** Where the stamp and the signature go, in points. */
export interface Seal {
  x: number
  y: number
}

/**
 * What an office scanner makes of a page: laid on askew, unevenly lit, with a shadow at the edge, punched
 * holes, dust and noise. Every third page is black and white, as of a fax. Answers a JPEG.
 */
export async function scanPage(page: Page, index: number, seal?: Seal): Promise<Uint8Array> {
  const random = prng(`scanned page ${index}`)
  const canvas = createCanvas(Math.round(page.width * SCALE), Math.round(page.height * SCALE))
  const context = canvas.getContext('2d')
  context.fillStyle = '#d9d9d6'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.save()
  lay(context, canvas, random)
  context.fillStyle = '#fbfbf8'
  context.fillRect(2, 1, page.width - 6, page.height - 5)
  paintPage(context, page)
  if (seal) stamp(context, seal)
  punch(context, page, random)
  context.restore()
  spoil(context, canvas, random, index % 3 === 2)
  return canvas.encode('jpeg', 68)
}

/** How far the paper lies askew: half a degree to nearly two, either way. */
function lay(context: SKRSContext2D, canvas: Canvas, random: Prng): void {
  const degrees = random.between(0.5, 1.7) * (random.next() < 0.5 ? -1 : 1)
  context.translate(canvas.width / 2 + random.between(-6, 6), canvas.height / 2 + random.between(-5, 5))
  context.rotate((degrees * Math.PI) / 180)
  context.scale(SCALE, SCALE)
  context.translate(-canvas.width / 2 / SCALE, -canvas.height / 2 / SCALE)
}

function punch(context: SKRSContext2D, page: Page, random: Prng): void {
  for (const y of [page.height / 2 - mm(40), page.height / 2 + mm(40)]) {
    context.fillStyle = '#5c5c58'
    context.beginPath()
    context.arc(mm(11) + random.between(-2, 2), y, mm(3), 0, 2 * Math.PI)
    context.fill()
  }
}

/** A round stamp, a third of it over a signature by pen, as the rules on stamps want. */
function stamp(context: SKRSContext2D, { x, y }: Seal): void {
  context.strokeStyle = '#39405e'
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x - 18, y + 10)
  context.bezierCurveTo(x + 5, y - 40, x + 20, y + 30, x + 32, y - 6)
  context.bezierCurveTo(x + 40, y - 26, x + 46, y + 22, x + 58, y - 2)
  context.bezierCurveTo(x + 74, y - 18, x + 84, y + 8, x + 112, y - 14)
  context.stroke()
  context.strokeStyle = 'rgba(120,60,60,0.75)'
  context.lineWidth = 2
  for (const radius of [42, 38, 25]) {
    context.beginPath()
    context.arc(x - 12, y, radius, 0, 2 * Math.PI)
    context.stroke()
    context.lineWidth = 0.9
  }
  context.fillStyle = 'rgba(120,60,60,0.75)'
  context.font = '7.5px phs-serifBold'
  const words = 'ỦY BAN NHÂN DÂN HUYỆN HẢI LỘC ★ TỈNH THUẬN GIANG ★ '
  ;[...words].forEach((letter, at) => {
    context.save()
    context.translate(x - 12, y)
    context.rotate((at / words.length) * 2 * Math.PI - 2.2)
    context.fillText(letter, 0, -29)
    context.restore()
  })
}

/** Light, shadow, dust and noise, dot by dot, in grey. */
function spoil(context: SKRSContext2D, canvas: Canvas, random: Prng, bilevel: boolean): void {
  const { width, height } = canvas
  const image = context.getImageData(0, 0, width, height)
  const dots = image.data
  const noise = Float32Array.from({ length: 65_536 }, () => random.between(-15, 15) + random.between(-15, 15))
  const [lightX, lightY] = [random.between(0.2, 0.8), random.between(0.1, 0.5)]
  const shadow = random.next() < 0.5 ? 0 : width - 1
  for (let y = 0; y < height; y += 1) {
    const start = random.whole(0, 65_535)
    const streak = random.next() < 0.004 ? -26 : 0
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      const grey = 0.3 * (dots[at] ?? 0) + 0.59 * (dots[at + 1] ?? 0) + 0.11 * (dots[at + 2] ?? 0)
      const far = abs(x / width - lightX) * 14 + abs(y / height - lightY) * 18
      const edge = max(0, 46 - abs(x - shadow)) * 1.6
      let value = grey * 0.94 + 12 - far - edge + streak + (noise[(start + x) & 65_535] ?? 0)
      if (bilevel) value = value > 148 ? 255 : 0
      dots[at] = value
      dots[at + 1] = value
      dots[at + 2] = value
    }
  }
  dust(dots, width, height, random)
  context.putImageData(image, 0, 0)
}

function dust(dots: Uint8ClampedArray, width: number, height: number, random: Prng): void {
  for (let speck = 0; speck < 900; speck += 1) {
    const size = random.whole(1, 3)
    const [left, top] = [random.whole(0, width - 4), random.whole(0, height - 4)]
    const tone = random.next() < 0.8 ? random.whole(20, 110) : 255
    for (let y = top; y < top + size; y += 1)
      for (let x = left; x < left + size; x += 1)
        dots.fill(tone, (y * width + x) * 4, (y * width + x) * 4 + 3)
  }
}
