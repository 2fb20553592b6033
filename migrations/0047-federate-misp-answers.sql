-- Federate: what goes back to a MISP server that is followed, and how far its sightings and proposals were read.
alter table federate.misp_sources
  -- Sightings and proposals of ours about its events go back to it.
  add column sends boolean not null default false,
  add column sent bigint not null default 0,
  add column last_sent timestamptz(3),
  -- Sightings and proposals that came from it, and the moment up to which its proposals were read (seconds since 1970).
  add column remarks bigint not null default 0,
  add column proposals_since bigint not null default 0;

-- Which sighting or proposal of ours went to which server, or why it did not.
create table federate.misp_sent (
  source uuid not null references federate.misp_sources on delete cascade,
  remark uuid not null,
  event uuid not null,
  at timestamptz(3),
  -- The server will not have it: it is not sent again.
  refused boolean not null default false,
  error text,
  primary key (source, remark)
);

-- At which moment of its newest sighting an event's sightings were read, so that only new ones are asked for.
create table federate.misp_sighted (
  source uuid not null references federate.misp_sources on delete cascade,
  uuid uuid not null,
  timestamp bigint not null,
  primary key (source, uuid)
);
