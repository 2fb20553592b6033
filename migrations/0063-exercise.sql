-- Exercise: scenarios, exercises and what reached the players, as records; and what players must not find before its time, outside the journal.
create table exercise.scenario_records partition of journal.records for values in ('exercise.scenario');
create table exercise.exercise_records partition of journal.records for values in ('exercise.exercise');
create table exercise.delivery_records partition of journal.records for values in ('exercise.delivery');

create unique index exercise_scenarios_by_ref on exercise.scenario_records (realm, (state->>'ref')) where valid_to is null;
create unique index exercises_by_slug on exercise.exercise_records (realm, (state->>'slug')) where valid_to is null;
create index exercises_open on exercise.exercise_records (realm, subject) where valid_to is null and state->>'state' in ('running', 'paused');

-- Scenarios as they were taken in, under their digest. A script that is played is never changed.
create table exercise.scripts (
  digest text primary key,
  scenario jsonb not null,
  kept_at timestamptz(3) not null default now()
);

-- Injects of the control cell, by exercise.
create table exercise.added (
  exercise uuid not null,
  inject text not null,
  content jsonb not null,
  primary key (exercise, inject)
);
