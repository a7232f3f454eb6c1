import type { Generated } from 'kysely'

/** Instants are milliseconds since the epoch, flags 0 or 1, lists and objects JSON text. */
type Flag = 0 | 1

export interface AccountsTable {
  id: string
  login_name: string
  display_name: string
  honorific: 'ong' | 'ba' | 'none'
  title: string
  unit_id: string | null
  rank: number
  administrator: Flag
  secretary: Flag
  state: 'invited' | 'active' | 'deactivated' | 'erased'
  /** OPAQUE registration record (RFC 9807 §4.1), base64url; null until a password was chosen. */
  registration_record: string | null
  created_at: number
}

export interface UnitsTable {
  id: string
  name: string
  short_name: string
  parent_id: string | null
  valid_from: number | null
  valid_until: number | null
  predecessor_ids: string
  order: number
}

/** A signed-in device; kept after its end so that the device hears why. */
export interface LoginsTable {
  id: string
  account_id: string
  /** SHA-256 (hex) of the cookie's token: the token itself is never stored. */
  token_hash: string
  device_label: string
  via: 'password' | 'tabletCode' | 'link'
  created_at: number
  last_seen_at: number
  expires_at: number
  ended_at: number | null
  end_reason: 'signedOut' | 'expired' | 'revoked' | 'wiped' | 'deactivated' | null
}

/** One-time secrets: set-up, invitation and reset links, tablet codes; only their hashes are stored. */
export interface TokensTable {
  token_hash: string
  purpose: 'setUp' | 'invitation' | 'reset' | 'tabletCode'
  account_id: string | null
  issued_by: string | null
  created_at: number
  expires_at: number
}

/** Facts of which there is one: the committee's name, the OPAQUE server's key. */
export interface SettingsTable {
  key: string
  value: string
}

export interface MeetingsTable {
  id: string
  kind: 'regular' | 'thematic' | 'extraordinary'
  title: string
  place: string
  starts_at: number
  ends_at: number
  state: 'draft' | 'published' | 'open' | 'paused' | 'closed' | 'cancelled'
  opened_at: number | null
  paused_at: number | null
  closed_at: number | null
  cancel_reason: string | null
  notice: Generated<string>
  created_by: string
  created_at: number
  /** Raised by every accepted command that touches the meeting. */
  revision: Generated<number>
  /** The rules profile that it was opened under; null before. */
  profile_version: Generated<number | null>
}

export interface ParticipantsTable {
  meeting_id: string
  account_id: string
  role: 'chair' | 'member' | 'standIn' | 'invitee' | 'teller' | 'operator'
  principal_id: string | null
}

export interface ItemsTable {
  id: string
  meeting_id: string
  position: number
  title: string
  duration_minutes: number
  reporter_id: string | null
  reporter_note: string
  state: 'waiting' | 'current' | 'done'
  urgent: Flag
  /** Audience of shared/meetings as JSON. */
  audience: string
  secrecy: 'confidential' | 'secret' | 'topSecret' | null
  started_at: number | null
  ended_at: number | null
}

export interface DocumentsTable {
  id: string
  item_id: string
  title: string
  position: number
  audience: string
  late: Flag
}

export interface DocumentVersionsTable {
  id: string
  document_id: string
  number: number
  file_name: string
  byte_length: number
  uploaded_at: number
  uploaded_by: string
  state: 'uploading' | 'preparing' | 'ready' | 'refused'
  refusal_code: string | null
  refusal_found: string | null
  original_hash: string | null
  paper_hash: string | null
  paper_bytes: number | null
  page_count: number | null
  /** [[count, width, height], …] as JSON. */
  page_runs: string | null
  page_one_hash: string | null
  thumbnails: Generated<number>
  has_text: Flag | null
  has_outline: Flag | null
}

/** Thumbnails of consecutive pages, one after another in one blob. */
export interface DocumentThumbnailsTable {
  version_id: string
  /** Counted from 1. */
  first_page: number
  hash: string
  /** Bytes of each thumbnail, in order, as JSON. */
  lengths: string
}

/** Who is presenting what. */
export interface PresentingTable {
  meeting_id: string
  presenter_id: string
  /** The presenter's tablet: only it moves the page. */
  login_id: string
  version_id: string
  started_at: number
  /** Position of shared/presenting as JSON, written every few seconds; the newest one is in memory. */
  position: string
  /** 1 where not everyone may see the paper and a secretary said that the room may. */
  audience_confirmed: Generated<Flag>
}

