-- Exercise: forms of evaluators, improvements that came of findings, and which organisations agree to be named beside others.
create table exercise.quality_form_records partition of journal.records for values in ('exercise.qualityForm');
create table exercise.improvement_records partition of journal.records for values in ('exercise.improvement');
create table exercise.naming_records partition of journal.records for values in ('exercise.naming');

-- One form of each evaluator, one improvement of each finding, one answer of each organisation.
create unique index exercise_quality_forms_of on exercise.quality_form_records (realm, (state->>'exercise'), (state->>'evaluator')) where valid_to is null;
create unique index exercise_improvements_of on exercise.improvement_records (realm, (state->>'exercise'), (state->>'finding')) where valid_to is null;
create unique index exercise_namings_of on exercise.naming_records (realm, (state->>'scenario'), (state->>'organisation')) where valid_to is null;
