-- Journal: files that an erased record named. They go from the data folder when no other record names them.
create table journal.erased_files (
  sha256 text primary key,
  since timestamptz(3) not null
);
-- Erasures are rare among entries, and looked for again and again.
create index entries_erased on journal.entries (record, id) where kind = 'journal.bodyErased';
