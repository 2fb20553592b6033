// Looks once for what is new at a provider: lists, then documents, each proven before anything is read from it.
import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/advisories-following.ts'
import type { Provider, ProviderFacts } from '../../model/advisories/advisory.ts'
import type { ObjectIn, RefusedObject } from '../../model/objects.ts'
import { advisoryRecord, providerRecord } from '../../rules/advisories/advisory-records.ts'
import type { ListedDocument } from '../../rules/advisories/document-lists.ts'
import { sameNamespace } from '../../rules/advisories/file-name.ts'
import {
  dueProviders,
  noteDocument,
  notePoll,
  pollsOf,
  type SeenDocument,
  seenDocuments,
} from '../../store/advisories/polls.ts'
import { believedKeys } from './believed-keys.ts'
import { fetchDocument } from './fetch-document.ts'
import { metadataAt } from './find-metadata.ts'
import { listsOf } from './lists-of.ts'
import type { AdvisoryRoom } from './room.ts'
import { objectFrom, offerObjects } from './take-document.ts'

type Outcome = OutputOf<typeof api.readProvider>

const mostAtOnce = 50
const budgetMilliseconds = 100_000
const mostTries = 5
/** Documents are offered as objects in portions, so that a poll of large ones stays small in memory. */
const portionBytes = 20_000_000
const hour = 3_600_000

/** All providers whose turn it is; one that fails does not hold up the others. */
export async function pollDue(room: AdvisoryRoom): Promise<void> {
  for (const id of await dueProviders(room.journal, instant(room.clock.now()))) {
    const reply = await pollOnce(room, id)
    if (!reply.ok) room.log.warn({ provider: id, why: reply.detail }, 'a provider of advisories could not be read')
  }
}

const running = new Map<Id, Promise<Reply<Outcome>>>()

/** Two who ask at once get the same answer. */
export function pollOnce(room: AdvisoryRoom, id: Id): Promise<Reply<Outcome>> {
  const now = running.get(id)
  if (now) return now
  const mine = poll(room, id).finally(() => running.delete(id))
  running.set(id, mine)
  return mine
}

async function poll(room: AdvisoryRoom, id: Id): Promise<Reply<Outcome>> {
  const { journal } = room
  const reader = systemReader('federate.advisories', ['live'], journal.home)
  const held = await journal.reads.one(providerRecord, { reader, realm: 'live' }, id)
  if (held?.state.status !== 'following') return refuse('unknown', 'It is not followed.')
  const before = (await pollsOf(journal, [id])).get(id)
  const reply = await look(room, held, reader)
  const now = room.clock.now().getTime()
  const failures = reply.ok ? 0 : (before?.failures ?? 0) + 1
  // What is left is fetched soon; what failed is asked less and less often, at least once a day.
  const pause = reply.ok ? (reply.value.left > 0 ? 60_000 : hour) : Math.min(24 * hour, 300_000 * 2 ** (failures - 1))
  const counts = reply.ok ? reply.value : { taken: 0, refused: 0 }
  await notePoll(journal, id, {
    ...{ at: instant(new Date(now)), due: instant(new Date(now + pause)), failures },
    ...{ error: reply.ok ? null : (reply.detail ?? reply.refusal).slice(0, 600) },
    ...{ taken: counts.taken, refused: counts.refused },
  })
  return reply.ok ? reply : refuse('not-reached', reply.detail)
}

async function look(room: AdvisoryRoom, held: Held<Provider>, reader: Reader): Promise<Reply<Outcome>> {
  const facts = await factsNow(room, held, reader)
  if (!facts.ok) return facts
  const lists = await listsOf(room, facts.value, held.state.since)
  if (!lists.ok) return lists
  const wanted = await newOnes(room, held, lists.value.documents)
  const outcome: Outcome = { taken: 0, known: 0, refused: 0, failed: 0, left: wanted.length, documents: [] }
  const shelf = portionsFor(room, reader, facts.value)
  const keys = believedKeys(room, facts.value.keys)
  const ends = performance.now() + budgetMilliseconds
  for (const { listed, tries } of wanted.slice(0, mostAtOnce)) {
    if (performance.now() > ends) break
    const how = await fetchDocument(room, { listed, provider: held.id, facts: facts.value, keys, reader })
    const note = { outcome: 'failed' as SeenDocument['outcome'], why: null as string | null }
    if (how.ok) {
      note.outcome = how.value.outcome === 'known' ? 'known' : 'taken'
      if (note.outcome === 'taken') await shelf.add(how.value)
    } else {
      note.outcome = isPassing(how.refusal) ? 'failed' : 'refused'
      note.why = `${how.refusal}: ${how.detail ?? ''}`.slice(0, 600)
      shelf.refuse({ id: listed.url.slice(0, 300), refusal: how.refusal, why: (how.detail ?? '').slice(0, 500) })
    }
    outcome[note.outcome] += 1
    outcome.left -= 1
    const at = instant(room.clock.now())
    outcome.documents.push({ url: listed.url, ...note, at })
    await noteDocument(room.journal, held.id, {
      ...note,
      url: listed.url,
      updated: listed.updated,
      tries: tries + 1,
      at,
    })
  }
  await shelf.flush()
  return done(outcome)
}

