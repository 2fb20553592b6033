-- Journal: the highest number that was given, in a realm and a year, to records of a kind that were made here; 0: none was.
-- The settings leave the planner one way: the last row of the index over realm, year and number. Before it has statistics it
-- would think that few rows match, and read and sort all of the year for each new one.
create function journal.last_number(of text, in_realm text, in_year integer) returns integer
language plpgsql stable
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
as $$
declare
  last integer;
begin
  execute format($query$
    select (state->>'number')::int from journal.records
    where record = %L and realm = $1 and (state->>'year')::int = $2 and (state->>'number')::int is not null
      and valid_to is null and origin is null
    order by (state->>'number')::int desc limit 1$query$, of) into last using in_realm, in_year;
  return coalesce(last, 0);
end $$;
