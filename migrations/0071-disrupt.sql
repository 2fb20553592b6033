-- Disrupt: the schema of the room, and requests for data or measures as records.
create schema if not exists disrupt;

create table disrupt.request_records partition of journal.records for values in ('disrupt.request');

create index disrupt_requests_by_crisis on disrupt.request_records (realm, (state->>'crisis'), subject) where valid_to is null;
create index disrupt_requests_open on disrupt.request_records (subject)
  where valid_to is null and origin is null and state->>'state' = 'open';
