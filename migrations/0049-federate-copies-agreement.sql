-- Federate: by which agreement a copy came. Null: it came before this was kept, or its letter named none.
alter table federate.taken add column agreement uuid;
