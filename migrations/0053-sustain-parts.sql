-- Sustain: a narrow row for each part as it stands now, its options and its other names, for the map, for lists and for imports.
create index sustain_parts_newest on sustain.part_records (subject) where valid_to is null;

-- A map of a hundred thousand parts is asked for what needs what. Kept by the trigger below with the record itself, so that it can
-- never say anything else. The past is read from records.
create table sustain.parts (
  subject uuid primary key,
  version integer not null,
  realm text not null,
  tlp smallint not null,
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  name text not null,
  kind text not null,
  layer text not null,
  behind text,
  country text,
  users bigint,
  -- When the newest evidence was seen; null: there is none.
  seen text,
  active boolean not null,
  -- Made here: nobody writes into a copy.
  ours boolean not null
);
create index sustain_parts_by_realm on sustain.parts (realm, subject);

-- One row for each option of each need: `part` needs `option`.
create table sustain.edges (
  part uuid not null,
  need smallint not null,
  place smallint not null,
  option uuid not null,
  name text not null,
  least smallint not null,
  options smallint not null,
  share double precision not null,
  weight double precision not null,
  standby boolean not null,
  primary key (part, need, place)
);
create index sustain_edges_of_option on sustain.edges (option, part);

create table sustain.aliases (
  part uuid not null,
  realm text not null,
  alias text not null,
  primary key (part, alias)
);
create index sustain_aliases_by_name on sustain.aliases (realm, alias);

-- Without sequential scans: a plan that was made while the table was small would be kept, and read all of it for each row.
create function sustain.keep_part() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  -- Superseded, withdrawn or erased: what stood of that version goes; the version that follows it comes by itself.
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.valid_to is null) then
    delete from sustain.parts p where p.subject = old.subject and p.version = old.version;
    if found then
      delete from sustain.edges e where e.part = old.subject;
      delete from sustain.aliases a where a.part = old.subject;
    end if;
  end if;
  if tg_op = 'DELETE' or new.valid_to is not null then
    return null;
  end if;
  insert into sustain.parts (subject, version, realm, tlp, owner, audience, persons, releasable_to, name, kind, layer, behind,
      country, users, seen, active, ours)
    values (new.subject, new.version, new.realm, new.tlp, new.owner, new.audience, new.persons, new.releasable_to,
      new.state->>'name', new.state->>'kind', new.state->>'layer', new.state->'behind'->>'name', new.state->>'country',
      (new.state->>'users')::bigint,
      (select max((e->>'seenAt') collate "C") from jsonb_array_elements(new.state->'evidence') e),
      (new.state->>'active')::boolean, new.origin is null);
  insert into sustain.edges (part, need, place, option, name, least, options, share, weight, standby)
    select new.subject, n.place, o.place, (o.value->>'part')::uuid, n.value->>'name', (n.value->>'least')::smallint,
      jsonb_array_length(n.value->'of'), coalesce((o.value->>'share')::double precision, 1),
      (n.value->>'weight')::double precision, o.value->'switching' is distinct from 'null'::jsonb
    from jsonb_array_elements(new.state->'needs') with ordinality as n(value, place),
      jsonb_array_elements(n.value->'of') with ordinality as o(value, place);
  insert into sustain.aliases (part, realm, alias)
    select new.subject, new.realm, a from jsonb_array_elements_text(new.state->'aliases') a on conflict do nothing;
  return null;
end $$;
create trigger parts_keep_map after insert or update or delete on sustain.part_records
  for each row execute function sustain.keep_part();
-- A backup leaves them out: restoring the records makes them again.
comment on table sustain.parts is 'made from records';
comment on table sustain.edges is 'made from records';
comment on table sustain.aliases is 'made from records';

-- Records that stood here before this migration.
update sustain.part_records set title = title where valid_to is null;

-- Ids of parts of a file that are still to be written: when a large file goes on in another turn, what was written first names the right ones.
create table sustain.promised_ids (
  realm text not null,
  owner uuid not null,
  key text not null,
  id uuid not null,
  at timestamptz(3) not null default now(),
  primary key (realm, owner, key)
);
create index sustain_promised_by_id on sustain.promised_ids (id);
