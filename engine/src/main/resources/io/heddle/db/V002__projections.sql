-- How far each projection has read the journal. Advanced in the transaction that writes what was read, and only by
-- whoever knows the old position; so a second follower of the same name is harmless.

CREATE TABLE follower_offset (
  name     text   COLLATE "C" PRIMARY KEY,
  txid     xid8   NOT NULL,
  ordering bigint NOT NULL
);
