// What watch writes into the journal, one file per record; this is the door to them.
export * from './events/document.ts'
export * from './events/item.ts'
export * from './events/source.ts'
export * from './events/story.ts'