/** What may be well the next time. */
const isPassing = (refusal: string) =>
  ['timed-out', 'unreachable', 'bad-status', 'bad-answer', 'not-there', 'busy', 'storage-full'].includes(refusal)

/** What the provider says of itself now; keys that are new are only offered, and another publisher is not followed. */
async function factsNow(room: AdvisoryRoom, held: Held<Provider>, reader: Reader): Promise<Reply<ProviderFacts>> {
  const { facts, offered } = held.state
  const found = await metadataAt(room, facts.metadataUrl)
  if (!found.ok) return found
  const now = found.value
  if (!sameNamespace(now.publisher.namespace, facts.publisher.namespace))
    return refuse('publisher-differs', `It is now ${now.publisher.namespace}; follow it again if that is right.`)
  const believed = new Set(facts.keys.map(({ fingerprint }) => fingerprint))
  const keys = now.keys.filter(({ fingerprint }) => believed.has(fingerprint))
  const fresh = now.keys.filter(({ fingerprint }) => !believed.has(fingerprint))
  const next = { ...now, metadataUrl: facts.metadataUrl, keys }
  if (JSON.stringify([next, fresh]) === JSON.stringify([facts, offered])) return done(next)
  const writer = { view: { reader, realm: 'live' as const }, verb: 'federate.readProvider' }
  const noted = await room.journal.commit(writer, async (unit) => {
    await unit.append(providerRecord, 'federate.providerChanged', held.id, { facts: next, offered: fresh })
    return done(null)
  })
  return noted.ok ? done(next) : noted
}

interface Wanted {
  listed: ListedDocument
  tries: number
}

/** Those that changed since they were seen, the newest first. */
async function newOnes(
  room: AdvisoryRoom,
  held: Held<Provider>,
  documents: readonly ListedDocument[],
): Promise<Wanted[]> {
  const recent = documents.filter(({ updated }) => updated >= held.state.since)
  const urls = recent.map(({ url }) => url)
  const seen = await seenDocuments(room.journal, held.id, urls)
  const wanted = recent.flatMap((listed): Wanted[] => {
    const before = seen.get(listed.url)
    if (!before || before.updated < listed.updated) return [{ listed, tries: 0 }]
    return before.outcome === 'failed' && before.tries < mostTries ? [{ listed, tries: before.tries }] : []
  })
  return wanted.toSorted((one, other) => (one.listed.updated < other.listed.updated ? 1 : -1))
}

function portionsFor(room: AdvisoryRoom, reader: Reader, facts: ProviderFacts) {
  let objects: ObjectIn[] = []
  let refused: RefusedObject[] = []
  let size = 0
  async function flush(): Promise<void> {
    if (objects.length > 0 || refused.length > 0)
      await offerObjects(room, reader, 'live', facts.metadataUrl, objects, refused.slice(0, 200))
    objects = []
    refused = []
    size = 0
  }
  return {
    flush,
    refuse: (one: RefusedObject) => void refused.push(one),
    async add({ id, bytes, read }: { id: Id; bytes: Uint8Array; read: Parameters<typeof objectFrom>[0]['read'] }) {
      const advisory = await room.journal.reads.one(advisoryRecord, { reader, realm: 'live' }, id)
      if (!advisory) return
      objects.push(objectFrom({ bytes, read }, advisory))
      size += bytes.byteLength
      if (size > portionBytes) await flush()
    },
  }
}
