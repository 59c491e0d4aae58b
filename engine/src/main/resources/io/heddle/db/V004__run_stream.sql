-- Live events of resumable runs (tokens, custom events), which the journal does not hold. Kept before they are shown,
-- for a day.
--
-- One row holds what one run had waiting when the writer came by: a token alone would be mostly row header and key.

CREATE TABLE run_stream (
  run      uuid   NOT NULL,
  -- The lowest and the highest event id within. Rows of one run may interleave, since parallel nodes race.
  first_id bigint NOT NULL,
  last_id  bigint NOT NULL,
  -- Milliseconds since 1970, by the clock of the node that wrote the row.
  kept_at  bigint NOT NULL,
  -- [[id, "event name", data], ...]
  events   text   NOT NULL,

  PRIMARY KEY (run, first_id)
);

-- Rows come in the order of time and leave in it, so a few bytes for each range of pages find the old ones.
CREATE INDEX run_stream_kept_at ON run_stream USING brin (kept_at) WITH (pages_per_range = 32, autosummarize = on);
