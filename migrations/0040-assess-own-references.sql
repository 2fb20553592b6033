-- Assess: a reference is given once by each organisation; copies of others bring theirs.
drop index assess.incidents_reference;
create unique index incidents_reference on assess.incidents
  (realm, ((state->>'year')::int), ((state->>'number')::int)) where valid_to is null and origin is null;
