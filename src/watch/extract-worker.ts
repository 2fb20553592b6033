// The worker thread of watch: takes one text at a time, runs the stages over it, and posts the analysis back.
import { parentPort } from 'node:worker_threads'
import { timeBudget } from './budget.ts'
import { loadLexicons } from './lexicons.ts'
import type { Analysis } from './model.ts'
import { type AnalyseInput, analyse } from './rules/analyse.ts'
import { decodeBytes } from './rules/decode-bytes.ts'
import { loadTools } from './tools.ts'

export interface ExtractRequest {
  id: number
  input: AnalyseInput
  /** Undecoded input; its text takes the place of `input.text`. */
  bytes?: Uint8Array
  contentType?: string | null
}

export type ExtractReply =
  | { ready: true }
  | { id: number; ok: true; analysis: Analysis }
  | { id: number; ok: false; error: string }

const using = { ...(await loadLexicons()), tools: await loadTools() }

function answer({ id, input, bytes, contentType }: ExtractRequest): ExtractReply {
  try {
    if (bytes === undefined) return { id, ok: true, analysis: analyse(input, using, timeBudget()) }
    const decoded = decodeBytes(bytes, contentType ?? null)
    const analysis = analyse({ ...input, text: decoded.text }, using, timeBudget())
    return { id, ok: true, analysis: { ...analysis, did: [...decoded.did, ...analysis.did] } }
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (request: ExtractRequest) => {
  parentPort?.postMessage(answer(request) satisfies ExtractReply)
})
parentPort?.postMessage({ ready: true } satisfies ExtractReply)
