// Finding techniques: the vocabularies of a realm are read once, and again when something came in.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Committed } from '#platform/journal/index.ts'
import type { findTechnique as contract } from '../../api/stix.ts'
import { findTechniques, type Searched, searchable, techniquesOf, techniqueTypes } from '../../rules/stix/techniques.ts'
import { collectionId } from '../objects/collection-id.ts'
import type { FederateRoom } from '../room.ts'

interface Kept extends Searched {
  marking: Marking
}

export interface Techniques {
  find(input: InputOf<typeof contract>, call: Call): Promise<Reply<OutputOf<typeof contract>>>
  stop(): void
}

const mostObjects = 50_000

export function createTechniques(room: FederateRoom): Techniques {
  const kept = new Map<Realm, Promise<Kept[]>>()
  const stop = room.journal.onCommitted((batch) => {
    // An empty batch says that some may have been missed.
    if (batch.length === 0 || batch.some((entry) => changesVocabulary(room, entry))) kept.clear()
  })
  const all = (realm: Realm) => {
    const known = kept.get(realm)
    if (known) return known
    const read = load(room, realm)
    kept.set(realm, read)
    read.catch(() => kept.delete(realm))
    return read
  }
  return {
    stop,
    async find({ text, kind, old = false, limit = 20 }, { reader, view }) {
      const mine = (await all(view.realm)).filter(
        ({ marking, technique }) =>
          mayRead(reader, view.realm, marking) &&
          (kind === undefined || technique.kind === kind) &&
          (old || technique.old === 'no'),
      )
      const found = findTechniques(mine, text)
      return done({ items: found.slice(0, limit), total: found.length })
    },
  }
}

/** Intakes are many; those of other collections are nothing to it. */
function changesVocabulary({ journal }: FederateRoom, { record, realm, state }: Committed): boolean {
  if (record !== 'federate.intake') return record === 'federate.removal'
  const collection = typeof state === 'object' && state !== null && 'collection' in state ? state.collection : undefined
  return collection === undefined || collection === collectionId(realm, journal.home, 'attack')
}

async function load({ objects, journal }: FederateRoom, realm: Realm): Promise<Kept[]> {
  const view = { reader: systemReader('techniques', [realm], journal.home), realm }
  const collection = collectionId(realm, journal.home, 'attack')
  const types = [...techniqueTypes]
  const rows = await objects.find(view, { collection, format: 'stix', types, versions: ['last'], limit: mostObjects })
  const markings = new Map(rows.map(({ id, marking }) => [id, marking]))
  const techniques = techniquesOf(rows.map(({ json }) => JSON.parse(json)))
  return searchable(techniques).flatMap((one) => {
    const marking = markings.get(one.technique.stix)
    return marking ? [{ ...one, marking }] : []
  })
}
