-- Federate: keys that sign playbooks, with whose they are.
create table federate.playbook_signers partition of journal.records for values in ('federate.playbookSigner');
