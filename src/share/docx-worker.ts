// The worker thread that draws one product as a Word file and ends: laying it out would hold up everything else.
import { parentPort, workerData } from 'node:worker_threads'
import { docxOf } from './export/docx.ts'
import type { Printed } from './rules/products/printed.ts'

parentPort?.postMessage(await docxOf(workerData as Printed))
