// Analyses texts in one worker thread with a hard time limit: a text that does not end is given up, the worker renewed.
import type { Worker } from 'node:worker_threads'
import { startWorker } from '#platform/worker.ts'
import { type Context, emptyContext } from './actions/contexts.ts'
import type { ExtractReply, ExtractRequest } from './extract-worker.ts'
import type { Analysis } from './model.ts'
import type { AnalyseInput } from './rules/analyse.ts'

export type AnalyseAnswer =
  | { ok: true; value: Analysis }
  | {
      ok: false
      refusal: 'analysis-timed-out' | 'analysis-failed' | 'analyser-closed' | 'analyser-busy'
      detail: string
    }

export interface Analyser {
  /** Analyses text that is already decoded. */
  analyse(input: AnalyseInput, context?: Context): Promise<AnalyseAnswer>
  /** Decodes bytes first; the text of `input` is ignored. */
  analyseBytes(
    bytes: Uint8Array,
    contentType: string | null,
    input: Omit<AnalyseInput, 'text'>,
    context?: Context,
  ): Promise<AnalyseAnswer>
  close(): Promise<void>
}

interface Job {
  request: Omit<ExtractRequest, 'context'>
  context: Context
  settle(answer: AnalyseAnswer): void
}

export interface AnalyserOptions {
  hardLimitMilliseconds?: number
  /** How many texts may wait; more are refused at once rather than piling up. */
  mostWaiting?: number
  /** After this long without a text the worker ends: its language models hold some 400 MB. */
  restAfterMilliseconds?: number
}

/** Starts on first use; one text is worked on at a time, the others wait in order. */
export function openAnalyser({
  hardLimitMilliseconds = 10_000,
  mostWaiting = 1_000,
  restAfterMilliseconds = 120_000,
}: AnalyserOptions = {}): Analyser {
  let worker: Worker | null = null
  let ready = false
  let closed = false
  let current: Job | null = null
  let timer: NodeJS.Timeout | null = null
  let resting: NodeJS.Timeout | null = null
  let nextId = 1
  // Which contexts the present worker was sent.
  let sent = new Set<string>()
  const waiting: Job[] = []

  function start(): Worker {
    const started = startWorker('watch/extract-worker')
    sent = new Set()
    started.unref()
    started.on('message', (reply: ExtractReply) => {
      if (worker !== started) return
      if ('ready' in reply) ready = true
      else if (!reply.ok && reply.unknownContext && current) {
        // It keeps a few only: this one is sent whole again.
        sent.delete(current.context.key)
        post(current)
        return
      } else finish(reply.ok ? { ok: true, value: reply.analysis } : failed(reply.error))
      pump()
    })
    started.on('error', (error) => {
      if (worker === started) renew(failed(error instanceof Error ? error.message : String(error)))
    })
    started.on('exit', () => {
      if (worker === started) renew(failed('the worker ended'))
    })
    return started
  }

  function finish(answer: AnalyseAnswer): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const job = current
    current = null
    job?.settle(answer)
  }

  function renew(answer: AnalyseAnswer): void {
    const old = worker
    const wasReady = ready
    worker = null
    ready = false
    void old?.terminate()
    // A worker that dies before it is ready would die again: what waits is told, instead of trying for ever.
    if (!wasReady) for (const job of waiting.splice(0)) job.settle(answer)
    finish(answer)
    pump()
  }

  function pump(): void {
    if (closed || current !== null || waiting.length === 0) return
    worker ??= start()
    if (!ready) return
    const job = waiting.shift()
    if (job === undefined) return
    current = job
    timer = setTimeout(
      () => renew({ ok: false, refusal: 'analysis-timed-out', detail: `no result within ${hardLimitMilliseconds} ms` }),
      hardLimitMilliseconds,
    )
    post(job)
  }

  function post({ request, context }: Job): void {
    const { key } = context
    const known = key === '' || sent.has(key)
    sent.add(key)
    worker?.postMessage({ ...request, context: known ? { key } : { key, whole: context } } satisfies ExtractRequest)
  }

  function submit(request: Omit<ExtractRequest, 'id' | 'context'>, context: Context): Promise<AnalyseAnswer> {
    if (closed) return Promise.resolve({ ok: false, refusal: 'analyser-closed', detail: 'the node is shutting down' })
    if (waiting.length >= mostWaiting) {
      return Promise.resolve({ ok: false, refusal: 'analyser-busy', detail: `${waiting.length} texts are waiting` })
    }
    if (resting !== null) clearTimeout(resting)
    return new Promise((settle) => {
      waiting.push({ request: { ...request, id: nextId++ }, context, settle })
      // While texts wait the process must not end under them; an idle worker holds nothing open.
      worker?.ref()
      pump()
      worker?.ref()
    })
  }

  return {
    analyse: (input, context = emptyContext) => submit({ input }, context).finally(() => idle()),
    analyseBytes: (bytes, contentType, input, context = emptyContext) =>
      submit({ input: { ...input, text: '' }, bytes, contentType }, context).finally(() => idle()),
    async close() {
      closed = true
      if (resting !== null) clearTimeout(resting)
      const old = worker
      worker = null
      const answer: AnalyseAnswer = { ok: false, refusal: 'analyser-closed', detail: 'the node is shutting down' }
      for (const job of waiting.splice(0)) job.settle(answer)
      finish(answer)
      await old?.terminate()
    },
  }

  function idle(): void {
    if (current !== null || waiting.length > 0) return
    worker?.unref()
    if (resting !== null) clearTimeout(resting)
    resting = setTimeout(rest, restAfterMilliseconds).unref()
  }

  function rest(): void {
    if (current !== null || waiting.length > 0) return
    const old = worker
    worker = null
    ready = false
    void old?.terminate()
  }
}

function failed(detail: string): AnalyseAnswer {
  return { ok: false, refusal: 'analysis-failed', detail }
}