export interface ScreensTable {
  id: string
  name: string
  token_hash: string | null
  meeting_id: string | null
  /** The meeting that it showed to its end, until it is assigned anew or a day has passed. */
  ended_meeting_id: Generated<string | null>
  paired_at: number
  paired_by: string
}

/** A group's layer of notes on a paper. */
export interface NoteLayersTable {
  id: string
  document_id: string
  name: string
  maker_id: string
  /** Audiences of shared/meetings as JSON. */
  readers: string
  writers: string
  made_at: number
}

/** What was written in one layer of one version: one Y.Doc. */
export interface NoteDocumentsTable {
  id: Generated<number>
  version_id: string
  /** private, everyone, presenting, or the group layer's id. */
  layer: string
  /** The group layer's id again, so that it takes its notes with it; null for the others. */
  group_id: string | null
  /** Whose private layer; empty for shared ones. */
  account_id: string
}

/** Updates since the snapshot, in order of their ids. */
export interface NoteUpdatesTable {
  id: Generated<number>
  note_document_id: number
  /** A Yjs update, version 1. */
  bytes: Uint8Array
}

export interface NoteSnapshotsTable {
  note_document_id: number
  bytes: Uint8Array
}

/** Whose each Yjs client id is that wrote in a shared layer, so that nobody writes under another's. */
export interface NoteClientsTable {
  note_document_id: number
  client: number
  account_id: string
}

/** A person's wrapped notes key. */
export interface KeyringsTable {
  account_id: string
  /** Raised by every replacement, from 1. */
  revision: number
  /** Keyring of shared/annotations as JSON. */
  keyring: string
}

/** Versions of the rules profile; rows are never changed or removed. */
export interface RulesProfilesTable {
  version: number
  /** RulesProfile of shared/profiles as JSON. */
  profile: string
  note: string
  saved_at: number | null
  saved_by: string | null
}

/** Meetings whose check-in the secretary opened before they were. */
export interface CheckInsTable {
  meeting_id: string
  opened_at: number
}

/** What was recorded of somebody's presence; what is struck out stays. */
export interface AttendanceMarksTable {
  id: Generated<number>
  meeting_id: string
  account_id: string
  kind: 'present' | 'left' | 'excused' | 'absent'
  mode: 'tablet' | 'code' | 'secretary' | 'remote' | null
  at: number
  recorded_at: number
  /** Null where a break over night ended the stay. */
  recorded_by: string | null
  reason: string
  struck_at: Generated<number | null>
  struck_by: Generated<string | null>
  struck_reason: Generated<string | null>
}

/** One row for each accepted command, chained by hash. */
export interface JournalTable {
  seq: Generated<number>
  at: number
  /** Who: an account's or screen's id; empty for the system itself. */
  actor_id: string
  login_id: string
  command: string
  command_id: string
  /** What it was about: a meeting's id, else empty. */
  meeting_id: string
  /** SHA-256 (hex) of salt and detail: the chain holds no name and no text. */
  detail_hash: string
  previous: string
  hash: string
}

/** What the command said, beside the chain: can be erased for a person without breaking it. */
export interface JournalDetailsTable {
  seq: number
  salt: string
  /** The input without its secret fields, as JSON; null once erased. */
  detail: string | null
  erased_at: number | null
}

/** Whom a journal row's detail speaks of, so that erasing a person finds every row. */
export interface JournalSubjectsTable {
  seq: number
  account_id: string
}

/** First answers by command id, so that a retry is safe. */
export interface ReceiptsTable {
  command_id: string
  actor_id: string
  command: string
  input_hash: string
  answer: string
  at: number
}

export interface Tables {
  accounts: AccountsTable
  units: UnitsTable
  logins: LoginsTable
  tokens: TokensTable
  settings: SettingsTable
  meetings: MeetingsTable
  participants: ParticipantsTable
  items: ItemsTable
  documents: DocumentsTable
  document_versions: DocumentVersionsTable
  document_thumbnails: DocumentThumbnailsTable
  presenting: PresentingTable
  screens: ScreensTable
  note_layers: NoteLayersTable
  note_documents: NoteDocumentsTable
  note_updates: NoteUpdatesTable
  note_snapshots: NoteSnapshotsTable
  note_clients: NoteClientsTable
  keyrings: KeyringsTable
  rules_profiles: RulesProfilesTable
  check_ins: CheckInsTable
  attendance_marks: AttendanceMarksTable
  journal: JournalTable
  journal_details: JournalDetailsTable
  journal_subjects: JournalSubjectsTable
  receipts: ReceiptsTable
}
