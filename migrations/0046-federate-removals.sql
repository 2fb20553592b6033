-- Federate: what was taken away is asked for by its collection and id: a version that was deleted is gone by name, too.
create index removals_object on federate.removals (realm, (state->>'collection'), (state->>'id')) where valid_to is null;
