// The worker thread of watch: takes one text at a time, runs the stages over it, and posts the analysis back.
import { parentPort } from 'node:worker_threads'
import type { Context } from './actions/contexts.ts'
import { timeBudget } from './budget.ts'
import { loadLexicons, withContext } from './lexicons.ts'
import type { Analysis } from './model.ts'
import { type AnalyseInput, type AnalyseWith, analyse } from './rules/analyse.ts'
import { decodeBytes } from './rules/decode-bytes.ts'
import { loadTools } from './tools.ts'

export interface ExtractRequest {
  id: number
  input: AnalyseInput
  /** What persons settled; sent whole once, and by its key after that. */
  context?: { key: string; whole?: Context }
  /** Undecoded input; its text takes the place of `input.text`. */
  bytes?: Uint8Array
  contentType?: string | null
}

export type ExtractReply =
  | { ready: true }
  | { id: number; ok: true; analysis: Analysis }
  | { id: number; ok: false; error: string; unknownContext?: true }

const lexicons = loadLexicons()
const plain = { ...lexicons, tools: await loadTools() }
const contexts = new Map<string, AnalyseWith>()
const mostContexts = 8

function usingFor(context: ExtractRequest['context']): AnalyseWith {
  if (!context || context.key === '') return plain
  if (context.whole) {
    const oldest = contexts.keys().next()
    if (contexts.size >= mostContexts && !oldest.done) contexts.delete(oldest.value)
    contexts.set(context.key, { ...plain, ...withContext(lexicons, context.whole) })
  }
  const made = contexts.get(context.key)
  if (!made) throw new UnknownContext()
  return made
}

class UnknownContext extends Error {}

function answer({ id, input, bytes, contentType, context }: ExtractRequest): ExtractReply {
  try {
    const using = usingFor(context)
    if (bytes === undefined) return { id, ok: true, analysis: analyse(input, using, timeBudget()) }
    const decoded = decodeBytes(bytes, contentType ?? null)
    const analysis = analyse({ ...input, text: decoded.text }, using, timeBudget())
    return { id, ok: true, analysis: { ...analysis, did: [...decoded.did, ...analysis.did] } }
  } catch (error) {
    if (error instanceof UnknownContext) return { id, ok: false, error: 'unknown context', unknownContext: true }
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (request: ExtractRequest) => {
  parentPort?.postMessage(answer(request) satisfies ExtractReply)
})
parentPort?.postMessage({ ready: true } satisfies ExtractReply)
