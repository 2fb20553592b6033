-- Exercise: what time it is in a realm that has a clock of its own. A realm that is not here has real time.
create schema if not exists exercise;

create table exercise.clocks (
  realm text primary key check (realm like 'exercise:%'),
  -- At the moment real_at it was story_at, and from there on it goes by so many seconds in a real one; 0: it stands.
  story_at timestamptz(3) not null,
  real_at timestamptz(3) not null,
  speed integer not null check (speed between 0 and 36000)
);
