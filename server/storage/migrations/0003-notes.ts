/**
 * Notes on papers. `note_layers` are the groups' layers; `note_documents` what was written in any layer of a version,
 * one Y.Doc each, as a snapshot and the updates since. What hangs on a paper or a layer goes with it.
 */
export const notes = `
CREATE TABLE note_layers (
  id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  name TEXT NOT NULL, maker_id TEXT NOT NULL REFERENCES accounts(id),
  readers TEXT NOT NULL, writers TEXT NOT NULL, made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX note_layers_by_document ON note_layers(document_id, made_at);

CREATE TABLE note_documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version_id TEXT NOT NULL REFERENCES document_versions(id) ON DELETE CASCADE,
  layer TEXT NOT NULL,
  group_id TEXT REFERENCES note_layers(id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  CHECK ((layer = 'private') = (account_id <> '')),
  CHECK ((group_id IS NULL) = (layer IN ('private','everyone','presenting'))),
  UNIQUE (version_id, layer, account_id)
) STRICT;
CREATE INDEX note_documents_by_group ON note_documents(group_id) WHERE group_id IS NOT NULL;
CREATE INDEX note_documents_by_account ON note_documents(account_id) WHERE account_id <> '';

CREATE TABLE note_updates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_document_id INTEGER NOT NULL REFERENCES note_documents(id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX note_updates_by_document ON note_updates(note_document_id, id);

CREATE TABLE note_snapshots (
  note_document_id INTEGER PRIMARY KEY REFERENCES note_documents(id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE note_clients (
  note_document_id INTEGER NOT NULL REFERENCES note_documents(id) ON DELETE CASCADE,
  client INTEGER NOT NULL, account_id TEXT NOT NULL,
  PRIMARY KEY (note_document_id, client)
) STRICT, WITHOUT ROWID;
`
