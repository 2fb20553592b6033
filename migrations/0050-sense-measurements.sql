-- Sense: says which tables hold measurements, so that a backup can be asked to leave them out.
comment on table sense.buckets_10 is 'measurements';
comment on table sense.buckets_60 is 'measurements';
comment on table sense.buckets_3600 is 'measurements';
