-- Mail that arrives names its mailbox by the part before the @; two of one name would be a leak.
create unique index sources_by_mailbox on watch.sources (realm, (state->>'mailbox'))
  where valid_to is null and state->>'mailbox' is not null;
