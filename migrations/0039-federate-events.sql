-- Federate: abuse as others report it, and the networks that organisations answer for. Events are many and nobody folds them: they are
-- no records. The same thing on the same day is one row that was seen so often.
create table federate.networks partition of journal.records for values in ('federate.network');
create index networks_organisation on federate.networks (realm, (state->>'organisation')) where valid_to is null;

create table federate.events (
  realm text not null,
  id text collate "C" not null,
  kind text not null,
  at timestamptz(3) not null,
  first_seen timestamptz(3) not null,
  last_seen timestamptz(3) not null,
  seen integer not null,
  ip inet,
  asn bigint,
  cc text,
  event jsonb not null,
  organisation uuid,
  told_at timestamptz(3),
  marking jsonb not null,
  tlp smallint not null,
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  intake uuid not null,
  primary key (realm, id)
);
create index events_newest on federate.events (realm, last_seen desc, id desc);
create index events_whose on federate.events (realm, organisation, last_seen desc) where organisation is not null;

-- Counts what is new: a row that was there is seen more often, and stays as it was told.
create function federate.put_events(the_realm text, the_intake uuid, events jsonb) returns integer language sql as $$
  with put as (
    insert into federate.events (realm, id, kind, at, first_seen, last_seen, seen, ip, asn, cc, event, organisation, marking, tlp, owner,
        audience, persons, releasable_to, intake)
      select the_realm, e.id, e.kind, e.first_seen, e.first_seen, e.last_seen, e.seen, e.ip, e.asn, e.cc, e.event, e.organisation,
        e.marking, e.tlp, e.owner, e.audience, e.persons, e.releasable_to, the_intake
      from jsonb_to_recordset(events) as e(id text, kind text, first_seen timestamptz, last_seen timestamptz, seen integer, ip inet,
        asn bigint, cc text, event jsonb, organisation uuid, marking jsonb, tlp smallint, owner uuid, audience uuid[], persons uuid[],
        releasable_to text[])
      on conflict (realm, id) do update set seen = events.seen + excluded.seen,
        first_seen = least(events.first_seen, excluded.first_seen), last_seen = greatest(events.last_seen, excluded.last_seen)
      returning (xmax = 0) as fresh
  )
  select count(*) filter (where fresh)::integer from put
$$;
