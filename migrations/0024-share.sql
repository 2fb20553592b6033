-- Share: products, releases, guidelines, the taxonomy, clusters and the forum, all records of the journal.
create schema share;

create table share.products partition of journal.records for values in ('share.product');
create index products_crisis on share.products (realm, (state->>'crisis'), subject) where valid_to is null;

create table share.releases partition of journal.records for values in ('share.release');
create table share.guidelines partition of journal.records for values in ('share.guideline');
create table share.taxonomies partition of journal.records for values in ('share.taxonomy');
create table share.clusters partition of journal.records for values in ('share.cluster');
create table share.practices partition of journal.records for values in ('share.practice');
