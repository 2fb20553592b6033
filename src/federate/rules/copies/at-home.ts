// Kinds that never leave as copies and never come as such, whatever an agreement or its data says: people with their rights, and what
// this room keeps of itself. Trust and agreements have parts of letters of their own.
export const atHome = /^(?:people|federate|journal)\./
