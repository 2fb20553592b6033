-- Watch: a story holds the items that tell of one event. By its sketch a new item finds the stories it may belong to.
create table watch.stories partition of journal.records for values in ('watch.story');

create index stories_by_item on watch.stories using gin ((state->'items')) where valid_to is null;
create index stories_by_change on watch.stories (valid_from desc, subject desc) where valid_to is null;

-- Made from the newest document of each item, and can be made again; one row per item.
create table watch.story_sketches (
  item uuid primary key,
  -- Hash of realm, marking and owner: only items that agree in these can be one story.
  mark text not null,
  -- Publication, else the moment it came in.
  at timestamptz(3) not null,
  -- The order in which they were written: whoever joined an item without having seen a later one tries again.
  seq bigint generated always as identity,
  -- The rarest terms, by which it is found.
  terms text[] not null,
  sketch jsonb not null
);
create index story_sketches_by_seq on watch.story_sketches (seq);

-- Which items have a term. Rows of older versions may stay: the sketch decides, this only finds it.
create table watch.story_terms (
  mark text not null,
  term text not null,
  at timestamptz(3) not null,
  item uuid not null,
  primary key (mark, term, at, item)
);
