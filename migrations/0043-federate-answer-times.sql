-- Federate: what was given and taken waits for an answer; calendars of agreements.

-- Since when each record that went to a peer, or came from one, has been there, and when its receiver said something about it first.
-- `at` of federate.given moves with every version; a promised time runs from the first.
create table federate.awaited (
  peer uuid not null,
  subject uuid not null,
  -- theirs: the peer received it and owes an answer. ours: this node did.
  side text not null,
  realm text not null,
  record text not null,
  since timestamptz(3) not null,
  answered timestamptz(3),
  -- It was taken back, or its content is erased: nobody owes an answer to it.
  gone boolean not null default false,
  primary key (peer, subject, side)
);
create index awaited_open on federate.awaited (realm, since) where answered is null and not gone;
create index awaited_subject on federate.awaited (subject);

create function federate.await_theirs() returns trigger language plpgsql as $$
begin
  insert into federate.awaited (peer, subject, side, realm, record, since, gone)
    values (new.peer, new.subject, 'theirs', new.realm, new.record, new.at, new.gone)
    on conflict (peer, subject, side) do update set gone = excluded.gone,
      since = case when awaited.gone and not excluded.gone then excluded.since else awaited.since end,
      answered = case when awaited.gone and not excluded.gone then null else awaited.answered end
    where awaited.gone <> excluded.gone;
  return null;
end $$;
create trigger given_awaits after insert or update of gone on federate.given
  for each row execute function federate.await_theirs();

create function federate.await_ours() returns trigger language plpgsql as $$
begin
  insert into federate.awaited (peer, subject, side, realm, record, since, gone)
    values (new.peer, new.subject, 'ours', new.realm, new.record, new.taken_at, new.status <> 'held')
    on conflict (peer, subject, side) do update set gone = excluded.gone,
      since = case when awaited.gone and not excluded.gone then excluded.since else awaited.since end,
      answered = case when awaited.gone and not excluded.gone then null else awaited.answered end
    where awaited.gone <> excluded.gone;
  return null;
end $$;
create trigger taken_awaits after insert or update of status on federate.taken
  for each row execute function federate.await_ours();

-- Whatever the receiver says of a record is its answer: a person of theirs has looked at it.
create function federate.note_answer() returns trigger language plpgsql as $$
begin
  update federate.awaited set answered = (new.state->>'at')::timestamptz
    where subject = (new.state->'about'->>'subject')::uuid and answered is null
      and ((side = 'theirs' and peer::text = new.state->>'node')
        or (side = 'ours' and peer::text <> new.state->>'node' and new.state->'to' ? peer::text));
  return null;
end $$;
create trigger responses_answer after insert on federate.responses for each row when (new.version = 1)
  execute function federate.note_answer();

insert into federate.awaited (peer, subject, side, realm, record, since, gone)
  select peer, subject, 'theirs', realm, record, at, gone from federate.given;
insert into federate.awaited (peer, subject, side, realm, record, since, gone)
  select peer, subject, 'ours', realm, record, taken_at, status <> 'held' from federate.taken;
update federate.awaited set answered = (r.state->>'at')::timestamptz from federate.responses r
  where r.valid_to is null and awaited.subject = (r.state->'about'->>'subject')::uuid
    and ((side = 'theirs' and peer::text = r.state->>'node')
      or (side = 'ours' and peer::text <> r.state->>'node' and r.state->'to' ? peer::text));

-- A calendar that a program fetches without signing in: whoever knows the address reads with the eyes of that person.
create table federate.calendar_feeds (
  id uuid primary key,
  person uuid not null,
  hash bytea not null unique,
  opened timestamptz(3) not null default now(),
  fetched timestamptz(3)
);
create index federate_calendar_feeds_person on federate.calendar_feeds (person);
