-- Assess: which Member States, and ENISA, were told of an incident, and for which somebody decided that they need not be.
create table assess.abroad_records partition of journal.records for values in ('assess.abroad');
create unique index abroad_incident on assess.abroad_records (realm, (state->>'incident')) where valid_to is null;
