// What the actions on MISP share: the table of types, ids made from content, and the eyes for which is read.
import { createHash } from 'node:crypto'
import Type from 'typebox'
import type { Id } from '#kernel/id.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { organisationRecord } from '#people/index.ts'
import { readDataset } from '#platform/dataset.ts'
import type { View } from '#platform/journal/index.ts'
import type { MispTypes } from '../../model/misp/event.ts'
import type { KeptMispEvent } from '../../model/misp/kept.ts'
import type { MispEyes } from '../../rules/misp/marking.ts'
import type { StixDesk } from '../../rules/misp/to-stix.ts'
import { mispNamespace, mispUuid, uuid5 } from '../../rules/misp/uuids.ts'
import { namedOrganisations } from '../../store/misp/organisations.ts'
import type { FederateRoom } from '../room.ts'

export interface MispRoom extends FederateRoom {
  types: MispTypes
}

const TypesFile = Type.Object({
  categories: Type.Array(Type.String()),
  types: Type.Record(
    Type.String(),
    Type.Object({ category: Type.String(), toIds: Type.Boolean(), categories: Type.Array(Type.String()) }),
  ),
})

export function readTypes(): MispTypes {
  return readDataset(TypesFile, 'federate/misp-types.json')
}

/** A UUID that everybody makes from the same text (RFC 9562 version 8, of SHA-256). */
export function idFrom(text: string): Id {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const sha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest()

/** An id that MISP takes, made from a text. */
export const mispIdFrom = (text: string): string => uuid5(sha1, mispNamespace, text)

/** How an organisation of ours is named in MISP, where nobody wrote down another UUID. */
export const mispUuidOf = (id: Id): string => mispUuid(sha1, id)

/** The namespace that STIX 2.1 names for observables. */
const observables = '00abedb4-aa42-466c-9c23-fed23013bf80'

/** Sorted names, no spaces: what the values here hold is spelled the same by RFC 8785. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

export const stixDesk: StixDesk = {
  idOf: (type, seed) => `${type}--${uuid5(sha1, mispNamespace, `${type}/${seed}`)}`,
  observableId: (type, properties) => `${type}--${uuid5(sha1, observables, canonical(contributing(type, properties)))}`,
}

/** Of a file with hashes the first of them in the order of the standard counts, not all. */
function contributing(type: string, properties: Readonly<Record<string, unknown>>): unknown {
  const { hashes } = properties
  if ((type !== 'file' && type !== 'x509-certificate') || typeof hashes !== 'object' || hashes === null)
    return properties
  const names = new Map(Object.entries(hashes))
  const first = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'].find((name) => names.has(name)) ?? [...names.keys()][0] ?? ''
  return { ...properties, hashes: { [first]: names.get(first) } }
}

/** The subject of the record of an event: nobody outside chooses ids of this node. */
export function eventSubject(realm: Realm, uuid: string): Id {
  return idFrom(`tocsin misp event\n${realm}\n${uuid}`)
}

export function ownView(room: FederateRoom, realm: Realm): View {
  return { reader: systemReader('misp', [realm], room.journal.home), realm }
}

const reviewDays = 90

export async function eyesFor(room: FederateRoom, by: Id, person: Id | null): Promise<MispEyes> {
  const known = await knownOrganisations(room)
  const reviewOn = new Date(room.clock.now().getTime() + reviewDays * 86_400_000).toISOString().slice(0, 10)
  return { home: room.journal.home, by, person, known, reviewOn }
}

/** UUIDs of MISP to organisations of our register: by their ids here, and by what a person wrote down. */
export async function knownOrganisations(room: FederateRoom): Promise<Map<string, Id>> {
  const held = await room.journal.reads.many(organisationRecord, ownView(room, 'live'), (q) => q.limit(50_000))
  const named = await namedOrganisations(room.journal.sql)
  return new Map([
    ...held.flatMap(({ id }): [string, Id][] => [
      [id, id],
      [mispUuidOf(id), id],
    ]),
    ...named.map(({ uuid, organisation }): [string, Id] => [uuid, organisation]),
  ])
}

/** Whether an event is this node's own. Its record belongs to whoever brought it where its owner is not in the register. */
export async function isOurs(room: FederateRoom, { orgc }: Pick<KeptMispEvent, 'orgc'>): Promise<boolean> {
  return (await knownOrganisations(room)).get(orgc) === room.journal.home
}

/** Seconds since 1970. */
export const secondsNow = (room: FederateRoom) => Math.floor(room.clock.now().getTime() / 1000)

export function organisationOf(room: FederateRoom, reader: Reader): Id {
  return reader.organisation ?? room.journal.home
}
