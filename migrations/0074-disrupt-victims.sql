-- Disrupt: notices by which victims are told through the CSIRT or authority of their country.
create table disrupt.victim_notice_records partition of journal.records for values in ('disrupt.victimNotice');

create index disrupt_victim_notices_of on disrupt.victim_notice_records (realm, (state->>'operation'), subject) where valid_to is null;
