-- What leaves the node: mails and web requests that wait until they are delivered. Written in the transaction of the entry that asks for them.
create table journal.outbox (
  id uuid primary key,
  realm text not null,
  -- 'mail' or 'post'
  channel text not null,
  recipient text not null,
  message jsonb not null,
  -- Which room asked, and for what: it hears how it ended. 'assess.dutyReport'.
  origin text not null,
  -- The same origin and key are sent once.
  key text not null,
  created timestamptz(3) not null default now(),
  next_try timestamptz(3) not null default now(),
  tries integer not null default 0,
  -- waiting, sent, failed, held (an exercise: nothing leaves)
  state text not null default 'waiting',
  -- What the other side answered, or why it did not work.
  answer text,
  ended timestamptz(3),
  -- The room has heard how it ended.
  settled boolean not null default false,
  unique (origin, key)
);

create index journal_outbox_waiting on journal.outbox (next_try) where state = 'waiting';
create index journal_outbox_unsettled on journal.outbox (ended) where state <> 'waiting' and not settled;
