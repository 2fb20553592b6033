-- Sense: measurements, outside of the journal. Buckets of ten seconds, a minute and an hour, cut into slices of time.
create schema sense;

-- Names are long and buckets many: a series is a number in them.
create table sense.series (
  id integer generated always as identity primary key,
  realm text not null,
  series text not null,
  channel text not null,
  unique (realm, series, channel)
);

-- Which frames of a life of a sensor were kept. Neighbouring sequences become one range, so the row stays small.
create table sense.runs (
  realm text not null,
  sensor text not null,
  run bigint not null,
  done int8multirange not null,
  sequence bigint not null,
  kept_at bigint not null,
  health jsonb not null,
  primary key (realm, sensor, run)
);

-- Buckets of the coarser resolutions that are to be made again from the finer one.
create table sense.due (
  series integer not null,
  seconds smallint not null,
  at bigint not null,
  primary key (series, seconds, at)
);
create index due_by_time on sense.due (seconds, at);

-- `at`: start, seconds since 1970. `made`: added up from the finer resolution, which may happen again; else it came so.
-- Totals are columns; rows by country and the sketches are packed (src/sense/store/pack.ts). Slices are made when needed.
create table sense.buckets_10 (
  at bigint not null,
  series integer not null,
  made boolean not null,
  bytes double precision not null,
  packets double precision not null,
  flows double precision not null,
  records double precision not null,
  sources double precision,
  marks smallint not null,
  rows bytea not null,
  detail bytea not null,
  primary key (series, at, made)
) partition by range (at);
-- Packed already: another try to compress it costs time and gains nothing.
alter table sense.buckets_10 alter column rows set storage external, alter column detail set storage external;

create table sense.buckets_60 (like sense.buckets_10 including all) partition by range (at);
create table sense.buckets_3600 (like sense.buckets_10 including all) partition by range (at);
