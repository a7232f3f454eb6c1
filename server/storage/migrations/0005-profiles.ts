/**
 * The rules profile, one row a version, and the version that each meeting was opened under; see
 * shared/profiles/SPEC.md. The first version is what the program came with; a test holds it to defaultProfile.
 */
export const profiles = `
CREATE TABLE rules_profiles (
  version INTEGER PRIMARY KEY CHECK (version > 0), profile TEXT NOT NULL, note TEXT NOT NULL,
  saved_at INTEGER, saved_by TEXT REFERENCES accounts(id)
) STRICT;
CREATE TRIGGER rules_profiles_stand BEFORE UPDATE ON rules_profiles
BEGIN SELECT RAISE(ABORT, 'a version of the rules profile is never changed'); END;
CREATE TRIGGER rules_profiles_stay BEFORE DELETE ON rules_profiles
BEGIN SELECT RAISE(ABORT, 'a version of the rules profile is never removed'); END;

INSERT INTO rules_profiles VALUES (1, '{"quorum":{"comparison":"atLeast","numerator":2,"denominator":3},"majority":{"base":"allMembers","share":{"comparison":"moreThan","numerator":1,"denominator":2}},"tie":"chair","voters":"members","remoteVoting":true,"abstentions":"separate","voteChange":true,"opinions":{"workingDays":5,"silence":"notCounted"},"papersOut":{"regular":3,"other":1},"daysOff":[]}', '', NULL, NULL);

ALTER TABLE meetings ADD COLUMN profile_version INTEGER REFERENCES rules_profiles(version);
UPDATE meetings SET profile_version = 1 WHERE opened_at IS NOT NULL;
`
