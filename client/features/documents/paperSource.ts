import type { DocumentVersion } from '#shared/documents/documents.contract.ts'
import type { PreviewSources } from './reader/core/Previews.ts'
import type { PageSize, ReaderSource } from './reader/core/types.ts'

/** A version that can be read. */
export type ReadyVersion = Extract<DocumentVersion, { state: 'ready' }>

/** Where the reader takes a paper from. Kept papers answer first; see client/features/offline. */
export const paperSource = (version: ReadyVersion): ReaderSource => ({
  url: `/files/${version.id}/paper`,
  withCredentials: true,
})

/** The server's pictures of a paper's pages, shown until the pages themselves are drawn. */
export const paperPreviews = (version: ReadyVersion): PreviewSources => ({
  first: `/files/${version.id}/page-one`,
  thumbnail: page => (page <= version.thumbnails ? `/files/${version.id}/thumbnails/${page}` : null),
})

/** Every page's size in points, as the contract's runs of equal pages tell them. */
export const pageSizesOf = ({ pageRuns }: ReadyVersion): readonly PageSize[] =>
  pageRuns.flatMap(([count, width, height]) => Array.from({ length: count }, () => ({ width, height })))

/** The file as it was uploaded, for a download. */
export const originalAddress = (version: ReadyVersion): string => `/files/${version.id}/original`
