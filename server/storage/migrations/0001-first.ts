/** The first schema. STRICT tables refuse a value of the wrong type; checks repeat what the contract's enums say. */
export const first = `
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE units (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL,
  parent_id TEXT REFERENCES units(id), valid_from INTEGER, valid_until INTEGER,
  predecessor_ids TEXT NOT NULL, "order" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY, login_name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
  honorific TEXT NOT NULL CHECK (honorific IN ('ong','ba','none')), title TEXT NOT NULL,
  unit_id TEXT REFERENCES units(id), rank INTEGER NOT NULL,
  administrator INTEGER NOT NULL CHECK (administrator IN (0,1)),
  secretary INTEGER NOT NULL CHECK (secretary IN (0,1)),
  state TEXT NOT NULL CHECK (state IN ('invited','active','deactivated','erased')),
  registration_record TEXT, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_by_unit ON accounts(unit_id);

CREATE TABLE logins (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id),
  token_hash TEXT NOT NULL UNIQUE, device_label TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('password','tabletCode','link')),
  created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT CHECK (end_reason IN ('signedOut','expired','revoked','wiped','deactivated'))
) STRICT, WITHOUT ROWID;
CREATE INDEX logins_by_account ON logins(account_id);

CREATE TABLE tokens (
  token_hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('setUp','invitation','reset','tabletCode')),
  account_id TEXT REFERENCES accounts(id), issued_by TEXT REFERENCES accounts(id),
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_account ON tokens(account_id);

CREATE TABLE meetings (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('regular','thematic','extraordinary')),
  title TEXT NOT NULL, place TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','published','open','paused','closed','cancelled')),
  opened_at INTEGER, paused_at INTEGER, closed_at INTEGER, cancel_reason TEXT,
  notice TEXT NOT NULL DEFAULT '', created_by TEXT NOT NULL REFERENCES accounts(id),
  created_at INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX meetings_by_start ON meetings(starts_at);

CREATE TABLE participants (
  meeting_id TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts(id),
  role TEXT NOT NULL CHECK (role IN ('chair','member','standIn','invitee','teller','operator')),
  principal_id TEXT REFERENCES accounts(id),
  PRIMARY KEY (meeting_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_by_account ON participants(account_id);
CREATE UNIQUE INDEX one_chair ON participants(meeting_id) WHERE role = 'chair';

CREATE TABLE items (
  id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, title TEXT NOT NULL, duration_minutes INTEGER NOT NULL,
  reporter_id TEXT REFERENCES accounts(id), reporter_note TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting','current','done')),
  urgent INTEGER NOT NULL CHECK (urgent IN (0,1)), audience TEXT NOT NULL,
  secrecy TEXT CHECK (secrecy IN ('confidential','secret','topSecret')),
  started_at INTEGER, ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX items_by_meeting ON items(meeting_id, position);
CREATE UNIQUE INDEX one_current_item ON items(meeting_id) WHERE state = 'current';

CREATE TABLE documents (
  id TEXT PRIMARY KEY, item_id TEXT NOT NULL REFERENCES items(id) ON DELETE CASCADE,
  title TEXT NOT NULL, position INTEGER NOT NULL, audience TEXT NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0,1))
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_item ON documents(item_id, position);

CREATE TABLE document_versions (
  id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  number INTEGER NOT NULL, file_name TEXT NOT NULL, byte_length INTEGER NOT NULL,
  uploaded_at INTEGER NOT NULL, uploaded_by TEXT NOT NULL REFERENCES accounts(id),
  state TEXT NOT NULL CHECK (state IN ('uploading','preparing','ready','refused')),
  refusal_code TEXT, refusal_found TEXT, original_hash TEXT, paper_hash TEXT, paper_bytes INTEGER,
  page_count INTEGER, page_runs TEXT, page_one_hash TEXT, thumbnails INTEGER NOT NULL DEFAULT 0,
  has_text INTEGER CHECK (has_text IN (0,1)), has_outline INTEGER CHECK (has_outline IN (0,1)),
  UNIQUE (document_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_by_original ON document_versions(original_hash);
CREATE INDEX versions_by_paper ON document_versions(paper_hash);

CREATE TABLE document_thumbnails (
  version_id TEXT NOT NULL REFERENCES document_versions(id) ON DELETE CASCADE,
  first_page INTEGER NOT NULL, hash TEXT NOT NULL, lengths TEXT NOT NULL,
  PRIMARY KEY (version_id, first_page)
) STRICT, WITHOUT ROWID;

CREATE TABLE presenting (
  meeting_id TEXT PRIMARY KEY REFERENCES meetings(id) ON DELETE CASCADE,
  presenter_id TEXT NOT NULL REFERENCES accounts(id),
  login_id TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES document_versions(id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL, position TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE screens (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, token_hash TEXT UNIQUE,
  meeting_id TEXT REFERENCES meetings(id) ON DELETE SET NULL,
  paired_at INTEGER NOT NULL, paired_by TEXT NOT NULL REFERENCES accounts(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_id TEXT NOT NULL, login_id TEXT NOT NULL,
  command TEXT NOT NULL, command_id TEXT NOT NULL, meeting_id TEXT NOT NULL,
  detail_hash TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_meeting ON journal(meeting_id, seq);
CREATE INDEX journal_by_actor ON journal(actor_id, seq);

CREATE TABLE journal_details (
  seq INTEGER PRIMARY KEY REFERENCES journal(seq), salt TEXT NOT NULL, detail TEXT, erased_at INTEGER
) STRICT;

CREATE TABLE journal_subjects (
  account_id TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES journal(seq), PRIMARY KEY (account_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  command_id TEXT PRIMARY KEY, actor_id TEXT NOT NULL, command TEXT NOT NULL,
  input_hash TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_age ON receipts(at);
`
