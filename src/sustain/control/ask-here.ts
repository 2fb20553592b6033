// Questions from this machine, each over a connection of its own: what is verified is what a new client would get.
import { ask } from '../probe/ask.ts'
import type { Ask } from './move-resolver.ts'

export const askHere: Ask = (upstream, question, timeoutMilliseconds) =>
  ask(upstream, question, { timeoutMilliseconds })
