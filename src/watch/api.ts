// What watch offers: text and feeds go in, items with facts come out, and persons judge them.
export * from './api/feeds.ts'
export * from './api/items.ts'
export * from './api/nouns.ts'
