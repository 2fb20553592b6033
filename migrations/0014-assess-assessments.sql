-- Assess: legal profiles, assessments and the reports that are owed, as records; and the wall of clocks, made from the last.
create table assess.entity_records partition of journal.records for values in ('assess.entity');
-- One profile for each organisation and realm.
create unique index entities_organisation on assess.entity_records (realm, (state->>'organisation')) where valid_to is null;

create table assess.assessment_records partition of journal.records for values in ('assess.assessment');
create unique index assessments_reference on assess.assessment_records
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null;
create index assessments_changed on assess.assessment_records (realm, (state->>'changedAt') collate "C", subject)
  where valid_to is null;
create index assessments_incident on assess.assessment_records (realm, (state->>'incident')) where valid_to is null;
create index assessments_organisation on assess.assessment_records (realm, (state->>'organisation')) where valid_to is null;
-- Those that a new version of the law is applied to.
create index assessments_open on assess.assessment_records (realm, subject)
  where valid_to is null and state->'closed' = 'null'::jsonb;

create table assess.duty_records partition of journal.records for values in ('assess.duty');
create index duties_assessment on assess.duty_records ((state->>'assessment')) where valid_to is null;

-- The wall asks of a hundred thousand clocks which are due next, and how many. A narrow row for each duty as it stands now,
-- kept by the trigger below with the record itself, so that it can never say anything else. The past is read from records.
create table assess.clocks (
  subject uuid primary key,
  version integer not null,
  realm text not null,
  tlp smallint not null,
  owner uuid not null,
  audience uuid[] not null,
  persons uuid[] not null,
  releasable_to text[] not null,
  -- Infinity where there is no limit, or none yet: those come last on the wall.
  due timestamptz(3) not null,
  status text not null,
  regime text not null,
  assessment uuid not null,
  incident uuid,
  organisation uuid,
  tentative boolean not null,
  breached boolean not null,
  -- Owed for certain, and the limit that counts now was not recorded as passed yet.
  armed boolean not null
);
create index clocks_by_due on assess.clocks (realm, due, subject);
create index clocks_of_assessment on assess.clocks (assessment);
create index clocks_of_incident on assess.clocks (incident) where incident is not null;
create index clocks_of_organisation on assess.clocks (organisation, due) where organisation is not null;
create index clocks_armed on assess.clocks (due) where armed;

-- Without sequential scans: a plan that was made while the table was small would be kept, and read all of it for each row.
create function assess.keep_clock() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if tg_op = 'DELETE' then
    delete from assess.clocks c where c.subject = old.subject and c.version = old.version;
    return null;
  end if;
  -- Superseded: the version that follows it takes its row over.
  if new.valid_to is not null then
    return null;
  end if;
  insert into assess.clocks (subject, version, realm, tlp, owner, audience, persons, releasable_to, due, status, regime,
      assessment, incident, organisation, tentative, breached, armed)
    values (new.subject, new.version, new.realm, new.tlp, new.owner, new.audience, new.persons, new.releasable_to,
      coalesce((new.state->>'dueAt')::timestamptz, 'infinity'), new.state->>'status', new.state->>'regime',
      (new.state->>'assessment')::uuid, (new.state->>'incident')::uuid, (new.state->>'organisation')::uuid,
      (new.state->>'tentative')::boolean, new.state->>'breachedAt' is not null,
      new.state->>'status' = 'running' and not (new.state->>'tentative')::boolean and new.state->>'dueAt' is not null
        and not (new.state->'breaches' @> jsonb_build_array(jsonb_build_object('due', new.state->>'dueAt'))))
    on conflict (subject) do update set version = excluded.version, realm = excluded.realm, tlp = excluded.tlp,
      owner = excluded.owner, audience = excluded.audience, persons = excluded.persons,
      releasable_to = excluded.releasable_to, due = excluded.due, status = excluded.status, regime = excluded.regime,
      assessment = excluded.assessment, incident = excluded.incident, organisation = excluded.organisation,
      tentative = excluded.tentative, breached = excluded.breached, armed = excluded.armed;
  return null;
end $$;
create trigger duties_keep_clock after insert or update or delete on assess.duty_records
  for each row execute function assess.keep_clock();
-- A backup leaves it out: restoring the records makes it again.
comment on table assess.clocks is 'made from records';
