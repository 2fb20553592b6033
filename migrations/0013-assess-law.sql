-- Assess: every version of the law that was put in force here, by whom and why; its files are kept by their hash.
create table assess.law_records partition of journal.records for values in ('assess.law');
create unique index law_version on assess.law_records (realm, (state->>'version')) where valid_to is null;
create index law_adopted on assess.law_records (realm, (state->>'adoptedAt') collate "C") where valid_to is null;
