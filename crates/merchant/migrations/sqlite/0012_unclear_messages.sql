-- Why a person looks at a verified message about a checkout that is not
-- understood, and which of them a decision is about, as JSON.
ALTER TABLE messages ADD COLUMN review_reason TEXT;
ALTER TABLE resolutions ADD COLUMN messages TEXT NOT NULL DEFAULT '[]';
