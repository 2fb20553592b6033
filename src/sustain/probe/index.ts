// The door of the probes for the command line: asking resolvers and watching plans without a node.
export { type AskOptions, ask } from './ask.ts'
export { type Connections, createConnections } from './connections.ts'
export { createNames } from './reach-name.ts'
export { probeRound } from './reach-round.ts'
export { upstreamsOf, type Watched, type Watching, watchPlan } from './watch-plan.ts'
export { createServiceRounds, type ServiceToProbe } from './watch-services.ts'
