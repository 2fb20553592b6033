-- Federate: what was given to whom, what was taken from whom, the histories of other nodes, and responses.

-- Which peer has which of our records, in which version, as of the last letter that was sealed. No content.
create table federate.given (
  peer uuid not null,
  realm text not null,
  record text not null,
  subject uuid not null,
  version integer not null,
  -- Of state and marking as the peer sees them: the same again need not go again.
  digest text not null,
  -- The proof that the entry is in our log went with it.
  proven boolean not null,
  -- It was taken back.
  gone boolean not null default false,
  at timestamptz(3) not null,
  primary key (peer, subject)
);
create index given_subject on federate.given (subject) where not gone;
create index given_unproven on federate.given (peer, realm, at) where not proven and not gone;

-- Where a peer sees another id in place of that of something hidden: when that is released, these records go again, whole.
create table federate.blinded (
  peer uuid not null,
  hidden uuid not null,
  subject uuid not null,
  record text not null,
  blind uuid not null,
  primary key (peer, hidden, subject)
);
create index blinded_blind on federate.blinded (peer, blind);
create index blinded_subject on federate.blinded (peer, subject);

-- The secret that blind ids are made with.
create table federate.blinding (
  one boolean primary key default true check (one),
  secret bytea not null
);

-- Whose is which id that came from elsewhere, in which version of its owner. It outlives the content of the copy.
create table federate.taken (
  subject uuid primary key,
  peer uuid not null,
  realm text not null,
  record text not null,
  -- Of the owner.
  version integer not null,
  entry uuid not null,
  body_hash text not null,
  -- Of the state with all ids left out, and of the whole: another content under the same version is found out.
  skeleton text not null,
  digest text not null,
  recorded_at timestamptz(3) not null,
  taken_at timestamptz(3) not null,
  -- The size of the checkpoint under which the entry was proven; null: not yet.
  proven bigint,
  -- held, withdrawn, erased
  status text not null
);
create index taken_peer on federate.taken (peer, realm, record, taken_at);

-- Copies whose content must be erased: done at once after the letter was taken, and tried again until it is.
create table federate.erasures (
  subject uuid primary key,
  realm text not null,
  record text not null,
  peer uuid not null,
  reason text not null,
  since timestamptz(3) not null
);

-- Signed checkpoints of other nodes' logs: from themselves, or shown to us by others.
create table federate.histories (
  node uuid not null,
  size bigint not null,
  root text not null,
  note text not null,
  -- Who showed it to us: the node itself, or another peer.
  shown_by uuid not null,
  -- It continues what we had seen before.
  connected boolean not null,
  -- When its node was asked whether it is of the same history.
  asked timestamptz(3),
  at timestamptz(3) not null,
  primary key (node, size, root)
);
create index histories_newest on federate.histories (node, size desc) where connected;

-- Up to which size each peer knows our own log, and which size it has co-signed.
create table federate.told (
  peer uuid primary key,
  size bigint not null,
  cosigned bigint not null default 0,
  note text,
  at timestamptz(3) not null
);

-- Which size of which log we have shown to which peer last, under our signature.
create table federate.shown_around (
  node uuid not null,
  peer uuid not null,
  size bigint not null,
  at timestamptz(3) not null,
  primary key (node, peer)
);

-- Nodes that showed two histories: both signed checkpoints, for anybody to check.
create table federate.equivocations (
  node uuid primary key,
  first text not null,
  second text not null,
  what text not null,
  -- Who told us; our own node: we saw both ourselves.
  told_by uuid not null,
  -- People here and other peers were told.
  settled boolean not null default false,
  at timestamptz(3) not null
);

-- What a peer sent that cannot be right, newest kept: for people to look at.
create table federate.alarms (
  id uuid primary key,
  peer uuid not null,
  realm text not null,
  what text not null,
  detail text not null,
  at timestamptz(3) not null
);
create index alarms_newest on federate.alarms (at desc);

create table federate.responses partition of journal.records for values in ('federate.response');
create index responses_about on federate.responses (realm, (state->'about'->>'subject'), subject) where valid_to is null;
create index responses_open on federate.responses (realm, (state->>'by') collate "C", subject)
  where valid_to is null and state->>'status' = 'open';
