// Foreign objects and collections; the TAXII server: the operations.
export * from './objects/collections.ts'
export * from './objects/feeds.ts'
export * from './objects/objects.ts'
