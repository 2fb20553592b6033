// Reading attributes, objects, references, proposals and reports of a MISP event. A part that is not as it must be is left out and
// named; its neighbours stay.
import type {
  MispAttribute,
  MispObject,
  MispProposal,
  MispReference,
  MispReport,
  MispTypes,
} from '../../model/misp/event.ts'
import {
  distributionAt,
  organisationAt,
  seenAt,
  sharedAt,
  sharingGroupAt,
  sightingsAt,
  timestampAt,
  wordsAt,
} from './read-beside.ts'
import {
  fault,
  flagOf,
  isJson,
  type Json,
  listOf,
  mispBudget,
  moreOf,
  pointer,
  stop,
  type Taking,
  unkeepable,
  uuidOf,
  wholeOf,
} from './taking.ts'
import { whyNotValue } from './values.ts'

/** Numbers of the database that it came from, and what follows from the rest: worth nothing elsewhere. */
const local = ['id', 'event_id', 'object_id', 'sharing_group_id', 'event_uuid', 'object_uuid', 'value1', 'value2']
const shared = ['uuid', 'distribution', 'SharingGroup', 'Tag', 'Galaxy', 'deleted', 'timestamp', 'comment']
const attributeKeys: ReadonlySet<string> = new Set([
  ...local,
  ...shared,
  ...[
    'type',
    'category',
    'value',
    'to_ids',
    'object_relation',
    'first_seen',
    'last_seen',
    'Sighting',
    'ShadowAttribute',
  ],
])
const objectKeys: ReadonlySet<string> = new Set([
  ...local,
  ...shared,
  ...[
    'name',
    'meta-category',
    'template_uuid',
    'template_version',
    'first_seen',
    'last_seen',
    'Attribute',
    'ObjectReference',
  ],
])
/** Larger attachments are left out; the attribute stays. */
const mostData = 1_500_000

export interface Reading {
  taking: Taking
  types: MispTypes
}

function each<T>(
  { taking }: Reading,
  given: unknown,
  at: string,
  most: number,
  read: (one: Json, at: string) => T | null,
): T[] {
  const list = listOf(given)
  if (list === null || list.length > most) {
    stop(taking, at, 'too-many', `A list of at most ${most} is asked for.`)
    return []
  }
  const found: T[] = []
  for (const [n, one] of list.entries()) {
    if (taking.stopped) break
    const here = pointer(at, n)
    if (!isJson(one)) {
      fault(taking, here, 'bad-part', 'An object is asked for.', 'part')
      continue
    }
    const part = read(one, here)
    if (part !== null) found.push(part)
  }
  return found
}

/** Its own UUID, once in the event. */
function ownUuid({ taking }: Reading, from: Json, at: string): string | null {
  const uuid = uuidOf(from.uuid)
  if (uuid === null) fault(taking, pointer(at, 'uuid'), 'bad-uuid', 'A UUID is asked for.', 'part')
  else if (taking.seen.has(uuid)) {
    fault(taking, pointer(at, 'uuid'), 'duplicate-uuid', `${uuid} is the UUID of another part.`, 'part')
    return null
  } else taking.seen.add(uuid)
  return uuid
}

export function attributesAt(reading: Reading, given: unknown, at: string): MispAttribute[] {
  return each(reading, given, at, mispBudget.attributes, (one, here) => attributeAt(reading, one, here))
}

function attributeAt(reading: Reading, from: Json, at: string): MispAttribute | null {
  const { taking } = reading
  taking.left -= 1
  if (taking.left < 0) {
    stop(taking, at, 'too-many', `More than ${mispBudget.attributes} attributes.`)
    return null
  }
  const uuid = ownUuid(reading, from, at)
  const valued = valuedAt(reading, from, at)
  const comment = wordsAt(taking, from, 'comment', at, mispBudget.valueLength)
  const relation = wordsAt(taking, from, 'object_relation', at, 128)
  if (uuid === null || valued === null || comment === null || relation === null) return null
  const more = moreOf(taking, from, attributeKeys, at)
  if (typeof more.data === 'string' && more.data.length > mostData) {
    fault(taking, pointer(at, 'data'), 'too-large', 'The attachment is larger than 1 MB and was left out.', 'remark')
    delete more.data
  }
  return {
    uuid,
    ...valued,
    comment,
    relation: relation === '' ? null : relation,
    ...sharedAt(taking, from, at, true),
    firstSeen: seenAt(taking, from, 'first_seen', at),
    lastSeen: seenAt(taking, from, 'last_seen', at),
    Sighting: sightingsAt(taking, from, at),
    ShadowAttribute: proposalsAt(reading, from.ShadowAttribute, pointer(at, 'ShadowAttribute'), uuid),
    more,
  }
}

