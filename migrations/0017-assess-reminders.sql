-- Who is reminded of clocks and how, and what the next reminder of each clock is. Choices and secrets, so not in the journal.
create table assess.reminder_choices (
  person uuid primary key,
  mail boolean not null
);

-- A calendar that a program fetches without signing in: whoever knows the address reads with the eyes of that person.
create table assess.calendar_feeds (
  id uuid primary key,
  person uuid not null,
  hash bytea not null unique,
  opened timestamptz(3) not null default now(),
  fetched timestamptz(3)
);
create index assess_calendar_feeds_person on assess.calendar_feeds (person);

create table assess.webhooks (
  id uuid primary key,
  name text not null,
  url text not null,
  secret text not null,
  added_by text not null,
  added timestamptz(3) not null default now(),
  -- How the last delivery ended.
  last_state text,
  last_answer text,
  last_at timestamptz(3)
);

-- What each clock owes next. Marked stale by the trigger whenever its clock changes; a job plans it anew.
create table assess.reminder_plan (
  duty uuid primary key,
  realm text not null,
  -- How many moves of the clock those concerned were told of; null: it was never planned.
  moves integer,
  -- The next moment at which something is owed; null: nothing to come.
  at timestamptz(3),
  stale boolean not null
);
create index assess_reminder_plan_at on assess.reminder_plan (at) where at is not null;
create index assess_reminder_plan_stale on assess.reminder_plan (duty) where stale;

create function assess.replan() returns trigger language plpgsql as $$
begin
  insert into assess.reminder_plan (duty, realm, stale) values (new.subject, new.realm, true)
    on conflict (duty) do update set stale = true;
  return null;
end $$;
create trigger clocks_replan after insert or update on assess.clocks for each row execute function assess.replan();
comment on table assess.reminder_plan is 'made from records';
