// What recover writes into the journal; this is the door to it.
export * from './events/breach.ts'
export * from './events/follow-up.ts'
export * from './events/goal.ts'
export * from './events/lesson.ts'
export * from './events/measure.ts'
export * from './events/reserve-use.ts'
export * from './events/review.ts'
export * from './events/stand-down.ts'
