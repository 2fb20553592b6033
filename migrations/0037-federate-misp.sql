-- Federate: events of MISP, what others said about them, and feeds and servers that are followed.
create table federate.misp_events partition of journal.records for values in ('federate.mispEvent');
create unique index misp_events_uuid on federate.misp_events (realm, (state->>'uuid')) where valid_to is null;
create index misp_events_changed on federate.misp_events (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;
create index misp_events_timestamp on federate.misp_events (realm, ((state->>'timestamp')::bigint)) where valid_to is null;
create index misp_events_values on federate.misp_events using gin ((state->'values') jsonb_path_ops) where valid_to is null;

create index misp_events_parts on federate.misp_events using gin ((state->'parts') jsonb_path_ops) where valid_to is null;

create table federate.misp_remarks partition of journal.records for values in ('federate.mispRemark');
-- The same sighting may be pushed by many servers: one from each organisation.
create unique index misp_remarks_uuid on federate.misp_remarks (realm, (state->>'uuid'), owner) where valid_to is null;
create index misp_remarks_event on federate.misp_remarks
  (realm, (state->>'event'), (state->>'at') collate "C", subject) where valid_to is null;

-- Under which UUID an organisation of our register is known to MISP.
create table federate.misp_organisations (
  organisation uuid primary key,
  uuid uuid not null unique,
  set_by text not null,
  set_at timestamptz(3) not null default now()
);

-- Feeds and servers of others that are read from. Settings and state of polling, no records: secrets have no history.
create table federate.misp_sources (
  id uuid primary key,
  realm text not null,
  kind text not null check (kind in ('feed', 'server')),
  name text not null,
  url text not null,
  secret text,
  -- Armoured OpenPGP key that must have signed the manifest of a feed; null: signatures are not looked at.
  openpgp_key text,
  -- Our own server: it may bring events that belong to us.
  ours boolean not null default false,
  organisation uuid not null,
  every_seconds integer not null check (every_seconds >= 300),
  paused boolean not null default false,
  added_by text not null,
  added_at timestamptz(3) not null,
  etag text,
  -- Of a server: the newest timestamp that was read.
  since bigint not null default 0,
  next_at timestamptz(3) not null,
  failures integer not null default 0,
  last_attempt timestamptz(3),
  last_success timestamptz(3),
  last_error text,
  last_intake uuid,
  taken bigint not null default 0
);
create index misp_sources_due on federate.misp_sources (next_at) where not paused;

-- Which version of which event of a source was read, so that only what changed is fetched again.
create table federate.misp_seen (
  source uuid not null references federate.misp_sources on delete cascade,
  uuid uuid not null,
  timestamp bigint not null,
  primary key (source, uuid)
);
