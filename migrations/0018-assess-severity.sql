-- Assess: how bad an incident is on each scale that somebody judged it by.
create table assess.severity_records partition of journal.records for values in ('assess.severity');
create unique index severity_incident on assess.severity_records (realm, (state->>'incident')) where valid_to is null;
