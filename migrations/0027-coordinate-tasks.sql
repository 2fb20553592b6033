-- Tasks that wait and call-outs that go on are found without reading all; and where a person can be called beside mail.
create index tasks_unheard on coordinate.tasks ((state->>'acknowledgeBy') collate "C")
  where valid_to is null and state->>'status' = 'assigned';
create index tasks_by_person on coordinate.tasks (realm, (state->'assignee'->>'person'), (state->>'status'))
  where valid_to is null;
create index tasks_by_rota on coordinate.tasks ((state->'assignee'->>'rota'))
  where valid_to is null and state->>'status' in ('assigned', 'acknowledged');
create index call_outs_next on coordinate.call_outs ((state->>'nextRoundAt') collate "C")
  where valid_to is null and state->>'status' = 'calling';
create index call_outs_now on coordinate.call_outs (realm, (state->>'status')) where valid_to is null;
create index rotas_now on coordinate.rotas (realm, (state->>'status')) where valid_to is null;

-- Addresses that a person gave for being called: a pager, a gateway to the telephone. With secrets, so not in the journal.
create table coordinate.pagers (
  id uuid primary key,
  person uuid not null,
  name text not null,
  url text not null,
  secret text not null,
  added timestamptz(3) not null default now(),
  -- How the last call ended.
  last_state text,
  last_answer text,
  last_at timestamptz(3)
);
create index coordinate_pagers_person on coordinate.pagers (person, added, id);
