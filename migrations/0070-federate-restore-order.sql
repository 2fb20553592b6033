-- Federate: what was seen of another MISP, sent to it and sighted there stands, by name, before that MISP in a backup: whether each has its
-- source is looked at when all of them are there.
alter table federate.misp_seen alter constraint misp_seen_source_fkey deferrable initially deferred;
alter table federate.misp_sent alter constraint misp_sent_source_fkey deferrable initially deferred;
alter table federate.misp_sighted alter constraint misp_sighted_source_fkey deferrable initially deferred;
