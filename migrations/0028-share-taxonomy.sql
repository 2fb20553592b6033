-- Share: mappings, proposals and voices beside the taxonomy; memberships and posts of clusters; who uses which practice.
create table share.taxonomy_mappings partition of journal.records for values in ('share.taxonomyMapping');
create index taxonomy_mappings_taxonomy on share.taxonomy_mappings (realm, (state->>'taxonomy'), subject) where valid_to is null;

create table share.taxonomy_proposals partition of journal.records for values in ('share.taxonomyProposal');
create index taxonomy_proposals_series on share.taxonomy_proposals
  (realm, (state->>'series'), (state->>'openedAt') collate "C", subject) where valid_to is null;

create table share.voices partition of journal.records for values in ('share.voice');
create index voices_on on share.voices (realm, (state->'on'->>'id'), (state->>'at') collate "C", subject) where valid_to is null;

create table share.memberships partition of journal.records for values in ('share.membership');
create unique index memberships_one on share.memberships (realm, (state->>'cluster'), (state->>'organisation')) where valid_to is null;
create index memberships_changed on share.memberships ((state->>'changedAt') collate "C", subject) where valid_to is null;

create table share.cluster_posts partition of journal.records for values in ('share.clusterPost');
create index cluster_posts_cluster on share.cluster_posts
  (realm, (state->>'cluster'), (state->>'at') collate "C", subject) where valid_to is null;

create table share.practice_uses partition of journal.records for values in ('share.practiceUse');
create unique index practice_uses_one on share.practice_uses
  (realm, (state->>'practice'), (state->>'organisation')) where valid_to is null;
