// What watch offers: text and feeds go in, items with facts come out, and persons judge them.
export * from './api/enrichment.ts'
export * from './api/feeds.ts'
export * from './api/items.ts'
export * from './api/lexicon.ts'
export * from './api/names.ts'
export * from './api/nouns.ts'
export * from './api/requirements.ts'
export * from './api/sources.ts'
