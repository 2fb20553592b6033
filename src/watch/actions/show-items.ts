// Showing items: lists with filters, one item with its text and facts, and any version of it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type { getItem as getContract, listItems as listContract, itemVersion as versionContract } from '../api.ts'
import { documentRecord, itemRecord } from '../events.ts'
import { documentOfVersion, itemPage, itemsByWords } from '../store.ts'
import { momentOf } from './read-item.ts'
import type { WatchRoom } from './room.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function listItems(
  room: WatchRoom,
  input: InputOf<typeof listContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof listContract>>> {
  const { text, after, limit = 50, ...filter } = input
  if (after !== undefined && !isId.test(after)) return refuse('bad-input', 'That is no place in this list.', '/after')
  const moment = momentOf(filter.since ?? null)
  if (filter.since !== undefined && moment === null) return refuse('bad-input', 'That moment does not exist.', '/since')
  const since = moment === null ? {} : { since: moment }
  const ids = text === undefined ? {} : { ids: await itemsByWords(room.journal, call.view, text) }
  const { items, total } = await itemPage(room.journal, call.view, { ...filter, ...since, ...ids }, after, limit + 1)
  const page = items.slice(0, limit)
  return done({ items: page.map(shown), next: items.length > limit ? (page.at(-1)?.id ?? null) : null, total })
}

export async function getItem(
  room: WatchRoom,
  input: InputOf<typeof getContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof getContract>>> {
  const item = await room.journal.reads.one(itemRecord, call.view, input.id)
  if (!item) return refuse('unknown', `There is no item ${input.id} that you may read.`)
  const document = await room.journal.reads.one(documentRecord, call.view, item.state.document)
  return done({ ...shown(item), document: document ? shown(document) : null })
}

export async function itemVersion(
  room: WatchRoom,
  input: InputOf<typeof versionContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof versionContract>>> {
  const item = await room.journal.reads.one(itemRecord, call.view, input.id)
  const document = item && (await documentOfVersion(room.journal, call.view, item.id, input.number))
  return document
    ? done(shown(document))
    : refuse('unknown', `There is no version ${input.number} of an item ${input.id} that you may read.`)
}

export function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}
