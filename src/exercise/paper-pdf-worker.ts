// The worker thread that draws one paper of this room as PDF and ends: laying out pages would hold up everything else.
import { parentPort, workerData } from 'node:worker_threads'
import type { Paper } from '#kernel/paper.ts'
import { pdfOf } from '#platform/paper-pdf.ts'

parentPort?.postMessage(await pdfOf(workerData as Paper))
