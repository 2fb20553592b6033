-- Disrupt: the log of restrictions and sanctions as records.
create table disrupt.restriction_records partition of journal.records for values in ('disrupt.restriction');

create index disrupt_restrictions_by_crisis on disrupt.restriction_records (realm, (state->>'crisis'), subject) where valid_to is null;
