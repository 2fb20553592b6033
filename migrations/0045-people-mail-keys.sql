-- OpenPGP keys of mail addresses: what this node sends to such an address, only its holder can read. Public keys, but of persons:
-- they go with the account, and are no part of the journal.
create table people.mail_keys (
  -- The address case-folded and Unicode-normalised.
  address_key text primary key,
  address text not null,
  -- Null: the address of a desk or of somebody without an account.
  person uuid references people.accounts on delete cascade,
  armored text not null,
  fingerprint text not null,
  added_by text not null,
  added timestamptz(3) not null
);
create index mail_keys_person on people.mail_keys (person);
