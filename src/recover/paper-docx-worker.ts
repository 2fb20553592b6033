// The worker thread that draws one paper of this room as a Word file and ends: laying it out would hold up everything else.
import { parentPort, workerData } from 'node:worker_threads'
import type { Paper } from '#kernel/paper.ts'
import { docxOf } from '#platform/paper-docx.ts'

parentPort?.postMessage(await docxOf(workerData as Paper))
