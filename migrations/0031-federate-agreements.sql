-- Federate: agreements between two organisations, releases by hand, and what the simulator has shown to whom.
create table federate.agreements partition of journal.records for values in ('federate.agreement');
create index agreements_peer on federate.agreements (realm, (state->>'peer'), subject) where valid_to is null;
create index agreements_changed on federate.agreements ((state->>'changedAt') collate "C", subject) where valid_to is null;

create table federate.hand_releases partition of journal.records for values in ('federate.handRelease');
create index hand_releases_subject on federate.hand_releases (realm, (state->>'subject'), (state->>'peer')) where valid_to is null;

-- A signature names what the simulator had shown; only what it did show can be named. Kept for days, not for ever.
create table federate.simulations (
  digest text not null,
  realm text not null,
  actor text not null,
  -- SHA-256 (hex) of the canonical terms that it was shown for.
  terms text not null,
  at timestamptz(3) not null,
  primary key (digest, realm, actor)
);
create index federate_simulations_at on federate.simulations (at);
