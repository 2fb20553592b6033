// The worker thread that reads feeds, lists of feeds, mail and pages: bytes in, entries out.
import { parentPort } from 'node:worker_threads'
import { answerReader } from './actions/answer-reader.ts'
import type { ReaderRequest } from './actions/read-feed.ts'

parentPort?.on('message', async (request: ReaderRequest) => {
  parentPort?.postMessage(await answerReader(request))
})
