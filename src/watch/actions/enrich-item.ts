// Asking the operator's model about one item, when somebody wants to and the marking allows it.
import { request } from 'undici'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { tlpRank } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Settings } from '#platform/config.ts'
import type { Call } from '#platform/http/types.ts'
import type { enrichItem as contract, enrichment } from '../api/enrichment.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { Suggestions } from '../model.ts'
import { answerSchema, instructionsVersion, messagesFor, suggestionsFrom } from '../rules/enrichment.ts'
import type { WatchRoom } from './room.ts'
import { shown } from './show-items.ts'

const timeoutMs = 90_000
const mostAnswerBytes = 1024 * 1024

export async function enrichItem(
  room: WatchRoom,
  { id }: InputOf<typeof contract>,
  call: Call,
): Promise<Reply<OutputOf<typeof contract>>> {
  const { enrich } = room.settings
  if (enrich === null) return refuse('enrichment-off')
  const item = await room.journal.reads.one(itemRecord, call.view, id)
  const document = item && (await room.journal.reads.one(documentRecord, call.view, item.state.document))
  if (!item || !document) return refuse('unknown', `There is no item ${id} that you may read.`)
  const ceiling = tlpRank(enrich.highest)
  if ([item, document].some(({ marking }) => tlpRank(marking.tlp) > ceiling || marking.releasableTo.length > 0)) {
    return refuse('above-ceiling', `It is marked TLP:${item.marking.tlp}; the ceiling is TLP:${enrich.highest}.`)
  }
  const found = await ask(enrich, document.state.text)
  if (!found.ok) return found
  return room.journal.commit(call.writer, async (unit) => {
    const { held } = await unit.append(documentRecord, 'watch.documentEnriched', document.id, {
      suggestions: found.value,
    })
    return done(shown(held))
  })
}

/** The address and the key stay here. */
export async function enrichmentOf(room: WatchRoom): Promise<Reply<OutputOf<typeof enrichment>>> {
  const { enrich } = room.settings
  return done(
    enrich ? { on: true, model: enrich.model, highest: enrich.highest } : { on: false, model: null, highest: null },
  )
}

async function ask({ url, model, key }: NonNullable<Settings['enrich']>, text: string): Promise<Reply<Suggestions>> {
  const body = {
    model,
    temperature: 0,
    messages: messagesFor(text),
    response_format: { type: 'json_schema', json_schema: { name: 'markup', strict: true, schema: answerSchema } },
  }
  let content: string | null
  try {
    const answer = await request(`${url.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify(body),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await bounded(answer.body)
    if (answer.statusCode !== 200) return refuse('enrichment-failed', `It answered with status ${answer.statusCode}.`)
    content = text === null ? null : contentOf(text)
  } catch (error) {
    return refuse('enrichment-failed', error instanceof Error ? error.message : String(error))
  }
  if (content === null) return refuse('enrichment-failed', 'The answer is not of the OpenAI form, or over 1 MB.')
  const suggestions = suggestionsFrom(content, text)
  return suggestions === null
    ? refuse('enrichment-failed', 'The answer is not in the schema that was asked for.')
    : done({ model, instructions: instructionsVersion, ...suggestions })
}

async function bounded(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostAnswerBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function contentOf(text: string): string | null {
  try {
    const answer = JSON.parse(text) as { choices?: { message?: { content?: unknown } }[] } | null
    const content = answer?.choices?.[0]?.message?.content
    return typeof content === 'string' ? content : null
  } catch {
    return null
  }
}
