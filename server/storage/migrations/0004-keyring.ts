/** Wrapped keys of private notes, one row a person; see shared/annotations/SPEC.md [N30]. Goes when the person is erased. */
export const keyrings = `
CREATE TABLE keyrings (
  account_id TEXT PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
  revision INTEGER NOT NULL, keyring TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
