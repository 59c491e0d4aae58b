-- What may be asked about many threads: a projection of the journal that can be thrown away and written again by
-- deleting its rows and its follower's offset.
--
-- A turn must cost fewer bytes here than in the journal. So what a turn changes is apart from what it does not: the wide
-- row with its GIN index is written when a thread is made or its metadata changes; a turn updates one narrow row in place
-- (no index holds what changes, so the update stays on its page) and appends the list elements that it added.
-- Keys are numbers of our own, a thread's and a channel's name are stored once. No foreign keys: one writer removes all
-- parts of a thread together.

CREATE TABLE thread_index (
  thread        bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Milliseconds since 1970, as are all times here.
  created_at    bigint  NOT NULL,
  -- The thread is deleted, and the follower has yet to pass its deletion: keeps it from writing the thread anew.
  gone          boolean NOT NULL DEFAULT false,
  tenant        text    COLLATE "C" NOT NULL,
  thread_id     text    COLLATE "C" NOT NULL,
  -- The graph of its last run.
  graph_id      text    COLLATE "C",
  metadata      jsonb   NOT NULL,
  -- Only for metadata that jsonb cannot hold (a zero character, a number of a thousand digits): as it is shown.
  metadata_text text,
  -- The configurable values of its last run. Never searched, so it is text.
  config        text    NOT NULL,

  UNIQUE (tenant, thread_id)
) WITH (fillfactor = 90);

CREATE INDEX thread_index_metadata ON thread_index USING gin (metadata jsonb_path_ops);

-- The order of a list of threads when nothing else is asked for, and the cheap way to count a tenant's threads. The other
-- orders have no index on purpose: every turn would have to maintain it.
CREATE INDEX thread_index_created ON thread_index (tenant, created_at);

-- What each turn changes.
CREATE TABLE thread_clock (
  thread           bigint  PRIMARY KEY,
  -- The journal row up to which this thread is projected. Whoever moves it must know the old number.
  sequence         bigint  NOT NULL,
  updated_at       bigint  NOT NULL,
  state_updated_at bigint  NOT NULL,
  -- Whether the thread has a state at all.
  stated           boolean NOT NULL,
  -- idle, interrupted or error: what the thread is when it is not busy.
  rest             text    COLLATE "C" NOT NULL,
  -- JSON: why the last run failed, and the open questions.
  error            text,
  interrupts       text
) WITH (fillfactor = 70);

-- The threads with a run pending or running. A run that began and ended between two looks never comes here.
CREATE TABLE thread_busy (
  thread bigint PRIMARY KEY,
  since  bigint NOT NULL,
  run    uuid   NOT NULL
) WITH (fillfactor = 70);

-- Names of channels, of all graphs that ever wrote one.
CREATE TABLE channel_name (
  channel integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name    text    COLLATE "C" NOT NULL UNIQUE
);

-- The channels that somebody has written: single values here, lists in thread_element.
CREATE TABLE thread_value (
  thread   bigint  NOT NULL,
  channel  integer NOT NULL,
  -- The JSON text as it was encoded when it entered; null for a list.
  value    text,
  -- Only for text that jsonb refuses: what stands for it in searches.
  searched text,

  PRIMARY KEY (thread, channel)
) WITH (fillfactor = 80);

-- The elements of list channels: in each row those that were written together, never written again unless they change.
CREATE TABLE thread_element (
  thread   bigint  NOT NULL,
  channel  integer NOT NULL,
  -- The place of the first, and how many they are.
  position integer NOT NULL,
  size     integer NOT NULL,
  -- A JSON array.
  elements text    NOT NULL,
  -- Only for text that jsonb refuses: what stands for it in searches.
  searched text,

  PRIMARY KEY (thread, channel, position)
);
