import type { PdfDocument, PdfViewport } from './pdfjs.ts'

/** A place inside the paper; x and y as in `Position`. */
export interface Place {
  readonly page: number
  readonly x: number | null
  readonly y: number | null
}

/** A rectangle in fractions of the upright page. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export type LinkTarget =
  | { readonly kind: 'inside'; readonly dest: unknown }
  | { readonly kind: 'outside'; readonly url: string }
  | { readonly kind: 'turn'; readonly to: 'next' | 'previous' | 'first' | 'last' }

export interface PageLink {
  readonly area: Area
  readonly target: LinkTarget
}

const TURNS: Readonly<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
  NextPage: 'next',
  PrevPage: 'previous',
  FirstPage: 'first',
  LastPage: 'last',
}

/** The address as the reader may open it: web and mail only; anything else (javascript:, file:) is null. */
export function safeUrl(url: unknown): string | null {
  if (typeof url !== 'string') return null
  const parsed = URL.parse(url)
  return parsed && ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null
}

function targetOf(annotation: Record<string, unknown>): LinkTarget | null {
  const url = safeUrl(annotation.url)
  if (url) return { kind: 'outside', url }
  const dest = annotation.dest
  if (typeof dest === 'string' || Array.isArray(dest)) return { kind: 'inside', dest }
  const to = TURNS[String(annotation.action ?? '')]
  return to ? { kind: 'turn', to } : null
}

/** The links among a page's annotations (ISO 32000-2, 12.5.6.5); `viewport` at the page's own rotation. */
export function linksOf(annotations: readonly unknown[], viewport: PdfViewport): PageLink[] {
  const links: PageLink[] = []
  for (const annotation of annotations as readonly Record<string, unknown>[]) {
    if (annotation.subtype !== 'Link') continue
    const target = targetOf(annotation)
    const rect = annotation.rect
    if (!target || !Array.isArray(rect)) continue
    const [x1, y1, x2, y2] = rect.map(Number) as [number, number, number, number]
    const [ax, ay] = viewport.convertToViewportPoint(x1, y1) as [number, number]
    const [bx, by] = viewport.convertToViewportPoint(x2, y2) as [number, number]
    links.push({
      area: {
        left: Math.min(ax, bx) / viewport.width,
        top: Math.min(ay, by) / viewport.height,
        width: Math.abs(ax - bx) / viewport.width,
        height: Math.abs(ay - by) / viewport.height,
      },
      target,
    })
  }
  return links
}

/** Where a destination leads (ISO 32000-2, 12.3.2); null where it leads nowhere. */
export async function resolvePlace(doc: PdfDocument, dest: unknown): Promise<Place | null> {
  const explicit: unknown = typeof dest === 'string' ? await doc.getDestination(dest) : dest
  if (!Array.isArray(explicit)) return null
  const [target, fit, ...numbers] = explicit as [unknown, { name?: string } | undefined, ...unknown[]]
  const index = typeof target === 'number' ? target : await doc.getPageIndex(target as never).catch(() => -1)
  if (index < 0 || index >= doc.numPages) return null
  const number = (value: unknown) => (typeof value === 'number' ? value : null)
  const kind = fit?.name ?? ''
  const left = kind === 'XYZ' || kind === 'FitR' ? number(numbers[0]) : null
  const top =
    kind === 'XYZ'
      ? number(numbers[1])
      : kind === 'FitH' || kind === 'FitBH'
        ? number(numbers[0])
        : kind === 'FitR'
          ? number(numbers[3])
          : null
  if (left === null && top === null) return { page: index + 1, x: null, y: null }
  const viewport = (await doc.getPage(index + 1)).getViewport({ scale: 1 })
  const [x, y] = viewport.convertToViewportPoint(left ?? 0, top ?? viewport.height) as [number, number]
  return {
    page: index + 1,
    x: left === null ? null : x / viewport.width,
    y: top === null ? null : y / viewport.height,
  }
}

export interface OutlineEntry {
  readonly title: string
  readonly target: LinkTarget | null
  readonly entries: readonly OutlineEntry[]
}

/** The paper's table of contents; empty where it has none. Deeper than ten levels is left out. */
export async function outlineOf(doc: PdfDocument): Promise<OutlineEntry[]> {
  const convert = (items: readonly Record<string, unknown>[], depth: number): OutlineEntry[] =>
    items.map(item => ({
      title:
        String(item.title ?? '')
          .replace(/\s+/gu, ' ')
          .trim() || '…',
      target: targetOf(item),
      entries: depth < 10 ? convert((item.items ?? []) as Record<string, unknown>[], depth + 1) : [],
    }))
  return convert(((await doc.getOutline()) ?? []) as Record<string, unknown>[], 1)
}
