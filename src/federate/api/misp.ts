// MISP: events and what is said about them, feeds and servers that are followed. The contracts of this area.
export * from './misp/events.ts'
export * from './misp/sources.ts'
