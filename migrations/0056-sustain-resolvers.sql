-- Sustain: who uses which resolvers, and guidelines of organisations, as records.
create table sustain.dns_use_records partition of journal.records for values in ('sustain.dnsUse');
create table sustain.guideline_records partition of journal.records for values in ('sustain.guideline');

create index sustain_dns_use_by_organisation on sustain.dns_use_records (realm, (state->>'organisation'), subject) where valid_to is null;
create index sustain_dns_use_active on sustain.dns_use_records (realm, subject) where valid_to is null and state->>'active' = 'true';
create index sustain_guidelines_by_organisation on sustain.guideline_records (realm, (state->>'organisation'), subject) where valid_to is null;
