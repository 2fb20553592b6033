-- Disrupt: the schema of the room, and requests for data or measures as records.
create schema if not exists disrupt;

create table disrupt.request_records partition of journal.records for values in ('disrupt.request');
