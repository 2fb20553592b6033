-- Sense: what is watched and what was detected, as records; and what each detector knows, so that it goes on after a restart.
create schema if not exists sense;

create table sense.target_records partition of journal.records for values in ('sense.target');
create table sense.sensor_records partition of journal.records for values in ('sense.sensor');
create table sense.attack_records partition of journal.records for values in ('sense.attack');
create table sense.observation_records partition of journal.records for values in ('sense.observation');

create index sense_targets_active on sense.target_records (realm, subject) where valid_to is null and state->>'active' = 'true';
create index sense_attacks_by_target on sense.attack_records (realm, (state->>'target'), subject) where valid_to is null;
create index sense_attacks_running on sense.attack_records (realm, subject) where valid_to is null and state->>'state' <> 'over';
create index sense_attacks_by_onset on sense.attack_records (realm, (state->>'onset') collate "C") where valid_to is null;
create index sense_observations_by_target on sense.observation_records (realm, (state->>'target'), subject) where valid_to is null;

-- One row for each series that is judged. It can be made again from the measurements; then a wave that is written in the
-- journal already is not written again.
create table sense.detectors (
  realm text not null,
  target uuid not null,
  -- What is judged: 'flow:bits', 'web:requests', 'complaint:complaints'.
  series text not null,
  -- One more at each writing: of two processes that judged the same buckets, the second writes nothing.
  version integer not null,
  -- Start of the first bucket that was not judged yet, seconds since 1970 UTC.
  next_at bigint not null,
  judged bigint not null,
  -- What was usual at that moment, for the wall.
  usual double precision,
  -- The wave that is open: { attack, place, joined }, or null.
  open jsonb,
  state jsonb not null,
  saved timestamptz(3) not null default now(),
  primary key (realm, target, series)
);
