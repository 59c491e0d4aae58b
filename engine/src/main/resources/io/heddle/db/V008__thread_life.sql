-- How long threads live, and what of their journals nobody needs any more.

-- Threads that do not live for ever. Part of the thread index, and like it a projection.
CREATE TABLE thread_expiry (
  thread     bigint  PRIMARY KEY,
  -- Milliseconds since 1970, as are all times here. The thread need not be looked at before; it itself knows better, so
  -- nobody moves this when the thread is written to.
  look_at    bigint  NOT NULL,
  since      bigint  NOT NULL,
  ttl_millis bigint  NOT NULL,
  sliding    boolean NOT NULL,
  strategy   text    COLLATE "C" NOT NULL
);

CREATE INDEX thread_expiry_look_at ON thread_expiry (look_at);

-- Journals with rows below one that restates everything. Written with the index; a row goes when its work is done.
CREATE TABLE thread_purge (
  persistence_id text   COLLATE "C" PRIMARY KEY,
  below          bigint NOT NULL
);

-- Copies of threads, and whose journals they read. Written before the copy is made, and gone when it has forgotten its past.
CREATE TABLE thread_fork (
  copy    text   COLLATE "C" NOT NULL,
  source  text   COLLATE "C" NOT NULL,
  made_at bigint NOT NULL,

  PRIMARY KEY (copy, source, made_at)
);

CREATE INDEX thread_fork_source ON thread_fork (source);
