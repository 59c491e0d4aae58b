-- Assistants that somebody made. No projection: what is here is nowhere else. The graphs' own are in no table.

CREATE TABLE assistant (
  tenant       text COLLATE "C" NOT NULL,
  assistant_id uuid   NOT NULL,
  -- The version that counts.
  version      int    NOT NULL,
  -- Milliseconds since 1970, by the clock of the node that wrote the row.
  created_at   bigint NOT NULL,

  PRIMARY KEY (tenant, assistant_id)
);

CREATE TABLE assistant_version (
  tenant       text COLLATE "C" NOT NULL,
  assistant_id uuid   NOT NULL,
  version      int    NOT NULL,
  created_at   bigint NOT NULL,
  graph_id     text COLLATE "C" NOT NULL,
  name         text COLLATE "C" NOT NULL,
  description  text,
  -- JSON texts as they were given.
  config       text   NOT NULL,
  context      text   NOT NULL,
  metadata     text   NOT NULL,
  -- What jsonb makes of the metadata, for searches.
  searched     jsonb  NOT NULL,

  PRIMARY KEY (tenant, assistant_id, version),
  FOREIGN KEY (tenant, assistant_id) REFERENCES assistant ON DELETE CASCADE
);

CREATE INDEX assistant_version_metadata ON assistant_version USING gin (searched jsonb_path_ops);
