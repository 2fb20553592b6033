// Where a bundle of STIX is put together: each object once, under its own marking, with an id that follows from its record.
import type { StixObject } from '#federate/model/stix/kinds.ts'
import { tlp2Created, tocsinExtension } from '#federate/model/stix/known-ids.ts'
import { stixMarkings } from '#federate/rules/stix/markings-out.ts'
import { type Digest, recordId } from '#federate/rules/stix/observable-id.ts'
import type { Marking } from '#kernel/marking.ts'
import { isExercise } from '#kernel/realm.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Told } from '../drafting/within.ts'
import type { ToldTechnique } from './stix-techniques.ts'

export interface StixDesk {
  told: Told
  /** Of the whole bundle: nothing in it is above. */
  marking: Marking
  digest: Digest
  techniques: readonly ToldTechnique[]
  /** Who says all this. */
  issuer: string
  /** The id of an object that is told of a record; `more` where what it says rests on what else may be told. */
  idOf(type: string, record: string, more?: readonly string[]): string
  /** Puts an object in, once. Gives its id. */
  put(object: StixObject, marking: Marking): string
  has(id: string): boolean
  objects(): StixObject[]
}

/** The moment of things that never change: countries, and what relates two objects. */
export const always = tlp2Created
const project = 'identity--2f6d4d0c-5c1e-4b8e-9f4e-6c0a3f1d7b52'

export function stixDesk(
  told: Told,
  marking: Marking,
  digest: Digest,
  tlpVersion: 1 | 2,
  techniques: readonly ToldTechnique[],
): StixDesk {
  const objects = new Map<string, StixObject>()
  const exercise = isExercise(told.realm)
  const put = (object: StixObject, marked: Marking) => {
    const { refs, definitions } = stixMarkings(marked, digest, tlpVersion)
    for (const one of definitions) objects.set(one.id, one)
    objects.set(object.id, { ...(exercise ? inExercise(object) : object), object_marking_refs: refs })
    if (JSON.stringify([object, definitions]).includes(tocsinExtension))
      for (const one of ownExtension) objects.set(one.id, one)
    return object.id
  }
  const issuer = recordId('identity', told.node.id, told.node.organisation, digest)
  const desk: StixDesk = {
    ...{ told, marking, digest, techniques, issuer, put },
    has: (id) => objects.has(id),
    objects: () => [...objects.values()],
    idOf(type, record, more = []) {
      const seed = more.length === 0 ? record : `${record} ${digest.canonical(more)}`
      return recordId(type, told.node.id, seed, digest)
    },
  }
  put(
    {
      ...{ type: 'identity', spec_version: '2.1', id: issuer, created: always, modified: told.asOf },
      ...{ name: told.node.name || 'An organisation that is not named', identity_class: 'organization' },
    },
    { tlp: 'CLEAR', owner: told.node.organisation, audience: [], persons: [], releasableTo: [] },
  )
  return desk
}

/** What belongs to an exercise says so first, wherever it is shown. What is no statement (an address, a country) is the same in both. */
function inExercise(object: StixObject): StixObject {
  if (object.created === undefined || object.type === 'location' || object.type === 'marking-definition') return object
  const labels = Array.isArray(object.labels) ? object.labels : []
  const said = ['name', 'abstract', 'content'].filter((name) => typeof object[name] === 'string')
  return {
    ...object,
    ...Object.fromEntries(said.map((name) => [name, `EXERCISE: ${object[name]}`])),
    labels: ['exercise', ...labels],
  }
}

/** Says what our extension is, to whoever does not know it. The same from every node. */
const ownExtension: StixObject[] = [
  {
    ...{ type: 'identity', spec_version: '2.1', id: project, created: always, modified: always },
    ...{ name: 'Tocsin', identity_class: 'system' },
  },
  {
    ...{ type: 'extension-definition', spec_version: '2.1', id: tocsinExtension, created_by_ref: project },
    ...{ created: always, modified: always, name: 'Tocsin', version: '1.0.0' },
    description: 'Who a marking lets read beside its label, and the record of the sender that an object is told of',
    schema:
      'On a marking definition: tlp, pap, audience, persons, releasable_to. On other objects: record, id, version, and fields of the record.',
    extension_types: ['property-extension'],
  },
]

/** The beginning of each object: who says it, when it was first said and when last. */
export function said(desk: StixDesk, type: string, id: string, created: string, modified: string) {
  // What somebody dates back into the future of its own change is no version.
  const first = created <= modified ? created : modified
  return { type, spec_version: '2.1', id, created_by_ref: desk.issuer, created: first, modified }
}

/** The record that an object is told of, for another node of this kind and for whoever asks back. */
export function ofRecord(record: string, filed: { id: string; version: number }, fields: Record<string, unknown> = {}) {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && !isEmpty(value)))
  return {
    [tocsinExtension]: { extension_type: 'property-extension', record, id: filed.id, version: filed.version, ...kept },
  }
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** A marking for what says something of both: the narrower one, or that of the whole bundle. */
export function ofBoth(desk: StixDesk, one: Marking, other: Marking): Marking {
  if (staysWithin(one, other)) return one
  return staysWithin(other, one) ? other : desk.marking
}

/** A relationship is what its two ends and its type are, so it has one id and never another version. */
export function relate(desk: StixDesk, from: string, type: string, to: string, marking: Marking): void {
  const id = desk.idOf('relationship', `${from} ${type} ${to}`, [marking.tlp])
  desk.put(
    { ...said(desk, 'relationship', id, always, always), relationship_type: type, source_ref: from, target_ref: to },
    marking,
  )
}
