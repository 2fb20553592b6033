-- What goes out to those who have no node: feeds that a program fetches, and systems that are called. Secrets and choices, so not
-- in the journal. A feed gives what its reader may read at that moment; it keeps nothing of it.
create table share.feeds (
  id uuid primary key,
  -- SHA-256 of the key in the address; the key itself is kept nowhere.
  hash bytea not null unique,
  realm text not null,
  name text not null,
  person uuid,
  organisation uuid,
  highest text not null,
  kinds text[] not null,
  opened_by text not null,
  opened timestamptz(3) not null default now(),
  fetched timestamptz(3),
  check ((person is null) <> (organisation is null))
);
create index share_feeds_person on share.feeds (person);

create table share.subscriptions (
  id uuid primary key,
  realm text not null,
  name text not null,
  url text not null,
  secret text not null,
  kinds text[] not null,
  highest text not null,
  -- With whose eyes it is decided what is told.
  person uuid not null,
  added timestamptz(3) not null default now(),
  -- How the last call ended.
  last_state text,
  last_answer text,
  last_at timestamptz(3)
);

-- How far the journal was read for subscribers, by the numbers of the notary: nothing is missed after a crash, on any process.
create table share.told_to (
  one boolean primary key default true check (one),
  leaf bigint not null
);

-- The public feed reads these alone, the newest first.
create index products_public on share.products (realm, (state->>'changedAt') collate "C", subject)
  where valid_to is null and state->'releases' @> '[{"channel": "public"}]';
