// The worker thread that reads one file of parts: a large one takes seconds, and the node goes on meanwhile. What was read is handed over piece
// by piece, each when it is asked for, because receiving all of it at once would hold the node up as well.
import { parentPort } from 'node:worker_threads'
import { type Piece, type ReadAsked, skim } from './actions/parts/import/read-pieces.ts'

let pieces: Generator<Piece> | undefined

parentPort?.on('message', (asked: ReadAsked | 'next') => {
  if (asked !== 'next') pieces = skim(asked)
  const next = pieces?.next()
  if (next && !next.done) parentPort?.postMessage(next.value)
})
