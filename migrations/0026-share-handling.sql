-- Share: what the adviser found for each record, over time; what was told of days of review. No records: they can be found again.

-- One row for each stretch of time in which the answer for a record and whoever marked it stayed the same.
create table share.advice (
  subject uuid not null,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3),
  record text not null,
  realm text not null,
  version integer not null,
  -- 'person:<id>', or 'node' for what no person marked.
  marked_by text not null,
  marked_at timestamptz(3) not null,
  how text not null,
  -- fits, lower, read-first, raise
  answer text not null,
  enough smallint not null,
  -- Ids of the rules of the guideline that it breaks.
  faults text[] not null,
  -- What it rests on, by its causes: when one of these is marked anew, it is judged again.
  bases uuid[] not null,
  review_on date,
  -- Digest of the rules that it was judged by.
  rules text not null,
  primary key (subject, valid_from)
);
create unique index share_advice_present on share.advice (subject) where valid_to is null;
create index share_advice_answers on share.advice (realm, answer, marked_at desc, subject) where valid_to is null;
create index share_advice_faults on share.advice (realm, marked_at desc, subject) where valid_to is null and faults <> '{}';
create index share_advice_reviews on share.advice (realm, review_on, subject) where valid_to is null and review_on is not null;
create index share_advice_bases on share.advice using gin (bases) where valid_to is null;
create index share_advice_rules on share.advice (realm, rules) where valid_to is null;

-- How far the adviser has read the entries. Transaction numbers belong to one database, so a restored node begins again.
create table share.advice_read (
  one boolean primary key default true check (one),
  xid text not null,
  entry uuid not null
);
comment on table share.advice_read is 'made from records';

-- Days of review that somebody was reminded of.
create table share.reviews_told (
  subject uuid not null,
  review_on date not null,
  told_at timestamptz(3) not null,
  primary key (subject, review_on)
);
