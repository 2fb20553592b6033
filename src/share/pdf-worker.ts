// The worker thread that draws one product as PDF and ends: laying out pages would hold up everything else.
import { parentPort, workerData } from 'node:worker_threads'
import { pdfOf } from './export/pdf.ts'
import type { Printed } from './rules/products/printed.ts'

parentPort?.postMessage(await pdfOf(workerData as Printed))
