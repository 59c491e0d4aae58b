-- Runs that start by the clock. No projection: what is here is nowhere else.

CREATE TABLE cron (
  tenant        text COLLATE "C" NOT NULL,
  cron_id       uuid    NOT NULL,
  assistant_id  uuid    NOT NULL,
  -- Null for a new thread each time.
  thread_id     text COLLATE "C",
  keeps_thread  boolean NOT NULL,
  schedule      text    NOT NULL,
  zone          text,
  enabled       boolean NOT NULL,
  -- The body that would start the run, and its metadata, as JSON texts; and what jsonb makes of the metadata.
  payload       text    NOT NULL,
  metadata      text    NOT NULL,
  searched      jsonb   NOT NULL,
  -- Times in milliseconds since 1970, by the clock of the node that wrote them.
  end_time      bigint,
  created_at    bigint  NOT NULL,
  updated_at    bigint  NOT NULL,
  -- The next tick; null if there is none. Set anew only by who finds it as it was.
  next_run      bigint,
  -- Until when the tick belongs to the node that took it.
  claimed_until bigint  NOT NULL DEFAULT 0,

  PRIMARY KEY (tenant, cron_id)
);

CREATE INDEX cron_next_run ON cron (next_run) WHERE next_run IS NOT NULL;
