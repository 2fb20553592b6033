-- Assess: reports by law. Rows are written by the journal's reducers only.
create table assess.duty_reports partition of journal.records for values in ('assess.dutyReport');
create index duty_reports_changed on assess.duty_reports
  (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;
create index duty_reports_duty on assess.duty_reports ((state->>'duty')) where valid_to is null;
create index duty_reports_assessment on assess.duty_reports ((state->>'assessment')) where valid_to is null;
create index duty_reports_incident on assess.duty_reports ((state->>'incident')) where valid_to is null;
