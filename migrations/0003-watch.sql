-- Watch: sources, items and documents are records of the journal; how polling of a feed goes is not, and lives in
-- tables of its own.
create schema watch;

create table watch.sources partition of journal.records for values in ('watch.source');
create table watch.items partition of journal.records for values in ('watch.item');
create table watch.documents partition of journal.records for values in ('watch.document');

create index sources_by_url on watch.sources ((state->>'url')) where valid_to is null;
create index items_by_status on watch.items ((state->>'status'), subject) where valid_to is null;
create index items_by_source on watch.items ((state->>'source'), subject) where valid_to is null;
-- By these a new text finds the article that it may be a version of.
create index documents_by_content on watch.documents ((state->>'contentHash')) where valid_to is null;
create index documents_by_address on watch.documents ((state->>'canonicalUrl')) where valid_to is null;
create index documents_by_band on watch.documents using gin ((state->'bands')) where valid_to is null;
create index documents_by_item on watch.documents ((state->>'item')) where valid_to is null;

create table watch.feed_state (
  source uuid primary key,
  realm text not null,
  -- Which address the validators belong to: another address starts anew.
  url text not null,
  etag text,
  last_modified text,
  body_sha256 text,
  format text,
  -- Null: not to be polled (unfollowed, or gone for good).
  next_poll timestamptz(3),
  last_attempt timestamptz(3),
  last_success timestamptz(3),
  last_item timestamptz(3),
  failures integer not null default 0,
  last_error text,
  last_status integer,
  usual_interval_seconds integer,
  items integer not null default 0,
  gone boolean not null default false
);
create index feed_state_due on watch.feed_state (next_poll) where next_poll is not null;

-- Which entries of a feed were taken in, so that each is read once. Hashes only.
create table watch.feed_seen (
  source uuid not null references watch.feed_state on delete cascade,
  key text not null,
  content text not null,
  last_seen timestamptz(3) not null,
  primary key (source, key)
);
