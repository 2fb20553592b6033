-- Federate: peers, agreements, letters, copies, and objects of other standards.
create schema federate;
