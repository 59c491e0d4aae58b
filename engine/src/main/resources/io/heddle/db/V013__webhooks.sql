-- What is still to be told to webhooks, one row a run: written before the run is accepted, deleted when it was heard.

CREATE TABLE webhook (
  tenant    text COLLATE "C" NOT NULL,
  thread_id text COLLATE "C" NOT NULL,
  run_id    uuid   NOT NULL,
  url       text   NOT NULL,
  -- The JSON text that is told; null until the run's end is known.
  payload   text,
  attempts  int    NOT NULL DEFAULT 0,
  -- Times in milliseconds since 1970, by the clock of the node that wrote them.
  since     bigint NOT NULL,
  -- When somebody has to look after it; null once it was given up.
  due       bigint,
  -- Why the last attempt failed.
  failure   text,

  PRIMARY KEY (tenant, thread_id, run_id)
);

CREATE INDEX webhook_due ON webhook (due) WHERE due IS NOT NULL;
