/** What one paper may cost. All are refusals when passed, never a slow server. */
export type PrepareLimits = {
  /** Length of the file, in bytes. */
  maxBytes: number
  maxPages: number
  /** Resident memory of the process that opens the file, in bytes. */
  maxMemoryBytes: number
  /** Processor time of that process, in seconds. */
  maxCpuSeconds: number
  /** Wall time, in seconds; also bounds a process that waits for ever. */
  maxSeconds: number
}

/** 500 MB and 5,000 pages. Most papers take 250 MB; one image of 93 million pixels, as books have, takes 1.1 GB. */
export const defaultPrepareLimits: PrepareLimits = {
  maxBytes: 500_000_000,
  maxPages: 5_000,
  maxMemoryBytes: 1_500_000_000,
  maxCpuSeconds: 60,
  maxSeconds: 120,
}

/** Thumbnails and text take a fraction of a second a page: their time grows with the pages. */
export function extrasLimits(limits: PrepareLimits, pages: number): PrepareLimits {
  const more = 3 * pages
  return {
    ...limits,
    maxCpuSeconds: limits.maxCpuSeconds + more,
    maxSeconds: limits.maxSeconds + 2 * more,
  }
}

/** Decompressed page content past this is a bomb: the longest honest page drawings are a tenth of it. */
export const MAX_CONTENT_BYTES = 64 << 20
/** The longest edge of a page in points (ISO 32000-1 Annex C: 14,400 units). */
export const MAX_PAGE_EDGE = 14_400
/** Pixels of one embedded image; an A0 sheet scanned at 200 dpi has 61 million. */
export const MAX_IMAGE_PIXELS = 100_000_000
