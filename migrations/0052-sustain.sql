-- Sustain: what depends on what, as records.
create schema if not exists sustain;

create table sustain.part_records partition of journal.records for values in ('sustain.part');
create index sustain_parts_active on sustain.part_records (realm, subject) where valid_to is null and state->>'active' = 'true';
