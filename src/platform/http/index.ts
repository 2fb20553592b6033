// The door of the HTTP edge.

export { type CallWithin, createCallWithin } from './call-within.ts'
export { faultIn, fromQuery } from './input.ts'
export { openApi } from './openapi.ts'
export { type Identify, pathOf } from './operations.ts'
export { refusedByPolicy } from './policy.ts'
export { problemFrom } from './problem.ts'
export { createServer, type ServerDeps } from './server.ts'
export { type Binding, bind, type Call, type Download, type Edge, type RawAnswer, type RawRoute } from './types.ts'
