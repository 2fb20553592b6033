// Showing MISP events, and what others said about them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import type * as api from '../../api/misp.ts'
import { asMarked } from '../../rules/misp/as-marked.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { type SpellOptions, spellEvent } from '../../rules/misp/spelling.ts'
import { isJson, type Json } from '../../rules/misp/taking.ts'
import { withRemarks } from '../../rules/misp/with-remarks.ts'
import { writeTag } from '../../rules/tags/machine-tag.ts'
import { eventPage, remarkPage, remarksOn } from '../../store/misp/events.ts'
import type { FederateRoom } from '../room.ts'
import { eventSubject } from './desk.ts'

export async function listMisp(
  { journal }: FederateRoom,
  { text, after, limit = 50 }: InputOf<typeof api.listMisp>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listMisp>>> {
  const page = await eventPage(journal, view, {
    limit,
    ...(after === undefined ? {} : { after }),
    ...(text === undefined ? {} : { text }),
  })
  const items = page.items.map(({ id, version, marking, state }) => {
    const { event: _event, values: _values, parts: _parts, ...line } = state
    return { id, version, marking, ...line }
  })
  return done({ items, next: page.next })
}

/** The event as MISP spells it, with what was said about it; undefined where it may not be read. */
export async function spelledEvent(
  { journal }: FederateRoom,
  view: View,
  uuid: string,
  options: SpellOptions = {},
): Promise<Json | undefined> {
  const held = await journal.reads.one(mispEventRecord, view, eventSubject(view.realm, uuid))
  if (!held) return undefined
  const remarks = await remarksOn(journal, view, [uuid])
  return withRemarks(
    asMarked(spellEvent(held.state.event, options), held.marking),
    remarks.map(({ state }) => state),
  )
}

export async function exportMispEvent(
  room: FederateRoom,
  { uuid }: InputOf<typeof api.exportMispEvent>,
  { view }: Call,
): Promise<Reply<Download>> {
  const event = await spelledEvent(room, view, uuid, { deleted: true })
  if (!event) return refuse('unknown', `No MISP event with the UUID ${uuid} that you may read.`)
  const exercise = view.realm === 'live' ? '' : 'EXERCISE-'
  const bytes = Buffer.from(
    `${JSON.stringify({ Event: exercise === '' ? event : saidSo(event, view.realm) }, null, 1)}\n`,
  )
  return done({ name: `${exercise}misp.event.${uuid}.json`, type: 'application/json', bytes })
}

/** EXERCISE, first: in its title, and as a tag by which other nodes know it. */
function saidSo(event: Json, realm: string): Json {
  const info = String(event.info)
  const tags: unknown[] = Array.isArray(event.Tag) ? event.Tag : []
  const name = writeTag({ namespace: 'tocsin', predicate: 'exercise', value: realm.slice(0, 200) })
  return {
    ...event,
    info: info.startsWith('EXERCISE') ? info : `EXERCISE: ${info}`,
    Tag: [...tags.filter((tag) => !isJson(tag) || tag.name !== name), ...(name === undefined ? [] : [{ name }])],
  }
}

export async function listMispRemarks(
  { journal }: FederateRoom,
  { event, kind, after, limit = 50 }: InputOf<typeof api.listMispRemarks>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listMispRemarks>>> {
  const page = await remarkPage(journal, view, {
    limit,
    ...(after === undefined ? {} : { after }),
    ...(kind === undefined ? {} : { kind }),
    ...(event === undefined ? {} : { event }),
  })
  const items = page.items.map(({ id, marking, since, state }) => ({ id, marking, since, state }))
  return done({ items, next: page.next })
}
