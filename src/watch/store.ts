// What watch asks the database, by subject; this is the door to them.
export * from './store/feeds.ts'
export * from './store/item-search.ts'
export * from './store/items.ts'
export * from './store/stories.ts'
