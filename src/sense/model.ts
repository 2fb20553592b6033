// The nouns of sense; this is the door to them.
export * from './model/attacks.ts'
export * from './model/bucket.ts'
export * from './model/targets.ts'
