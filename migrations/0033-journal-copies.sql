-- Journal: records of other nodes, held here as copies. `origin` names the node that a copy is of; null: made here.
alter table journal.records add column origin uuid;
create index records_copies on journal.records (origin, record, subject) where origin is not null and valid_to is null;

-- As in 0001, and: a row carries its origin, and a row that says `ends` only ends the one before it: its owner took the record back.
create or replace function journal.append(entries jsonb, rows jsonb, commands jsonb, notices jsonb) returns void language plpgsql as $$
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
      title, words, state, valid_from, valid_to, origin)
    select n.record, n.subject, n.version, n.realm, n.marking, n.tlp, n.owner, n.audience, n.persons, n.releasable_to,
      n.title, n.words, n.state, n.valid_from, n.valid_to, n.origin
    from jsonb_to_recordset(rows) as n(record text, subject uuid, version integer, realm text, marking jsonb, tlp smallint,
      owner uuid, audience uuid[], persons uuid[], releasable_to text[], title text, words text, state jsonb,
      valid_from timestamptz, valid_to timestamptz, origin uuid, ends boolean)
    where n.ends is not true;
  insert into journal.commands (actor, key, verb, input_digest, reply)
    select c.actor, c.key, c.verb, c.input_digest, coalesce(c.reply, 'null')
    from jsonb_to_recordset(coalesce(commands, '[]')) as c(actor text, key text, verb text, input_digest text, reply jsonb);
  -- Tells the other processes; null where there are none.
  perform pg_notify('tocsin_journal', notice) from jsonb_array_elements_text(coalesce(notices, '[]')) as notice;
end $$;
