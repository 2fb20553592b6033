// The worker thread that reads CSAF documents: one at a time, telling which test it is at, so that one without an end can be named.
import { parentPort } from 'node:worker_threads'
import type { Reply } from '#kernel/reply.ts'
import type { Scope } from './actions/advisories/csaf-tests.ts'
import { type ReadDocument, readDocument } from './actions/advisories/read-document.ts'

export interface ReadRequest {
  bytes: Uint8Array
  scope: Scope
}
export type ReadAnswer = { at: string } | { reply: Reply<ReadDocument> }

const port = parentPort
port?.on('message', async ({ bytes, scope }: ReadRequest) => {
  const tell = (at: string) => port.postMessage({ at } satisfies ReadAnswer)
  port.postMessage({ reply: await readDocument(bytes, scope, tell) } satisfies ReadAnswer)
})
