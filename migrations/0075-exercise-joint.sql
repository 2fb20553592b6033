-- Exercise: one exercise on several nodes, as the leading one tells it and as each other one tells of itself; both may be copies.
create table exercise.joint_records partition of journal.records for values in ('exercise.joint');
create table exercise.seated_here_records partition of journal.records for values in ('exercise.seatedHere');
create index exercise_seated_here_of on exercise.seated_here_records (realm, (state->>'joint')) where valid_to is null;
-- A node is in each of them once.
create unique index exercise_seated_here_once on exercise.seated_here_records (realm, (state->>'joint')) where valid_to is null and origin is null;
