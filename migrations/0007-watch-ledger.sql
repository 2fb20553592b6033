-- Watch: judgements on facts, the claims ledger, promises that are followed up, and questions with their hypotheses.
create table watch.facts partition of journal.records for values in ('watch.facts');
create table watch.claims partition of journal.records for values in ('watch.claim');
create table watch.follow_ups partition of journal.records for values in ('watch.followUp');
create table watch.questions partition of journal.records for values in ('watch.question');

create index facts_by_item on watch.facts ((state->>'item')) where valid_to is null;

create index claims_by_item on watch.claims ((state->>'item'), subject) where valid_to is null;
create index claims_by_status on watch.claims ((state->>'status'), subject) where valid_to is null;
-- Which claims keep a relation with this one, and which keep a dispute with any.
create index claims_by_related on watch.claims using gin ((jsonb_path_query_array(state, '$.relations[*].claim')))
  where valid_to is null;
create index claims_disputing on watch.claims (subject)
  where valid_to is null and state->'relations' @> '[{"relation":"disputes"}]'::jsonb;

create index follow_ups_by_claim on watch.follow_ups ((state->>'claim')) where valid_to is null;
create index follow_ups_due on watch.follow_ups ((state->>'due')) where valid_to is null and state->>'status' = 'open';

create index questions_by_status on watch.questions ((state->>'status'), subject) where valid_to is null;
-- Few questions come to an attribution; the picture asks for these alone.
create index questions_attributed on watch.questions (subject)
  where valid_to is null and state->'attribution'->>'standing' = 'true';

-- The trays look only at what has something to look at.
create index documents_with_checks on watch.documents (subject)
  where valid_to is null and jsonb_path_exists(state, '$.checks[*] ? (@.result == "check")');
create index documents_with_disputes on watch.documents (subject)
  where valid_to is null and jsonb_path_exists(state, '$.claims[*].relations[*] ? (@.relation == "disputes")');
create index items_undated on watch.items (subject)
  where valid_to is null and state->>'publishedAt' is null
    and jsonb_path_exists(state, '$.times[*] ? (@.floating == true && @.value == null)');
