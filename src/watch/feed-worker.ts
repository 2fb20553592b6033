// The worker thread that reads feeds: bytes in, entries out.
import { parentPort } from 'node:worker_threads'
import { parseFeedBytes } from './actions/parse-feed.ts'
import type { FeedRequest } from './actions/read-feed.ts'

parentPort?.on('message', ({ bytes, contentType }: FeedRequest) => {
  parentPort?.postMessage(parseFeedBytes(bytes, contentType))
})
