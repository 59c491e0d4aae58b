-- Requests about threads, counted: who uses a session, and when it was last used. Part of the thread index, but no
-- projection: reads count too, and no journal knows of them. Written in batches every few seconds.
CREATE TABLE thread_access (
  thread         bigint PRIMARY KEY,
  -- Milliseconds since 1970.
  last_at        bigint NOT NULL,
  requests       bigint NOT NULL,
  user_name      text,
  -- As it is to be kept: as it is, or hashed.
  client_address text
) WITH (fillfactor = 70);
