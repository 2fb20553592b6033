-- Links that let somebody of outside into one exercise: the hash of what each says to be let in, and the key that signs them.
create table exercise.invitations (
  id uuid primary key,
  exercise uuid not null,
  hash bytea not null unique
);
create index exercise_invitations_by_exercise on exercise.invitations (exercise);
create table exercise.invitation_key (
  one boolean primary key default true check (one),
  key bytea not null
);
