/** Who was there and who was not, mark by mark; see shared/attendance/SPEC.md. */
export const attendance = `
CREATE TABLE check_ins (
  meeting_id TEXT PRIMARY KEY REFERENCES meetings(id) ON DELETE CASCADE,
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance_marks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts(id),
  kind TEXT NOT NULL CHECK (kind IN ('present','left','excused','absent')),
  mode TEXT CHECK (mode IN ('tablet','code','secretary','remote')),
  at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, recorded_by TEXT REFERENCES accounts(id), reason TEXT NOT NULL,
  struck_at INTEGER, struck_by TEXT REFERENCES accounts(id), struck_reason TEXT,
  CHECK ((kind = 'present') = (mode IS NOT NULL)),
  CHECK ((struck_at IS NULL) = (struck_by IS NULL))
) STRICT;
CREATE INDEX attendance_marks_meeting ON attendance_marks(meeting_id, account_id);
CREATE INDEX attendance_marks_account ON attendance_marks(account_id);
`
