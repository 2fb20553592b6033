// Markings of STIX to ours. What is not understood counts as RED: nothing loosens on the way in.
import type { Id } from '#kernel/id.ts'
import { type Marking, type Pap, papLabels, type Tlp, tlpLabels } from '#kernel/marking.ts'
import { tlp1Ids, tlp2Extension, tlp2Ids, tocsinExtension } from '../../model/stix/known-ids.ts'
import { strictestTlp, tlpFromWords } from '../marking-words.ts'

/** Marking definitions by id, as they came along; those of TLP need not. */
export type Definitions = ReadonlyMap<string, Readonly<Record<string, unknown>>>

export interface Receiver {
  /** Whose the information is here. */
  owner: Id
  /** Who took it in: RED reaches nobody else. */
  person: Id | null
  /** A day on which RED is looked at again. */
  reviewOn?: string
  /** Not in an exercise: what says that it belongs to one is refused. */
  live?: boolean
  /** For what carries no label: the word of whoever took it in. Without it the default holds. */
  unmarked?: Marking
}

type Given = Readonly<Record<string, unknown>>

const fixedLabels: ReadonlyMap<string, Tlp> = new Map<string, Tlp>([
  ...tlpLabels.map((label) => [tlp2Ids[label], label] as const),
  ...Object.entries(tlp1Ids).map(([words, id]) => [id, tlpFromWords(words)] as const),
])

/** Whether an id is one that everybody knows without its definition. */
export function isFixedMarking(id: string): boolean {
  return fixedLabels.has(id)
}

interface Said {
  tlp: Tlp[]
  pap: Pap[]
  /** Each list narrows the others. */
  releasableTo: string[][]
  audience: Id[][]
  persons: Id[][]
}

/**
 * The marking of an object: the strictest of all that stands on it or on any part of it. A definition that is not there, or of a type
 * that is not known, is RED; a statement says nothing of who may read; no label at all is the default, AMBER+STRICT.
 */
export function markingOf(object: Given, definitions: Definitions, receiver: Receiver): Marking {
  const said: Said = { tlp: [], pap: [], releasableTo: [], audience: [], persons: [] }
  for (const id of markingRefs(object)) hear(id, definitions, said)
  if (said.tlp.length === 0 && receiver.unmarked) return receiver.unmarked
  const releasableTo = intersection(said.releasableTo)
  // Lists that exclude each other leave nobody but the owner.
  const nobody = said.releasableTo.length > 0 && releasableTo.length === 0
  const tlp = nobody ? 'RED' : strictestTlp(said.tlp)
  const { owner, person, reviewOn } = receiver
  const pap = papLabels.findLast((label) => said.pap.includes(label))
  const persons = tlp === 'RED' ? [...new Set([...intersection(said.persons), ...(person ? [person] : [])])] : []
  return {
    tlp,
    ...(pap ? { pap } : {}),
    owner,
    // An audience of one label says nothing about the reach of a stricter one.
    audience: tlp === 'RED' ? [] : intersection(said.audience),
    persons,
    releasableTo,
    ...(tlp === 'RED' ? { reason: 'Marked so by its source, or in a way that this node does not understand' } : {}),
    ...(tlp === 'RED' && reviewOn ? { reviewOn } : {}),
  }
}

/** On the object and on parts of it. A part that is marked closes the whole, for it cannot be kept apart here. */
export function markingRefs(object: Given): string[] {
  const whole = Array.isArray(object.object_marking_refs) ? object.object_marking_refs : []
  const granular = Array.isArray(object.granular_markings) ? object.granular_markings : []
  const parts = granular.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'marking_ref' in one ? [one.marking_ref] : [],
  )
  return [...new Set([...whole, ...parts].filter((ref) => typeof ref === 'string'))]
}

function hear(id: string, definitions: Definitions, said: Said): void {
  const fixed = fixedLabels.get(id)
  if (fixed) {
    said.tlp.push(fixed)
    return
  }
  const definition = definitions.get(id)
  const heard = definition ? hearDefinition(definition, said) : false
  if (!heard) said.tlp.push('RED')
}

/** False where nothing of it was understood. */
function hearDefinition(given: Given, said: Said): boolean {
  const { definition_type: type, definition, extensions } = given
  if (type === 'statement') return true
  if (type === 'tlp') {
    said.tlp.push(isObject(definition) && typeof definition.tlp === 'string' ? tlpFromWords(definition.tlp) : 'RED')
    return true
  }
  if (!isObject(extensions)) return false
  const tlp2 = extensions[tlp2Extension]
  if (isObject(tlp2)) {
    said.tlp.push(typeof tlp2.tlp_2_0 === 'string' ? tlpFromWords(tlp2.tlp_2_0) : 'RED')
    return true
  }
  const own = extensions[tocsinExtension]
  return isObject(own) && hearOwn(own, said)
}

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const isCode = /^[A-Z]{2,12}$/

/** Ours, of this node or another one: all of it is understood, or none. */
function hearOwn(own: Given, said: Said): boolean {
  const { tlp, pap, audience = [], persons = [], releasable_to: releasableTo = [] } = own
  const label = tlpLabels.find((known) => known === tlp)
  const action = papLabels.find((known) => known === pap)
  const fits =
    label !== undefined &&
    (pap === undefined || action !== undefined) &&
    isListOf(audience, isId, 500) &&
    isListOf(persons, isId, 500) &&
    isListOf(releasableTo, isCode, 100)
  if (!fits) return false
  said.tlp.push(label)
  if (action) said.pap.push(action)
  if (releasableTo.length > 0) said.releasableTo.push(releasableTo)
  said.audience.push(audience)
  said.persons.push(persons)
  return true
}

function isListOf(value: unknown, form: RegExp, most: number): value is string[] {
  return Array.isArray(value) && value.length <= most && value.every((one) => typeof one === 'string' && form.test(one))
}

function intersection(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists
  return [...new Set(first)].filter((one) => others.every((list) => list.includes(one)))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
