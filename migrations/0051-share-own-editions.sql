-- Share: an edition of a line is there once at its owner; copies of others bring theirs, whatever they say of the line.
drop index share.products_edition;
create unique index products_edition on share.products
  (realm, (state->>'line'), ((state->>'edition')::int)) where valid_to is null and origin is null;
