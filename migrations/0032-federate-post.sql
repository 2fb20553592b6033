-- Letters between nodes: what waits for whom, what was sealed and not yet acknowledged, what was taken, what was turned away.

-- What waits to be packed. A row without a part names a record: what is told of it is asked when it is packed, so that the newest
-- state goes, and nothing that the peer may no longer have.
create table federate.outgoing (
  id uuid primary key,
  peer uuid not null,
  realm text not null,
  -- 0 urgent, 1 about trust and agreements, 2 all else
  rank smallint not null,
  kind text not null,
  part jsonb,
  record text,
  subject uuid,
  agreement jsonb,
  -- Grows when the same record changes while it waits.
  mark integer not null default 0,
  since timestamptz(3) not null,
  -- Why it cannot go by itself; somebody must look.
  stuck text
);
create unique index federate_outgoing_notes on federate.outgoing (peer, realm, record, subject) where part is null;
create index federate_outgoing_order on federate.outgoing (peer, realm, rank, id) where stuck is null;
create index federate_outgoing_subject on federate.outgoing (peer, realm, subject);

-- One row for each peer and realm: how far both sides are, and why nothing goes.
create table federate.lines (
  peer uuid not null,
  realm text not null,
  next_out bigint not null default 1,
  taken_to bigint not null default 0,
  sent_at timestamptz(3),
  heard_at timestamptz(3),
  acknowledged_at timestamptz(3),
  tries integer not null default 0,
  next_try timestamptz(3),
  fault text,
  fault_since timestamptz(3),
  slowed_until timestamptz(3),
  slowed integer not null default 0,
  primary key (peer, realm)
);

-- Letters that were sealed. The envelope and the parts go when the receipt comes.
create table federate.letters (
  id uuid primary key,
  peer uuid not null,
  realm text not null,
  sequence bigint not null,
  -- Ids under which it was sealed before.
  earlier uuid[] not null default '{}',
  -- waiting, acknowledged
  state text not null default 'waiting',
  envelope text,
  -- What is sealed again when this envelope cannot be opened any more; copies are made anew instead.
  parts jsonb,
  -- For people: each part with its record, and how it was answered.
  contents jsonb not null,
  subjects uuid[] not null,
  agreement jsonb,
  urgent boolean not null,
  -- A part of it may no longer be told: it is sealed anew before it goes again.
  stale boolean not null default false,
  bytes integer not null,
  since timestamptz(3) not null,
  sealed_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  sent_at timestamptz(3),
  tries integer not null default 0,
  route text,
  acknowledged_at timestamptz(3),
  refused integer not null default 0,
  unique (peer, realm, sequence)
);
create index federate_letters_waiting on federate.letters (peer, realm, sequence) where state = 'waiting';
create index federate_letters_newest on federate.letters (sealed_at desc, id desc);

-- Letters that were taken, each once, with the receipt that it gets however often it comes.
create table federate.letters_taken (
  peer uuid not null,
  realm text not null,
  sequence bigint not null,
  envelope uuid not null,
  at timestamptz(3) not null,
  issued_at timestamptz(3) not null,
  route text not null,
  agreement jsonb,
  contents jsonb not null,
  refused jsonb not null,
  bytes integer not null,
  -- The sender was told.
  told boolean not null default false,
  primary key (peer, realm, sequence)
);
create index federate_letters_taken_untold on federate.letters_taken (peer, realm, sequence) where not told;
create index federate_letters_taken_newest on federate.letters_taken (at desc, envelope desc);

-- Letters that came too early: still sealed, until those before them came.
create table federate.letters_held (
  peer uuid not null,
  realm text not null,
  sequence bigint not null,
  envelope text not null,
  bytes integer not null,
  at timestamptz(3) not null,
  primary key (peer, realm, sequence)
);

-- What could not be opened: counted, nothing of it is kept.
create table federate.turned_away (
  day date not null,
  reason text not null,
  address_class text not null,
  times integer not null,
  last_at timestamptz(3) not null,
  primary key (day, reason, address_class)
);

-- Signed questions that were answered, so that none is answered twice.
create table federate.asked (
  peer uuid not null,
  nonce text not null,
  until timestamptz(3) not null,
  primary key (peer, nonce)
);

-- How far the journal was read for peers: the next leaf of the log.
create table federate.followed (
  one boolean primary key default true check (one),
  leaf bigint not null
);

-- Peers for whom all records are looked at once more: an agreement began, changed or ended.
create table federate.reviews (
  peer uuid not null,
  realm text not null,
  record text not null,
  after uuid,
  primary key (peer, realm, record)
);
