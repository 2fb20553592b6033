// Picture facts in memory: loaded once per realm, then kept up by every committed entry, so that the picture costs no
// query. What a reader may not see is left out per request by the same gate as everywhere.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Committed, Journal } from '#platform/journal/index.ts'
import type { Log } from '#platform/log.ts'
import { changeFrom, factFrom, pictureRecords, toldRecords } from '../rules/fact-from.ts'
import { type Changes, hour } from '../rules/picture.ts'
import type { ChangeFact, PictureFact } from '../rules/picture-facts.ts'
import { changesBySql, factsBySql, presentMarkings } from './facts.ts'

interface RealmFacts {
  facts: Map<Id, PictureFact>
  /** Of the last hour, oldest first. */
  changes: ChangeFact[]
  /** How each record that can be told about is marked at present, and at which version that was said. */
  present: Map<Id, { version: number; marking: Marking }>
  /** One more with every batch: two pictures of the same head show the same facts. */
  head: number
}

interface HeldRealm {
  ready: Promise<RealmFacts>
  /** Set once it is loaded. */
  facts: RealmFacts | null
  /** What was committed while it was loading. */
  missed: Committed[]
}

export interface Seen {
  facts: PictureFact[]
  changes: Changes
  head: number
}

const inPicture: ReadonlySet<string> = new Set(pictureRecords)
const told: ReadonlySet<string> = new Set(toldRecords)

export function createLiveFacts(journal: Journal, now: (realm: Realm) => Date, log: Log) {
  const realms = new Map<Realm, HeldRealm>()
  const interned = new Map<string, Marking>()
  let heads = 0

  /** Few markings are shared by many records, so equal ones become one object that a request judges once. */
  function intern(marking: Marking): Marking {
    const key = JSON.stringify(marking)
    const known = interned.get(key)
    if (known) return known
    interned.set(key, marking)
    return marking
  }

  function apply(into: RealmFacts, entry: Committed): void {
    const { record, subject: id, version, state } = entry
    if (!told.has(record) && !inPicture.has(record)) return
    const known = into.present.get(id)
    if (known && known.version >= version) return
    if (state === null) {
      // Erased by law: nothing of it is shown any more, not even its title in what changed.
      into.facts.delete(id)
      into.present.delete(id)
      return
    }
    const marking = intern(entry.marking)
    into.present.set(id, { version, marking })
    if (inPicture.has(record)) {
      const fact = factFrom({ record, id, version, marking, state })
      if (fact) into.facts.set(id, fact)
      else into.facts.delete(id)
    }
    const change = told.has(record) ? changeFrom({ ...entry, marking }, { record, id, state }) : null
    if (change) insert(into.changes, change)
  }

  function hear(batch: Committed[]): void {
    if (batch.length === 0) {
      realms.clear() // some may have been missed: the next request loads anew
      return
    }
    for (const entry of batch) {
      const held = realms.get(entry.realm)
      if (held?.facts) take(held.facts, entry)
      else held?.missed.push(entry)
    }
  }

  function take(facts: RealmFacts, entry: Committed): void {
    apply(facts, entry)
    facts.head = ++heads
  }

  async function load(realm: Realm): Promise<RealmFacts> {
    const view = { reader: systemReader('assess.picture', [realm], journal.home), realm }
    const since = new Date(now(realm).getTime() - hour).toISOString()
    const into: RealmFacts = { facts: new Map(), changes: [], present: new Map(), head: ++heads }
    for (const one of await presentMarkings(journal, view)) {
      into.present.set(one.id, { version: one.version, marking: intern(one.marking) })
    }
    for (const fact of await factsBySql(journal, view))
      into.facts.set(fact.id, { ...fact, marking: intern(fact.marking) })
    const { newest } = await changesBySql(journal, view, since, 1_000_000)
    into.changes = newest.map((change) => ({ ...change, marking: intern(change.marking) })).reverse()
    return into
  }

  async function of(realm: Realm): Promise<RealmFacts> {
    const known = realms.get(realm)
    if (known) return known.ready
    const held: HeldRealm = { ready: load(realm), facts: null, missed: [] }
    realms.set(realm, held)
    held.ready = held.ready.then((facts) => {
      for (const entry of held.missed) take(facts, entry)
      held.missed = []
      held.facts = facts
      return facts
    })
    try {
      return await held.ready
    } catch (error) {
      if (realms.get(realm) === held) realms.delete(realm)
      throw error
    }
  }

  const stop = journal.onCommitted((batch) => {
    try {
      hear(batch)
    } catch (error) {
      realms.clear()
      log.error({ err: error }, 'the facts of the picture are loaded anew')
    }
  })

  return { seenBy, head: async (realm: Realm) => (await of(realm)).head, stop }

  /** What the reader may read, at the moment given. */
  async function seenBy(reader: Reader, realm: Realm, at: Instant, newest: number): Promise<Seen> {
    const { facts, changes, present, head } = await of(realm)
    const judged = new Map<Marking, boolean>()
    const may = (marking: Marking) => {
      let answer = judged.get(marking)
      if (answer === undefined) {
        answer = mayRead(reader, realm, marking)
        judged.set(marking, answer)
      }
      return answer
    }
    const readable: PictureFact[] = []
    for (const fact of facts.values()) if (may(fact.marking)) readable.push(fact)

    const since = new Date(Date.parse(at) - hour).toISOString()
    dropBefore(changes, new Date(now(realm).getTime() - hour).toISOString())
    const lately: ChangeFact[] = []
    let total = 0
    for (let n = changes.length - 1; n >= 0; n--) {
      const one = changes[n]
      if (!one || one.at <= since || one.at > at) continue
      const presently = present.get(one.id)
      if (!presently || !may(one.marking) || !may(presently.marking)) continue
      total += 1
      if (lately.length < newest) lately.push(one)
    }
    return { facts: readable, changes: { total, newest: lately }, head }
  }
}

/** In the order of entry ids, each once. Entries nearly always come in order, so this looks at one or two. */
function insert(changes: ChangeFact[], change: ChangeFact): void {
  let at = changes.length
  while (at > 0 && (changes[at - 1]?.entry ?? '') > change.entry) at -= 1
  if (changes[at - 1]?.entry !== change.entry) changes.splice(at, 0, change)
}

function dropBefore(changes: ChangeFact[], since: Instant): void {
  let old = 0
  while (old < changes.length && (changes[old]?.at ?? since) <= since) old += 1
  if (old > 0) changes.splice(0, old)
}

export type LiveFacts = ReturnType<typeof createLiveFacts>
