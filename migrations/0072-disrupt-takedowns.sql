-- Disrupt: takedown operations and their targets as records; and beside the journal how each watched target looked first and last.
create table disrupt.operation_records partition of journal.records for values in ('disrupt.operation');
create table disrupt.target_records partition of journal.records for values in ('disrupt.target');

create index disrupt_targets_of on disrupt.target_records (realm, (state->>'operation'), subject) where valid_to is null;
create index disrupt_targets_watched on disrupt.target_records (subject) where valid_to is null and origin is null and state->>'watched' = 'true';
-- One name once in each operation, whoever adds it at the same moment.
create unique index disrupt_targets_once on disrupt.target_records (realm, (state->>'operation'), (state->>'kind'), (state->>'name'))
  where valid_to is null and origin is null and state->>'state' = 'listed';

-- No part of the journal: what a look finds says nothing new most of the time. What it means is an entry of the target.
create table disrupt.looks (
  target uuid primary key,
  realm text not null,
  operation uuid not null,
  looked_at timestamptz(3) not null,
  -- What it was judged as at that look: a change counts when it is seen twice.
  judged text not null,
  first jsonb,
  last jsonb not null
);
create index disrupt_looks_of on disrupt.looks (realm, operation);
