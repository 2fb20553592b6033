// The text of a record in which searched words are shown, and the incident that it is kept with.
import type { Id } from '#kernel/id.ts'
import { incident } from './incident.ts'
import { evidence, note, report, task } from './kept.ts'

// biome-ignore lint/suspicious/noExplicitAny: each index gets the state that its own reducer wrote.
const own: Record<string, (state: any) => { title: string; words: string }> = Object.fromEntries(
  [incident, task, note, report, evidence].map((kind) => [kind.name, kind.index]),
)

/** Records of other rooms say their text in `lead`, `summary` or `text`, or are shown by their title alone. */
export function textOf(record: string, state: unknown): { words: string; incident: Id | null } {
  if (typeof state !== 'object' || state === null) return { words: '', incident: null }
  const index = own[record]
  if (index) {
    const kept = 'incident' in state && typeof state.incident === 'string' ? state.incident : null
    const { title, words } = index(state)
    return { words: record === note.name ? words : `${title}\n${words}`, incident: kept }
  }
  const text = ['title', 'lead', 'summary', 'text'].flatMap((name) => {
    const value = Object.entries(state).find(([field]) => field === name)?.[1]
    return typeof value === 'string' ? [value] : []
  })
  return { words: text.join('\n'), incident: null }
}
