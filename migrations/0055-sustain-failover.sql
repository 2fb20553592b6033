-- Sustain: plans to move names to another resolver, and what became of each move.
create table sustain.plan_records partition of journal.records for values in ('sustain.plan');
create table sustain.failover_records partition of journal.records for values in ('sustain.failover');

create index sustain_plans_active on sustain.plan_records (realm, subject) where valid_to is null and state->>'active' = 'true';
create index sustain_failovers_by_plan on sustain.failover_records (realm, (state->>'plan'), subject) where valid_to is null;
-- Two who propose at the same moment, on whichever process: one of them wins.
create unique index sustain_failovers_open on sustain.failover_records (realm, (state->>'plan'))
  where valid_to is null and state->>'state' in ('proposed', 'switching', 'switched', 'returning', 'stranded');
