-- Sustain: services that are watched from outside, findings about them, what vantage points tell peers; and what was measured.
create table sustain.watched_service_records partition of journal.records for values in ('sustain.watchedService');
create table sustain.reach_finding_records partition of journal.records for values in ('sustain.reachFinding');
create table sustain.vantage_hour_records partition of journal.records for values in ('sustain.vantageHour');

create index sustain_services_active on sustain.watched_service_records (realm, subject) where valid_to is null and state->>'active' = 'true';
create index sustain_findings_by_service on sustain.reach_finding_records (realm, (state->>'service'), subject) where valid_to is null;
create index sustain_findings_open on sustain.reach_finding_records (realm, subject) where valid_to is null and state->>'status' = 'open';
create index sustain_vantage_hours_by_service on sustain.vantage_hour_records (realm, (state->>'service')) where valid_to is null;

-- Where probes come from. `reporter` is the organisation that sends: two may use one label.
create table sustain.reach_vantages (
  id bigint generated always as identity primary key,
  realm text not null,
  service uuid not null,
  reporter uuid not null,
  vantage text not null,
  network text,
  country text,
  heard timestamptz(3) not null,
  -- The service asked this node to leave it alone until then.
  not_before timestamptz(3),
  -- The oldest sample that is in no minute and no hour yet.
  dirty_from timestamptz(3),
  unique (realm, service, reporter, vantage)
);

-- Each probe as it was, for two days. No part of the journal.
create table sustain.reach_samples (
  vantage bigint not null references sustain.reach_vantages on delete cascade,
  at timestamptz(3) not null,
  -- Within the vantage point and the moment: 's0', 'c1'.
  endpoint text not null,
  sample jsonb not null,
  primary key (vantage, at, endpoint)
);
create index sustain_reach_samples_at on sustain.reach_samples (at);

-- The same by the minute for a month, and by the hour for years.
create table sustain.reach_steps (
  vantage bigint not null references sustain.reach_vantages on delete cascade,
  seconds integer not null,
  at timestamptz(3) not null,
  role text not null,
  tries integer not null,
  ok integer not null,
  outcomes jsonb not null,
  first_byte_ms double precision,
  connect_ms double precision,
  bytes_per_second double precision,
  primary key (vantage, seconds, at, role)
);
create index sustain_reach_steps_at on sustain.reach_steps (seconds, at);

-- How long what is seen has been so: what becomes a finding, and when it is over. It can be made again from what comes next.
create table sustain.reach_holds (
  realm text not null,
  service uuid not null,
  bad_since timestamptz(3),
  well_since timestamptz(3),
  finding uuid,
  primary key (realm, service)
);
