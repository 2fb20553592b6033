// The worker thread that draws one report as PDF and ends: laying out pages would hold up everything else.
import { parentPort, workerData } from 'node:worker_threads'
import { pdfOf } from './export/pdf.ts'
import type { Paper } from './rules/drafting/paper.ts'

parentPort?.postMessage(await pdfOf(workerData as Paper))
