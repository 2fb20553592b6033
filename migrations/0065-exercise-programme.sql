-- Exercise: the rolling programme as records, and calendars of it.
create table exercise.programme_entry_records partition of journal.records for values in ('exercise.programmeEntry');
create index exercise_programme_by_day on exercise.programme_entry_records (realm, (state->>'from'), subject) where valid_to is null;

-- A calendar that a program fetches without signing in: whoever knows the address reads with the eyes of that person.
create table exercise.calendar_feeds (
  id uuid primary key,
  person uuid not null,
  hash bytea not null unique,
  opened timestamptz(3) not null default now(),
  fetched timestamptz(3)
);
create index exercise_calendar_feeds_person on exercise.calendar_feeds (person);
