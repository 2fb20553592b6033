-- Federate: collections of foreign objects, the objects themselves, what brought them, and answers to those who posted them.
create table federate.collections partition of journal.records for values in ('federate.collection');
create index collections_alias on federate.collections (realm, (state->>'alias')) where valid_to is null;

create table federate.intakes partition of journal.records for values in ('federate.intake');
create index intakes_at on federate.intakes (realm, (state->>'at') collate "C", subject) where valid_to is null;

create table federate.removals partition of journal.records for values in ('federate.removal');

-- Objects are many, and nobody folds them: they are no records. The columns of the marking are those of journal.records.
create table federate.objects (
  realm text not null,
  collection uuid not null,
  format text not null,
  id text collate "C" not null,
  version text collate "C" not null,
  type text collate "C" not null,
  spec text not null,
  -- Microseconds since 1970. No two objects of a collection share one, and what is committed later has the greater one.
  added bigint not null,
  -- Null once it was erased by law: nobody brings it back by posting it again.
  object jsonb,
  marking jsonb not null,
  tlp smallint not null,
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  intake uuid not null,
  primary key (collection, id, version)
);
create unique index objects_added on federate.objects (collection, added);
create index objects_type on federate.objects (collection, type, added);
create index objects_intake on federate.objects (intake, added);

-- The newest moment given out in a collection. Its row is locked from here until the transaction ends, so moments are given out in the
-- order in which they can be seen: a reader who has read up to one never misses an earlier one that is committed later.
create table federate.collection_heads (
  collection uuid primary key,
  last_added bigint not null
);

-- Puts objects into a collection: one statement, all or nothing. `at_least` is the moment of the unit of work in microseconds.
-- An object that somebody else put there meanwhile makes the unit run again (40001), which then finds it.
create function federate.put_objects(the_collection uuid, the_realm text, the_intake uuid, at_least bigint, objects jsonb)
returns bigint language plpgsql as $$
declare
  before bigint;
begin
  insert into federate.collection_heads (collection, last_added) values (the_collection, 0) on conflict do nothing;
  update federate.collection_heads h
    set last_added = greatest(h.last_added, at_least - 1) + jsonb_array_length(objects)
    where h.collection = the_collection
    returning h.last_added - jsonb_array_length(objects) into before;
  insert into federate.objects (realm, collection, format, id, version, type, spec, added, object, marking, tlp, owner, audience,
      persons, releasable_to, intake)
    select the_realm, the_collection, o.format, o.id, o.version, o.type, o.spec, before + o.place, o.object, o.marking, o.tlp,
      o.owner, o.audience, o.persons, o.releasable_to, the_intake
    from rows from (jsonb_to_recordset(objects) as (format text, id text, version text, type text, spec text, object jsonb,
      marking jsonb, tlp smallint, owner uuid, audience uuid[], persons uuid[], releasable_to text[])) with ordinality
      as o(format, id, version, type, spec, object, marking, tlp, owner, audience, persons, releasable_to, place);
  return before;
exception
  when unique_violation then raise exception 'an object came from somebody else meanwhile' using errcode = '40001';
end $$;

-- What became of a POST, for a day.
create table federate.taxii_statuses (
  id uuid primary key,
  realm text not null,
  collection uuid not null,
  -- Who posted, as a reader's kind and id: nobody else is told.
  asker text not null,
  at timestamptz(3) not null,
  status jsonb not null
);
create index taxii_statuses_at on federate.taxii_statuses (at);

-- Servers of others that are read from or written to. Settings and state of polling, no records: secrets have no history.
create table federate.taxii_feeds (
  id uuid primary key,
  realm text not null,
  collection uuid not null,
  direction text not null check (direction in ('pull', 'push')),
  name text not null,
  url text not null,
  username text,
  secret text,
  marking jsonb not null,
  tlp smallint not null,
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  -- Seconds between two looks.
  every integer not null check (every >= 60),
  paused boolean not null default false,
  added_by text not null,
  added_at timestamptz(3) not null,
  -- Where reading goes on: pull: the remote's added_after and next; push: our own `added`.
  cursor jsonb not null default '{}',
  next_at timestamptz(3) not null,
  failures integer not null default 0,
  last_success timestamptz(3),
  last_error text,
  last_intake uuid
);
create index taxii_feeds_due on federate.taxii_feeds (next_at) where not paused;
