-- Letters that were sealed cannot be made smaller, and what waits in them goes soon: nobody tries to compress them.
alter table federate.letters alter column envelope set storage external;
alter table federate.letters alter column parts set storage external;
alter table federate.letters_held alter column envelope set storage external;
