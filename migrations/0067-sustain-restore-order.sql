-- Sustain: samples and steps name the place they are from. A backup holds tables by name, so they are read in before the places: whether
-- each has its place is looked at when all of them are there.
alter table sustain.reach_samples alter constraint reach_samples_vantage_fkey deferrable initially deferred;
alter table sustain.reach_steps alter constraint reach_steps_vantage_fkey deferrable initially deferred;
