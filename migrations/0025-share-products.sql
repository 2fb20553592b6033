-- Share: each edition of a line of products is there once, and where one at a lower marking comes from stands in a record of its own.
create unique index products_edition on share.products
  (realm, (state->>'line'), ((state->>'edition')::int)) where valid_to is null;
create index products_changed on share.products (realm, (state->>'changedAt') collate "C", subject) where valid_to is null;

create table share.product_origins partition of journal.records for values in ('share.productOrigin');
create index product_origins_crisis on share.product_origins (realm, (state->>'crisis'), subject) where valid_to is null;
create index product_origins_product on share.product_origins (realm, (state->>'product')) where valid_to is null;
create index product_origins_above on share.product_origins (realm, (state->>'tearLineOf')) where valid_to is null;
