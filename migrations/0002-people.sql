-- People: organisations and persons are records of the journal; ways of signing in are not, and live in tables of
-- their own, so that no secret, not even a hash of one, is ever part of the record.
create schema people;

create table people.organisations partition of journal.records for values in ('people.organisation');
create table people.persons partition of journal.records for values in ('people.person');
create index persons_by_organisation on people.persons ((state->>'organisation')) where valid_to is null;

-- One per person: how they are recognised at sign-in. email_key is the address case-folded and Unicode-normalised.
create table people.accounts (
  person uuid primary key,
  email_key text not null unique,
  signs_in_with text not null check (signs_in_with in ('password', 'single-sign-on')),
  password_hash text,
  issuer text,
  subject text,
  unique (issuer, subject),
  check (signs_in_with = 'password' or password_hash is null)
);

create table people.totp (
  person uuid primary key references people.accounts on delete cascade,
  secret text not null,
  confirmed boolean not null default false,
  -- The time step of the last code that was taken: a code works once.
  last_step bigint not null default 0
);
create table people.recovery_codes (
  hash bytea primary key,
  person uuid not null references people.accounts on delete cascade
);
create table people.passkeys (
  id text primary key,
  person uuid not null references people.accounts on delete cascade,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created timestamptz(3) not null,
  last_used timestamptz(3)
);
create index passkeys_by_person on people.passkeys (person);

-- Tokens of every kind are 256 random bits; only their SHA-256 is kept.
create table people.sessions (
  hash bytea primary key,
  id uuid not null,
  person uuid not null references people.accounts on delete cascade,
  created timestamptz(3) not null,
  last_seen timestamptz(3) not null,
  ends timestamptz(3) not null,
  agent text not null,
  second_factor boolean not null,
  -- Set when the person's roles change: the next request gets a new token and this one dies.
  rotate boolean not null default false
);
create index sessions_by_person on people.sessions (person);
create table people.tokens (
  id uuid primary key,
  hash bytea not null unique,
  person uuid not null references people.accounts on delete cascade,
  name text not null,
  read_only boolean not null,
  only_these text[],
  created timestamptz(3) not null,
  expires timestamptz(3) not null,
  last_used_on date
);
create index tokens_by_person on people.tokens (person);

-- Links that work once: the first set-up, invitations, password resets.
create table people.links (
  hash bytea primary key,
  purpose text not null check (purpose in ('set-up', 'invitation', 'password-reset')),
  person uuid references people.accounts on delete cascade,
  remove_second_factors boolean not null default false,
  expires timestamptz(3) not null
);

-- Ceremonies in between two requests (passkeys, single sign-on): taken out when used.
create table people.ceremonies (
  hash bytea primary key,
  purpose text not null check (purpose in ('add-passkey', 'passkey-sign-in', 'single-sign-on')),
  session uuid,
  facts jsonb not null,
  expires timestamptz(3) not null
);

-- Failed attempts, by account and by address. The key is a keyed hash: no address is kept, and rows go after a day.
create table people.attempts (
  key bytea primary key,
  failures integer not null,
  last timestamptz(3) not null,
  locked_until timestamptz(3) not null
);
create table people.attempt_key (
  one boolean primary key default true check (one),
  key bytea not null
);

create table people.realm_members (
  person uuid not null references people.accounts on delete cascade,
  realm text not null,
  primary key (person, realm)
);
create table people.sign_on_domains (
  domain text primary key,
  organisation uuid not null
);
