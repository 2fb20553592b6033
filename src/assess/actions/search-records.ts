// Search over everything that the reader may read; snippets come from what is shown, never from what is hidden.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api.ts'
import { textOf } from '../rules/found-text.ts'
import { snippetOf } from '../rules/snippet.ts'
import { countsByKind } from '../store/search.ts'
import type { Desk } from './desk.ts'

export async function search(
  desk: Desk,
  input: InputOf<typeof api.search>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.search>>> {
  const { text, kinds, limit = 50 } = input
  const [found, counts] = await Promise.all([
    desk.journal.reads.search(call.view, text, { ...(kinds ? { records: kinds } : {}), limit }),
    countsByKind(desk.journal, call.view, text),
  ])
  const hits = found.map(({ id, record, title, marking, since, rank, state }) => {
    const { words, incident } = textOf(record, state)
    return { ...shownAs(id, record, state), title, ...snippetOf(words || title, text), incident, marking, since, rank }
  })
  const seen = new Set<string>()
  return done({ hits: hits.filter((hit) => !seen.has(hit.id) && seen.add(hit.id)), counts })
}

/** The text of an article is kept as a document; what can be opened, judged and linked is its item. */
function shownAs(id: Id, record: string, state: unknown): { id: Id; record: string } {
  const item =
    record === 'watch.document' && typeof state === 'object' && state !== null && 'item' in state ? state.item : null
  return typeof item === 'string' ? { id: item, record: 'watch.item' } : { id, record }
}
