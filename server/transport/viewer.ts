/** Whoever a message comes from, as the pipeline knows them; made afresh from storage for every message. */
export type Viewer = AnonymousViewer | PersonViewer | ScreenViewer

export interface AnonymousViewer {
  readonly kind: 'anonymous'
}

export interface PersonViewer {
  readonly kind: 'person'
  readonly accountId: string
  readonly loginId: string
  readonly administrator: boolean
  readonly secretary: boolean
}

/** A paired hall screen. */
export interface ScreenViewer {
  readonly kind: 'screen'
  readonly screenId: string
  readonly meetingId: string | null
}

export const anonymous: AnonymousViewer = { kind: 'anonymous' }

/** Who a journal row and a receipt name: an account's or a screen's id, empty for nobody. */
export const actorOf = (viewer: Viewer): string =>
  viewer.kind === 'person' ? viewer.accountId : viewer.kind === 'screen' ? viewer.screenId : ''

/** The login (or the pairing) behind a viewer: what is cut when it ends. */
export const channelOf = (viewer: Viewer): string =>
  viewer.kind === 'person' ? viewer.loginId : viewer.kind === 'screen' ? viewer.screenId : ''
