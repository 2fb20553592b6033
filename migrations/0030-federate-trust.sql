-- Trust between nodes: peers and the own card are records; from whom something was heard last is counted beside the journal.
create table federate.peers partition of journal.records for values in ('federate.peer');
create table federate.own_cards partition of journal.records for values in ('federate.ownCard');

-- key: the newest of our sealing keys that the peer used, which shows how new a card of ours it has.
create table federate.heard (
  peer uuid primary key,
  heard_at timestamptz not null,
  key text not null,
  key_from timestamptz not null
);
