-- Coordinate: references are given once by each organisation; copies of others bring theirs.
drop index coordinate.crises_reference;
create unique index crises_reference on coordinate.crises
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null and origin is null;
drop index coordinate.decisions_reference;
create unique index decisions_reference on coordinate.decisions
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null and origin is null;
