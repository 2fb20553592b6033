// What sense writes into the journal; this is the door to it.
export * from './events/attack.ts'
export * from './events/observation.ts'
export * from './events/target.ts'