/** Type, category and value, which belong together. */
function valuedAt({ taking, types }: Reading, from: Json, at: string) {
  const type = wordsAt(taking, from, 'type', at, 100)
  const value = wordsAt(taking, from, 'value', at, mispBudget.valueLength)
  const category = wordsAt(taking, from, 'category', at, 255)
  if (type === null || value === null || category === null) return null
  if (type === '') {
    fault(taking, pointer(at, 'type'), 'bad-type', 'An attribute has a type.', 'part')
    return null
  }
  const known = Object.hasOwn(types.types, type) ? types.types[type] : undefined
  if (!known) fault(taking, pointer(at, 'type'), 'unknown-type', 'This type is not known here; it was kept.', 'remark')
  else if (category !== '' && !known.categories.includes(category))
    fault(taking, pointer(at, 'category'), 'unusual-category', 'This type does not stand in this category.', 'remark')
  const why = whyNotValue(type, value)
  if (why !== undefined) {
    fault(taking, pointer(at, 'value'), 'bad-value', why, 'part')
    return null
  }
  const toIds = flagOf(from.to_ids) ?? false
  return { type, category: category || (known?.category ?? 'Other'), value, toIds }
}

export function objectsAt(reading: Reading, given: unknown, at: string): MispObject[] {
  return each(reading, given, at, mispBudget.objects, (from, here): MispObject | null => {
    const { taking } = reading
    const uuid = ownUuid(reading, from, here)
    const name = wordsAt(taking, from, 'name', here, 255)
    const metaCategory = wordsAt(taking, from, 'meta-category', here, 255)
    const comment = wordsAt(taking, from, 'comment', here, mispBudget.valueLength)
    if (uuid === null || name === null || metaCategory === null || comment === null) return null
    return {
      uuid,
      name,
      metaCategory,
      comment,
      templateUuid: uuidOf(from.template_uuid),
      templateVersion: wholeOf(from.template_version, 0, 1_000_000_000),
      ...sharedAt(taking, from, here, true),
      firstSeen: seenAt(taking, from, 'first_seen', here),
      lastSeen: seenAt(taking, from, 'last_seen', here),
      Attribute: attributesAt(reading, from.Attribute, pointer(here, 'Attribute')),
      ObjectReference: referencesAt(reading, from.ObjectReference, pointer(here, 'ObjectReference')),
      more: moreOf(taking, from, objectKeys, here),
    }
  })
}

/** Objects may point at one another in circles: references are kept as they are and never followed. */
function referencesAt(reading: Reading, given: unknown, at: string): MispReference[] {
  return each(reading, given, at, mispBudget.references, (from, here): MispReference | null => {
    const { taking } = reading
    const uuid = ownUuid(reading, from, here)
    const to = uuidOf(from.referenced_uuid)
    const relation = wordsAt(taking, from, 'relationship_type', here, 255)
    const comment = wordsAt(taking, from, 'comment', here, mispBudget.textLength)
    if (to === null) fault(taking, pointer(here, 'referenced_uuid'), 'bad-uuid', 'A UUID is asked for.', 'part')
    if (uuid === null || to === null || relation === null || comment === null) return null
    const deleted = flagOf(from.deleted) ?? false
    return { uuid, to, relation, comment, deleted, timestamp: timestampAt(taking, from, 'timestamp', here) }
  })
}

export function proposalsAt(
  reading: Reading,
  given: unknown,
  at: string,
  holder: string | null = null,
): MispProposal[] {
  return each(reading, given, at, mispBudget.proposals, (from, here) => proposalAt(reading, from, here, holder))
}

/** MISP gives a proposal that would change an attribute the UUID of that attribute; only one for a new attribute has its own. */
export function proposalAt(reading: Reading, from: Json, at: string, holder: string | null): MispProposal | null {
  const { taking } = reading
  const said = uuidOf(from.uuid)
  const old = uuidOf(from.old_uuid) ?? (said !== null && said === holder ? holder : null)
  const uuid = old ?? ownUuid(reading, from, at)
  const valued = valuedAt(reading, from, at)
  const comment = wordsAt(taking, from, 'comment', at, mispBudget.textLength)
  if (uuid === null || valued === null || comment === null) return null
  const by = organisationAt(taking, from.Org, pointer(at, 'Org'))
  return {
    uuid,
    old,
    ...valued,
    comment,
    timestamp: timestampAt(taking, from, 'timestamp', at),
    toDelete: flagOf(from.proposal_to_delete) ?? false,
    deleted: flagOf(from.deleted) ?? false,
    ...(by === null ? {} : { Org: by }),
  }
}

export function reportsAt(reading: Reading, given: unknown, at: string): MispReport[] {
  return each(reading, given, at, mispBudget.reports, (from, here): MispReport | null => {
    const { taking } = reading
    const uuid = ownUuid(reading, from, here)
    const name = wordsAt(taking, from, 'name', here, 1_000)
    const content = wordsAt(taking, from, 'content', here, mispBudget.reportLength)
    if (uuid === null || name === null || content === null || unkeepable(content, '') !== undefined) return null
    return {
      uuid,
      name,
      content,
      distribution: distributionAt(taking, from, here, true),
      sharingGroup: sharingGroupAt(from),
      timestamp: timestampAt(taking, from, 'timestamp', here),
      deleted: flagOf(from.deleted) ?? false,
    }
  })
}
