-- Federate: security advisories (CSAF) of others and of our own, products in use, providers that are followed, playbooks (CACAO).
create table federate.advisories partition of journal.records for values in ('federate.advisory');
create index advisories_changed on federate.advisories (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;
create table federate.products partition of journal.records for values in ('federate.product');
create table federate.providers partition of journal.records for values in ('federate.provider');
create table federate.issued_advisories partition of journal.records for values in ('federate.issuedAdvisory');
create index issued_advisories_id on federate.issued_advisories
  (realm, (state->'content'->>'trackingId'), (state->>'status')) where valid_to is null;
create index issued_advisories_path on federate.issued_advisories (realm, (state->'published'->>'path')) where valid_to is null;
create table federate.playbooks partition of journal.records for values in ('federate.playbook');

-- When a provider is asked next, and how the last time went. No record: it changes every hour and proves nothing.
create table federate.provider_polls (
  provider uuid primary key,
  due timestamptz not null,
  failures int not null default 0,
  last_at timestamptz,
  last_error text,
  taken int not null default 0,
  refused int not null default 0
);

-- Which documents of a provider were seen, at which state, and what became of them.
create table federate.provider_documents (
  provider uuid not null,
  url text not null,
  updated timestamptz not null,
  outcome text not null check (outcome in ('taken', 'known', 'refused', 'failed')),
  why text,
  tries int not null default 1,
  at timestamptz not null,
  primary key (provider, url)
);
create index provider_documents_newest on federate.provider_documents (provider, at);
