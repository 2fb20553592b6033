// The contracts of this room, by subject.
export * from './api/mail-keys.ts'
export * from './api/organisations.ts'
export * from './api/own-access.ts'
export * from './api/persons.ts'
export { refusals } from './api/refusals.ts'
export * from './api/sign-in.ts'
