-- Coordinate: crises with their ladder, decisions, tasks and duties of the framework, all records of the journal.
create schema coordinate;

create table coordinate.crises partition of journal.records for values in ('coordinate.crisis');
create unique index crises_reference on coordinate.crises
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null;
create index crises_changed on coordinate.crises (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;

create table coordinate.ladders partition of journal.records for values in ('coordinate.ladder');
create unique index ladders_crisis on coordinate.ladders (realm, (state->>'crisis')) where valid_to is null;

create table coordinate.decisions partition of journal.records for values in ('coordinate.decision');
create unique index decisions_reference on coordinate.decisions
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null;
create index decisions_crisis on coordinate.decisions (realm, (state->>'crisis'), subject) where valid_to is null;

create table coordinate.tasks partition of journal.records for values in ('coordinate.task');
create index tasks_crisis on coordinate.tasks (realm, (state->>'crisis'), subject) where valid_to is null;

create table coordinate.rotas partition of journal.records for values in ('coordinate.rota');
create table coordinate.call_outs partition of journal.records for values in ('coordinate.callOut');
create index call_outs_crisis on coordinate.call_outs (realm, (state->>'crisis'), subject) where valid_to is null;

create table coordinate.notices partition of journal.records for values in ('coordinate.notice');
create index notices_crisis on coordinate.notices (realm, (state->>'crisis'), subject) where valid_to is null;

create table coordinate.obligations partition of journal.records for values in ('coordinate.obligation');
