// What disrupt writes into the journal; this is the door to it.
export {}
