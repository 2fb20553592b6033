-- Watch: what was seen of a feed stands, by name, before the feed itself in a backup: whether it has its feed is looked at when both are there.
alter table watch.feed_seen alter constraint feed_seen_source_fkey deferrable initially deferred;
