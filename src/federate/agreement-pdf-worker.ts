// The worker thread that draws one agreement as PDF and ends: laying out pages would hold up everything else.
import { parentPort, workerData } from 'node:worker_threads'
import { pdfOf } from './actions/agreements/pdf.ts'
import type { Paper } from './rules/agreements/document.ts'

parentPort?.postMessage(await pdfOf(workerData as Paper))
