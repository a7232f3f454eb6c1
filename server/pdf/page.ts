import type { Face } from './fonts.ts'

/** A colour as three parts from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number]

export const BLACK: Color = [0, 0, 0]

/** A stretch of text in one face and size (points). */
export interface Run {
  text: string
  face: Face
  size: number
  color?: Color
}

/**
 * What stands on a page, in points, x from the left edge and y down from the top edge.
 * Pages are plain data, so that one layout can be painted into a PDF and onto a scanned picture.
 */
export type Mark =
  /** `y` is the baseline; `gap` is added to every space, to justify the line. */
  | { kind: 'text'; x: number; y: number; runs: Run[]; gap: number }
  | {
      kind: 'line'
      x1: number
      y1: number
      x2: number
      y2: number
      width: number
      color: Color
      dash?: number
    }
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: Color }
  | { kind: 'polygon'; points: readonly (readonly [x: number, y: number])[]; fill?: Color; stroke?: Color }
  /** A touchable area that leads to the anchor of that name. */
  | { kind: 'link'; x: number; y: number; width: number; height: number; to: string }

export interface Page {
  width: number
  height: number
  marks: Mark[]
}

/** One entry of the outline (bookmarks); level 1 is the highest. */
export interface OutlineEntry {
  title: string
  level: number
  page: number
  y: number
}

/** A paper laid out: its pages, its outline, and where links lead. `page` counts from 0. */
export interface LaidOut {
  pages: Page[]
  outline: OutlineEntry[]
  anchors: Map<string, { page: number; y: number }>
}

export const A4 = { width: 595.28, height: 841.89 } as const

/** Millimetres to points. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4
