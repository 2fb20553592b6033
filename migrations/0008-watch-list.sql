-- Watch: names that persons settled, changes to the lexicons, requirements, and the alerts that they raised.
create table watch.names partition of journal.records for values in ('watch.name');
create table watch.terms partition of journal.records for values in ('watch.term');
create table watch.requirements partition of journal.records for values in ('watch.requirement');
create table watch.alerts partition of journal.records for values in ('watch.alert');

create index names_by_text on watch.names (owner, (lower(state->>'text'))) where valid_to is null;
create index terms_by_owner on watch.terms (owner) where valid_to is null;
create index requirements_by_owner on watch.requirements (owner) where valid_to is null;
create index alerts_by_status on watch.alerts ((state->>'status'), subject) where valid_to is null;
create index alerts_by_item on watch.alerts ((state->>'item')) where valid_to is null;
create index alerts_by_requirement on watch.alerts ((state->>'requirement')) where valid_to is null;

-- Narrow rows: a search walks through many of them and reads the text, the state and the words of few.
alter table watch.items set (toast_tuple_target = 128);
alter table watch.documents set (toast_tuple_target = 128);
