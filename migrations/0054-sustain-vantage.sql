-- Sustain: what vantage points say of the upstreams of plans. Not journalled: it can be seen again.
create table sustain.verdicts (
  realm text not null,
  plan uuid not null,
  vantage text not null,
  upstream text not null,
  -- Who may speak under this name: the first one did, until nothing is heard for a while.
  reporter text not null,
  heard timestamptz(3) not null,
  verdict jsonb not null,
  primary key (realm, plan, vantage, upstream)
);

-- One row whenever a vantage point changes its mind, for ninety days.
create table sustain.verdict_changes (
  id bigint generated always as identity primary key,
  realm text not null,
  plan uuid not null,
  vantage text not null,
  upstream text not null,
  at timestamptz(3) not null,
  health text not null,
  because jsonb not null
);
create index sustain_verdict_changes_by_plan on sustain.verdict_changes (realm, plan, at desc);
create index sustain_verdict_changes_at on sustain.verdict_changes (at);
