-- An organisation follows an obligation as one actor once; notices that are open are looked for by the job that reminds.
create unique index obligations_followed on coordinate.obligations
  (realm, owner, (state->>'obligation'), (state->>'actor')) where valid_to is null;
create index notices_open on coordinate.notices (realm, subject)
  where valid_to is null and state->>'status' = 'open';
create index notices_changed on coordinate.notices
  (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;

-- Of which limit of which notice or obligation its owner was reminded. No part of the record: a reminder must not make the version old
-- that somebody works on.
create table coordinate.duty_reminders (
  record uuid not null,
  due timestamptz(3) not null,
  at timestamptz(3) not null,
  primary key (record, due)
);
