/** What a right depends on later: the secretary's word for what is presented, and the meeting whose end a screen shows. */
export const rightsThatOutlast = `
ALTER TABLE presenting ADD COLUMN audience_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (audience_confirmed IN (0,1));

ALTER TABLE screens ADD COLUMN ended_meeting_id TEXT REFERENCES meetings(id) ON DELETE SET NULL;
`
