// A sighting or a proposal of MISP about an event of ours, as a response: it stands beside what other nodes say by letter.
import type { Id } from '#kernel/id.ts'
import type { MispEvent } from '../../model/misp/event.ts'
import type { MispRemark } from '../../model/misp/kept.ts'
import type { Response } from '../../model/response.ts'
import { isJson, textOf, uuidOf } from './taking.ts'

/** Where a record of another room is named in an object of an event that was made from it. */
export const madeFrom = 'tocsin-record'

export interface AboutRecord {
  record: string
  subject: Id
}

/** The record that the object was made from in which the attribute stands; undefined: the event itself is meant. */
export function recordMeant(event: MispEvent, attribute: string | null): AboutRecord | undefined {
  const object = event.Object.find((one) => one.Attribute.some(({ uuid }) => uuid === attribute))
  const [record, id] = (textOf(object?.more[madeFrom]) ?? '').split('/')
  const subject = uuidOf(id)
  return record && subject && /^[a-z]+\.[a-z][A-Za-z]+$/.test(record) ? { record, subject } : undefined
}

type Said = Pick<Response, 'kind' | 'text' | 'seen' | 'changes'>

/** Undefined for reports: they are texts of their own, and stand on the event. */
export function responseOf({ kind, text, said, at }: MispRemark, event: MispEvent): Said | undefined {
  if (kind === 'report') return undefined
  const words = text.slice(0, 10_000) || kind
  if (kind === 'sighting')
    return { kind, text: words, seen: { first: at, last: at, count: countOf(said) }, changes: [] }
  return { kind, text: words, seen: null, changes: changesOf(said, event) }
}

/** What was said, with the value that it is about: by itself “seen” says nothing. */
export function wordsOf(text: string, attribute: string | null, event: MispEvent): string {
  const held = attribute === null ? undefined : attributeIn(attribute, event)?.one
  return held ? `${held.type} ${held.value.slice(0, 500)}: ${text}` : text
}

/** Seen once; a false positive, or that it is over, is no sight of it. */
function countOf(said: MispRemark['said']): number {
  return said.type === '0' || said.type === 0 ? 1 : 0
}

/** Pointers into the state of the event's record, as responses have them. */
function changesOf(said: MispRemark['said'], event: MispEvent): Response['changes'] {
  const held = attributeIn(said.old_uuid, event)
  const proposed = {
    type: said.type,
    category: said.category,
    value: said.value,
    toIds: said.to_ids,
    comment: said.comment,
  }
  if (!held) return [{ at: '/event/Attribute/-', value: proposed }]
  if (said.proposal_to_delete === true) return [{ at: `${held.at}/deleted`, value: true }]
  const now: Record<string, unknown> = { ...held.one }
  const changed = Object.entries(proposed).filter(([key, value]) => value !== undefined && value !== now[key])
  const changes = changed.map(([key, value]) => ({ at: `${held.at}/${key}`, value }))
  return changes.length > 0 ? changes : [{ at: `${held.at}/value`, value: proposed.value }]
}

function attributeIn(uuid: unknown, event: MispEvent) {
  const top = event.Attribute.findIndex((one) => one.uuid === uuid)
  const attribute = event.Attribute[top]
  if (attribute) return { one: attribute, at: `/event/Attribute/${top}` }
  for (const [n, object] of event.Object.entries()) {
    const inner = object.Attribute.findIndex((one) => one.uuid === uuid)
    const found = object.Attribute[inner]
    if (found) return { one: found, at: `/event/Object/${n}/Attribute/${inner}` }
  }
  return undefined
}

/** Whoever said it, as people read it: in MISP an organisation, and perhaps one that another server only names. */
export function authorOf(said: MispRemark['said'], by: string): string {
  const named = isJson(said.Organisation) ? said.Organisation : isJson(said.Org) ? said.Org : undefined
  const name = textOf(named?.name) ?? ''
  return (name === '' || name === by ? by : `${name}, told by ${by}`).slice(0, 200)
}
