// The contracts of sense: each operation described once, for the server, the web and the command line.
export * from './api/attacks.ts'
export * from './api/measurements.ts'
export * from './api/targets.ts'
