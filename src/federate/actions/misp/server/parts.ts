// Parts that a MISP client reads by themselves: one attribute, the tags in use, organisations.
import { organisationRecord } from '#people/index.ts'
import { attributesOf } from '../../../rules/misp/event-record.ts'
import { fits } from '../../../rules/misp/search.ts'
import { type Json, textOf, uuidOf } from '../../../rules/misp/taking.ts'
import { eventsWith } from '../../../store/misp/events.ts'
import { tagsInUse } from '../../../store/misp/tags.ts'
import { mispUuidOf } from '../desk.ts'
import { answer, type MispAnswer, type MispCall, notFound } from './call.ts'
import { ofEvent } from './read.ts'

export async function attribute(call: MispCall): Promise<MispAnswer> {
  const part = uuidOf(call.about)
  const [held] = part === null ? [] : await eventsWith(call.room.journal, call.view, { part, limit: 1 })
  const found = held && attributesOf(held.state.event).find(({ uuid }) => uuid === part)
  return held && found ? answer(200, { Attribute: ofEvent(found, held) }) : notFound(call, 'attribute')
}

/** Of the events that the reader may see. `tags/search/<words>` narrows, with `%` for anything. */
export async function tags(call: MispCall): Promise<MispAnswer> {
  const searched = call.path.words[1]?.toLowerCase() === 'search'
  const words = textOf(call.asked.name ?? call.asked.tag ?? call.about) ?? ''
  const names = (await tagsInUse(call.room.journal, call.view)).filter(
    (name) => !searched || words === '' || fits(name, words),
  )
  const Tag = names.map((name) => ({ name, exportable: true, hide_tag: false, local_only: false }))
  return answer(200, searched ? Tag.map((one) => ({ Tag: one })) : { Tag })
}

export async function organisations(call: MispCall): Promise<MispAnswer> {
  const held = await call.room.journal.reads.many(organisationRecord, call.view, (q) => q.orderBy('title').limit(5_000))
  return answer(
    200,
    held.map(({ id, state }) => ({ Organisation: organisationLine(id, state.name) })),
  )
}

export async function organisation(call: MispCall): Promise<MispAnswer> {
  const asked = call.about.toLowerCase()
  const held = await call.room.journal.reads.many(organisationRecord, call.view, (q) => q.orderBy('title').limit(5_000))
  const found = held.find(({ id, state }) => [id, mispUuidOf(id), state.name.toLowerCase()].includes(asked))
  return found
    ? answer(200, { Organisation: organisationLine(found.id, found.state.name) })
    : notFound(call, 'organisation')
}

function organisationLine(id: string, name: string): Json {
  return { uuid: mispUuidOf(id), name, description: '', local: true }
}
