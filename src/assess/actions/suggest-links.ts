// Suggesting links between incidents and stories of watch: scored with reasons, newest first. A person makes the link.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Document, NewsItem } from '#watch/api/nouns.ts'
import { documentRecord, itemRecord, storyRecord } from '#watch/events.ts'
import { linkFacts, linkScore } from '#watch/rules/stories/links.ts'
import type * as api from '../api.ts'
import { incident } from '../rules/incident.ts'
import { incidentLinkFacts } from '../rules/incident-links.ts'
import { incidentsWith, storiesWith, termsOf } from '../store/link-candidates.ts'
import type { Desk } from './desk.ts'

/** The newest texts stand for all of an incident or a story. */
const mostTexts = 12

export async function suggestedItems(
  { journal }: Desk,
  input: InputOf<typeof api.suggestedItems>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.suggestedItems>>> {
  const held = await journal.reads.one(incident, view, input.incident)
  if (!held) return refuse('unknown', `No incident with the id ${input.incident} that you may read.`)
  const read = await readItems(journal, view, held.state.observations)
  const known = incidentLinkFacts(held.state, read.documents)
  const terms = await termsOf(journal, view, known)
  const found: OutputOf<typeof api.suggestedItems>['stories'] = []
  for (const story of await storiesWith(journal, view, terms, held.state.observations)) {
    const { items, documents } = await readItems(journal, view, story.state.items)
    const [newest] = items
    const { score, suggested, why } = linkScore(linkFacts(documents), known)
    if (!newest || !suggested) continue
    const ids = items.map(({ id }) => id)
    found.push({ story: story.id, title: newest.state.title, since: story.since, items: ids, score, why })
  }
  const page = pageOf(found, ({ story }) => story, input)
  if (!page) return noPlace
  return done({ stories: page.shown, next: page.next, total: found.length })
}

export async function suggestedIncidents(
  { journal }: Desk,
  input: InputOf<typeof api.suggestedIncidents>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.suggestedIncidents>>> {
  const story = await journal.reads.one(storyRecord, view, input.story)
  if (!story) return refuse('unknown', `There is no story ${input.story} that you may read.`)
  const known = linkFacts((await readItems(journal, view, story.state.items)).documents)
  const terms = await termsOf(journal, view, known)
  const found: OutputOf<typeof api.suggestedIncidents>['incidents'] = []
  for (const { id, marking, state } of await incidentsWith(journal, view, known, terms, story.state.items)) {
    const { documents } = await readItems(journal, view, state.observations)
    const { score, suggested, why } = linkScore(incidentLinkFacts(state, documents), known)
    const { reference, title, status, changedAt } = state
    if (suggested) found.push({ id, marking, reference, title, status, changedAt, score, why })
  }
  const page = pageOf(found, ({ id }) => id, input)
  if (!page) return noPlace
  return done({ incidents: page.shown, next: page.next, total: found.length })
}

/** The newest of these items that nobody rejected, newest first, and the texts that they were read from. */
async function readItems(
  journal: Journal,
  view: View,
  ids: readonly Id[],
): Promise<{ items: Held<NewsItem>[]; documents: Document[] }> {
  const newest = [...ids].sort().reverse().slice(0, mostTexts)
  const items = (await journal.reads.some(itemRecord, view, newest)).filter(({ state }) => state.status !== 'rejected')
  const documents = await journal.reads.some(
    documentRecord,
    view,
    items.map(({ state }) => state.document),
  )
  return { items, documents: documents.map(({ state }) => state) }
}

const noPlace = refuse('bad-input', 'That is no place in this list.', '/after')

function pageOf<T>(
  all: readonly T[],
  idOf: (one: T) => Id,
  { after, limit = 20 }: { after?: string; limit?: number },
): { shown: T[]; next: Id | null } | undefined {
  const from = after === undefined ? 0 : all.findIndex((one) => idOf(one) === after) + 1
  if (after !== undefined && from === 0) return undefined
  const shown = all.slice(from, from + limit)
  const last = shown.at(-1)
  return { shown, next: last && all.length > from + limit ? idOf(last) : null }
}
