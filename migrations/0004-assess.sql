-- Assess: reports, incidents and what is kept with them. Rows are written by the journal's reducers only.
create schema assess;

create table assess.incidents partition of journal.records for values in ('assess.incident');
-- The number that people say on the telephone is given once per realm and year.
create unique index incidents_reference on assess.incidents
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null;
create index incidents_changed on assess.incidents (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;
create index incidents_declared on assess.incidents (realm, (state->>'declaredAt') collate "C", subject) where valid_to is null;
create index incidents_status on assess.incidents (realm, (state->>'status')) where valid_to is null;

create table assess.reports partition of journal.records for values in ('assess.report');
create unique index reports_reference on assess.reports
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null;

create table assess.tasks partition of journal.records for values in ('assess.task');
create index tasks_incident on assess.tasks ((state->>'incident')) where valid_to is null;
create index tasks_due on assess.tasks (realm, (state->>'due')) where valid_to is null and state->>'status' = 'open';

create table assess.notes partition of journal.records for values in ('assess.note');
create index notes_incident on assess.notes ((state->>'incident'));

create table assess.evidence partition of journal.records for values in ('assess.evidence');
create index evidence_incident on assess.evidence ((state->>'incident'));
