-- Watch: a story holds the items that tell of one event. By its sketch a new item finds the stories it may belong to.
create table watch.stories partition of journal.records for values in ('watch.story');

create index stories_by_item on watch.stories using gin ((state->'items')) where valid_to is null;
create index stories_by_change on watch.stories (valid_from desc, subject desc) where valid_to is null;

-- Made from the newest document of each item, and can be made again; one row per item.
create table watch.story_sketches (
  item uuid primary key,
  realm text not null,
  -- Only items that are marked alike and belong to one organisation can be one story.
  mark text not null,
  -- Publication, else the moment it came in.
  at timestamptz(3) not null,
  -- The order in which they were written: whoever joined an item without having seen a later one tries again.
  seq bigint generated always as identity,
  -- The rarest terms; all of them are in the sketch.
  terms text[] not null,
  sketch jsonb not null
);
create index story_sketches_by_term on watch.story_sketches using gin (terms);
create index story_sketches_by_seq on watch.story_sketches (seq);
