-- The journal: entries are only ever added; records are what they add up to; leaves and nodes are the proof.
create schema journal;

-- One row: which node this is, and up to which transaction the notary has numbered entries.
create table journal.node (
  one boolean primary key default true check (one),
  id uuid not null,
  home uuid not null,
  created timestamptz(3) not null,
  notarised_to xid8
);

create table journal.entries (
  id uuid primary key,
  realm text not null,
  record text not null,
  subject uuid not null,
  version integer not null check (version > 0),
  kind text not null,
  verb text not null,
  body jsonb,
  salt bytea,
  body_hash bytea not null,
  marking jsonb not null,
  tlp smallint not null check (tlp between 0 and 4),
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  actor text not null,
  cause uuid[] not null,
  observed_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  -- The transaction that wrote it: lets the notary see all that is committed, and only that, without a lock.
  xid xid8 not null default pg_current_xact_id(),
  constraint entries_version unique (subject, version)
);
create index entries_by_xid on journal.entries (xid);
create index entries_by_time on journal.entries (realm, recorded_at);

-- Every version of every record: [valid_from, valid_to). The newest has no valid_to.
-- A partition per kind of record lives in the schema of its room.
create table journal.records (
  record text not null,
  subject uuid not null,
  version integer not null,
  realm text not null,
  marking jsonb not null,
  tlp smallint not null,
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  title text not null,
  words text not null,
  state jsonb not null,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3),
  found tsvector generated always as (
    setweight(to_tsvector('simple'::regconfig, title), 'A') || setweight(to_tsvector('simple'::regconfig, words), 'B')
  ) stored,
  primary key (record, subject, version)
) partition by list (record);
create index records_found on journal.records using gin (found) where valid_to is null;

create table journal.leaves (
  index bigint primary key,
  entry uuid not null unique,
  hash bytea not null
);
create table journal.nodes (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);
create table journal.checkpoints (
  size bigint primary key,
  note text not null,
  at timestamptz(3) not null
);

-- What a command with an idempotency key answered, so that sending it again answers the same and does nothing.
create table journal.commands (
  actor text not null,
  key text not null,
  verb text not null,
  input_digest text not null,
  reply jsonb not null,
  at timestamptz(3) not null default now(),
  primary key (actor, key)
);

-- Work that must run on one process at a time.
create table journal.leases (
  name text primary key,
  holder text not null,
  until timestamptz not null
);

-- Writes one or several units of work in one statement: one round trip, one flush to disk.
-- `entries` and `rows` are arrays in the same order; bytes travel as hex. A stale version fails on entries_version.
create function journal.append(entries jsonb, rows jsonb, commands jsonb, notices jsonb) returns void language plpgsql as $$
declare
  superseded record;
begin
  insert into journal.entries (id, realm, record, subject, version, kind, verb, body, salt, body_hash, marking, tlp, owner,
      audience, persons, releasable_to, actor, cause, observed_at, recorded_at)
    select e.id, e.realm, e.record, e.subject, e.version, e.kind, e.verb, e.body, decode(e.salt, 'hex'), decode(e.body_hash, 'hex'),
      e.marking, e.tlp, e.owner, e.audience, e.persons, e.releasable_to, e.actor, e.cause, e.observed_at, e.recorded_at
    from jsonb_to_recordset(entries) as e(id uuid, realm text, record text, subject uuid, version integer, kind text, verb text,
      body jsonb, salt text, body_hash text, marking jsonb, tlp smallint, owner uuid, audience uuid[], persons uuid[],
      releasable_to text[], actor text, cause uuid[], observed_at timestamptz, recorded_at timestamptz);
  -- Only the newest version is searched, so a superseded row gives up its words. A loop, because each step then finds its
  -- row by the primary key; joined as a set, the planner reads the whole table.
  for superseded in
    select distinct on (n.record, n.subject) n.record, n.subject, n.version - 1 as version, n.valid_from
    from jsonb_to_recordset(rows) as n(record text, subject uuid, version integer, valid_from timestamptz)
    order by n.record, n.subject, n.version
  loop
    if superseded.version > 0 then
      update journal.records r set valid_to = superseded.valid_from, words = ''
        where r.record = superseded.record and r.subject = superseded.subject and r.version = superseded.version
          and r.valid_to is null;
    end if;
  end loop;
  insert into journal.records (record, subject, version, realm, marking, tlp, owner, audience, persons, releasable_to,
      title, words, state, valid_from, valid_to)
    select n.record, n.subject, n.version, n.realm, n.marking, n.tlp, n.owner, n.audience, n.persons, n.releasable_to,
      n.title, n.words, n.state, n.valid_from, n.valid_to
    from jsonb_to_recordset(rows) as n(record text, subject uuid, version integer, realm text, marking jsonb, tlp smallint,
      owner uuid, audience uuid[], persons uuid[], releasable_to text[], title text, words text, state jsonb,
      valid_from timestamptz, valid_to timestamptz);
  insert into journal.commands (actor, key, verb, input_digest, reply)
    select c.actor, c.key, c.verb, c.input_digest, coalesce(c.reply, 'null')
    from jsonb_to_recordset(coalesce(commands, '[]')) as c(actor text, key text, verb text, input_digest text, reply jsonb);
  -- Tells the other processes; null where there are none.
  perform pg_notify('tocsin_journal', notice) from jsonb_array_elements_text(coalesce(notices, '[]')) as notice;
end $$;
