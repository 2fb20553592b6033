-- Watch: which intakes of foreign objects were heard, and which item each object became.
create table watch.heard_intakes (
  intake uuid primary key,
  heard_at timestamptz(3) not null
);

-- An object comes in versions, and so does its item. Two organisations that take in the same object have an item each.
create table watch.items_of_objects (
  realm text not null,
  owner uuid not null,
  object text collate "C" not null,
  version text collate "C" not null,
  item uuid not null,
  primary key (realm, owner, object)
);
