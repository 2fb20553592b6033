-- Watch: which documents name a file, whatever their version; and which erasures the stories have followed already.
create index documents_by_raw on watch.documents ((state->>'rawSha256'));
create table watch.erasures_followed (
  entry uuid primary key
);
