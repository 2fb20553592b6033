-- Recover: stand-downs and measures, recovery goals, breaches, reviews, uses of the Reserve, follow-ups and lessons, as records.
create schema if not exists recover;

create table recover.stand_down_records partition of journal.records for values in ('recover.standDown');
create table recover.measure_records partition of journal.records for values in ('recover.measure');
create table recover.goal_records partition of journal.records for values in ('recover.goal');
create table recover.breach_records partition of journal.records for values in ('recover.breach');
create table recover.follow_up_records partition of journal.records for values in ('recover.followUp');
create table recover.review_records partition of journal.records for values in ('recover.review');
create table recover.reserve_use_records partition of journal.records for values in ('recover.reserveUse');
create table recover.lesson_records partition of journal.records for values in ('recover.lesson');

-- Two who propose at the same moment, on whichever process: one of them wins.
create unique index recover_stand_downs_open on recover.stand_down_records (realm, (state->>'crisis'))
  where valid_to is null and origin is null and state->>'state' in ('open', 'for-second', 'stood-down');
create index recover_stand_downs_down on recover.stand_down_records (subject) where valid_to is null and state->>'state' = 'stood-down';
create index recover_measures_by_crisis on recover.measure_records (realm, (state->>'crisis'), subject) where valid_to is null;
create index recover_goals_by_crisis on recover.goal_records (realm, (state->>'crisis'), subject) where valid_to is null;
create index recover_breaches_by_incident on recover.breach_records (realm, (state->>'incident'), subject) where valid_to is null;
create index recover_follow_ups_by_crisis on recover.follow_up_records (realm, (state->>'crisis'), subject) where valid_to is null;
create index recover_follow_ups_of on recover.follow_up_records (realm, (state->'of'->>'id'), subject) where valid_to is null;
create index recover_follow_ups_due on recover.follow_up_records ((state->>'due') collate "C")
  where valid_to is null and origin is null and state->>'state' = 'open' and state->>'fellDueAt' is null;
create index recover_reserve_ended on recover.reserve_use_records ((state->>'serviceUntil') collate "C")
  where valid_to is null and origin is null and state->>'breachedAt' is null;
create index recover_lessons_by_crisis on recover.lesson_records (realm, (state->>'crisis'), subject) where valid_to is null;
