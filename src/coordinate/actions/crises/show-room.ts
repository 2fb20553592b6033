// The picture and the room of a crisis for one reader: from memory for the present, from the store for the past.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Journal, View } from '#platform/journal/index.ts'
import type { Log } from '#platform/log.ts'
import type * as api from '../../api/crisis-room.ts'
import { type CrisisFacts, type MayRead, type ReadableFacts, readableFacts } from '../../rules/crises/crisis-facts.ts'
import { type PictureMeans, crisisPicture as pictureOf } from '../../rules/crises/crisis-picture.ts'
import { crisisRoom as roomOf } from '../../rules/crises/crisis-room.ts'
import { createLiveCrises } from '../../store/live-crises.ts'
import { mayKnowWithheld } from './crisis-file.ts'
import type { CrisisRoom } from './desk.ts'
import { loadFacts } from './load-facts.ts'
import { noCrisis } from './read-crises.ts'

/** The facts of the present, kept up by what is committed. */
export function liveCrisesOf(journal: Journal, log: Log) {
  const everybody = (realm: Realm): View => ({
    reader: systemReader('coordinate.room', [realm], journal.home),
    realm,
  })
  return createLiveCrises(journal, (realm, id) => loadFacts(journal, everybody(realm), id), log)
}

type Making<T> = (facts: ReadableFacts, now: Instant, means: PictureMeans) => T

export function crisisPicture(room: CrisisRoom, { id }: InputOf<typeof api.crisisPicture>, call: Call) {
  return shown<OutputOf<typeof api.crisisPicture>>(room, 'picture', id, call, pictureOf)
}

export function crisisRoom(room: CrisisRoom, { id }: InputOf<typeof api.crisisRoom>, call: Call) {
  return shown<OutputOf<typeof api.crisisRoom>>(room, 'room', id, call, roomOf)
}

async function shown<T>(room: CrisisRoom, what: string, id: Id, call: Call, make: Making<T>): Promise<Reply<T>> {
  const { view, now } = call
  if (view.asOf) return past(room, id, call, make)
  const { facts, head } = await room.live.of(view.realm, id)
  if (!facts) return noCrisis(id)
  const { may, rights } = mayOf(view, facts)
  const means = meansFor(room, view, facts)
  const key = JSON.stringify([
    what,
    id,
    view.realm,
    head,
    Math.floor(Date.parse(now) / 1000),
    rights,
    means.tellsWithheld,
  ])
  const value = kept(room, key, () => {
    const readable = readableFacts(facts, may)
    return readable && make(readable, now, means)
  })
  return value === null ? noCrisis(id) : done(value as T)
}

/** What the view itself sees is all that is read there, so everything may be shown. */
async function past<T>(room: CrisisRoom, id: Id, { view, now }: Call, make: Making<T>): Promise<Reply<T>> {
  const facts = await loadFacts(room.journal, view, id)
  const readable = facts && readableFacts(facts, () => true)
  if (!facts || !readable) return noCrisis(id)
  // The record names more than the view sees: that difference is what is withheld.
  return done(make(readable, view.asOf ?? now, meansFor(room, view, facts)))
}

function meansFor({ thresholds, words, journal }: CrisisRoom, view: View, { crisis }: CrisisFacts): PictureMeans {
  const tellsWithheld = mayKnowWithheld({ journal }, view, crisis)
  return { thresholds, domains: words.domains.items, tellsWithheld }
}

/**
 * The gate, asked once for each marking. `rights` is what it answered: two readers with the same answers see the same
 * room, so it is made once for both.
 */
function mayOf({ reader, realm }: View, facts: CrisisFacts): { may: MayRead; rights: string } {
  const answers = new Map<string, boolean>()
  const may = (marking: Marking) => {
    const key = JSON.stringify(marking)
    const known = answers.get(key)
    if (known !== undefined) return known
    const answer = mayRead(reader, realm, marking)
    answers.set(key, answer)
    return answer
  }
  return {
    may,
    rights: markingsIn(facts)
      .map((marking) => (may(marking) ? '1' : '0'))
      .join(''),
  }
}

const ordered = new WeakMap<CrisisFacts, Marking[]>()

/** Every marking in the facts once, always in the same order. */
function markingsIn(facts: CrisisFacts): Marking[] {
  const known = ordered.get(facts)
  if (known) return known
  const { crisis, incidents, linked, claims, questions, ladder, decisions, tasks, notices, duties, recent } = facts
  const parts = [crisis, ...incidents, ...linked, ...claims, ...questions, ...(ladder ? [ladder] : []), ...decisions]
  const all = [...parts, ...tasks, ...notices, ...duties].map((one) => one.marking)
  const told = recent.flatMap(({ entry, before }) => [entry.marking, ...(before ? [before.marking] : [])])
  const found = new Map([...all, ...told].map((marking) => [JSON.stringify(marking), marking]))
  ordered.set(facts, [...found.values()])
  return [...found.values()]
}

const mostKept = 64
const made = new WeakMap<CrisisRoom['live'], Map<string, unknown>>()

/** Readers with the same rights see the same of the same second, so it is made once for all of them. */
function kept({ live }: CrisisRoom, key: string, make: () => unknown): unknown {
  const all = made.get(live) ?? new Map<string, unknown>()
  made.set(live, all)
  if (all.has(key)) return all.get(key)
  const value = make()
  all.set(key, value)
  for (const old of all.keys()) {
    if (all.size <= mostKept) break
    all.delete(old)
  }
  return value
}
