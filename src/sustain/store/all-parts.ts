// All active parts of a realm in memory, loaded once and kept up by every committed entry; each reader gets the graph of what they may read.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Committed, Journal, View } from '#platform/journal/index.ts'
import type { Log } from '#platform/log.ts'
import { partRecord } from '../events.ts'
import type { Graph } from '../model/graph.ts'
import type { Part } from '../model/parts.ts'
import { type KnownPart, makeGraph } from '../rules/graph/from-parts.ts'
import { inSlices } from './in-slices.ts'

/** What is kept of a part: note and aliases are left empty, and of its evidence only the newest piece is there. */
interface KeptPart extends KnownPart {
  version: number
  marking: Marking
}

/** At rest or not yet loaded parts have no state; the version keeps an older entry that comes late from waking them. */
type Kept = KeptPart | { version: number; state: null }

interface HeldRealm {
  ready: Promise<Map<Id, Kept>>
  parts: Map<Id, Kept> | null
  /** What was committed while it was loading. */
  missed: Committed[]
  /** Goes up with every change: graphs of an older one are not used again. */
  head: number
}

/** What one reader sees: the graph, and for each of its parts (same index) the part itself, slim. */
export interface SeenParts {
  graph: Graph
  parts: readonly (KnownPart & { marking: Marking })[]
}

interface Remembered {
  seen: Promise<SeenParts>
  realm: Realm
  head: number
  readable: string
}

/** Readers with the same rights share a graph; so many different ones are kept. */
const mostRemembered = 3
const pageSize = 5000

export type AllParts = ReturnType<typeof createAllParts>

export function createAllParts(journal: Journal, log: Log) {
  const realms = new Map<Realm, HeldRealm>()
  const markings = new Map<string, Marking>()
  let remembered: Remembered[] = []
  let heads = 0

  /** Few markings are shared by many parts; equal ones become one object, which a request judges once. */
  function intern(marking: Marking): Marking {
    const key = JSON.stringify(marking)
    const known = markings.get(key) ?? marking
    if (known === marking) markings.set(key, marking)
    return known
  }

  function take(held: HeldRealm, parts: Map<Id, Kept>, entry: Committed): void {
    if ((parts.get(entry.subject)?.version ?? 0) >= entry.version) return
    parts.set(entry.subject, keptFrom(entry.subject, entry.version, intern(entry.marking), entry.state as Part | null))
    held.head = ++heads
  }

  function hear(batch: Committed[]): void {
    if (batch.length === 0) {
      realms.clear() // some may have been missed: the next request loads anew
      return
    }
    for (const entry of batch) {
      const held = entry.record === partRecord.name ? realms.get(entry.realm) : undefined
      if (held?.parts) take(held, held.parts, entry)
      else held?.missed.push(entry)
    }
  }

  async function load(realm: Realm): Promise<Map<Id, Kept>> {
    const view = { reader: systemReader('sustain.map', [realm], journal.home), realm }
    const parts = new Map<Id, Kept>()
    for await (const rows of pages(journal, view)) {
      for (const row of rows)
        parts.set(row.subject, keptFrom(row.subject, row.version, intern(row.marking), row.state as Part))
    }
    return parts
  }

  async function of(realm: Realm): Promise<{ parts: Map<Id, Kept>; head: number }> {
    let held = realms.get(realm)
    if (!held) {
      const fresh: HeldRealm = { ready: load(realm), parts: null, missed: [], head: ++heads }
      realms.set(realm, fresh)
      fresh.ready = fresh.ready.then((parts) => {
        for (const entry of fresh.missed) take(fresh, parts, entry)
        fresh.missed = []
        fresh.parts = parts
        return parts
      })
      fresh.ready.catch(() => realms.get(realm) === fresh && realms.delete(realm))
      held = fresh
    }
    const parts = await held.ready
    return { parts, head: held.head }
  }

  const stop = journal.onCommitted((batch) => {
    try {
      hear(batch)
    } catch (error) {
      realms.clear()
      log.error({ err: error }, 'the parts of the map are loaded anew')
    }
  })

  return { seenBy, seenIfLoaded, stop }

  /** null while they are being loaded, which this begins: for what the database can answer too, only more slowly. */
  function seenIfLoaded(view: View): Promise<SeenParts> | null {
    if (view.asOf || view.own) return null
    if (realms.get(view.realm)?.parts) return seenBy(view)
    void of(view.realm).catch((error) => log.warn({ err: error }, 'the parts of the map could not be loaded'))
    return null
  }

  /** What the view may read: from memory, or from the database when it is the past that is asked for. */
  async function seenBy(view: View): Promise<SeenParts> {
    if (view.asOf || view.own) return seenFrom(await bySql(journal, view))
    const { parts, head } = await of(view.realm)
    const may = judgedOnce(view, markings)
    const known = remembered.find(
      (one) => one.realm === view.realm && one.head === head && one.readable === may.readable,
    )
    if (known) return known.seen
    const readable: KeptPart[] = []
    for (const part of parts.values()) if (part.state && may.set.has(part.marking)) readable.push(part)
    // Several who ask at the same time wait for the same graph.
    const fresh = { seen: seenFrom(readable), realm: view.realm, head, readable: may.readable }
    fresh.seen.catch(() => (remembered = remembered.filter((one) => one !== fresh)))
    remembered = [fresh, ...remembered.filter((one) => realms.get(one.realm)?.head === one.head)].slice(
      0,
      mostRemembered,
    )
    return fresh.seen
  }
}

/** In pieces: a map of a hundred thousand parts is made anew after each change, and others are served meanwhile. */
async function seenFrom(known: readonly KeptPart[]): Promise<SeenParts> {
  const parts = [...known].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { parts, graph: await inSlices(makeGraph(parts)) }
}

function judgedOnce({ reader, realm }: View, markings: ReadonlyMap<string, Marking>) {
  const set = new Set<Marking>()
  let readable = ''
  for (const marking of markings.values()) {
    const may = mayRead(reader, realm, marking)
    if (may) set.add(marking)
    readable += may ? '1' : '0'
  }
  return { set, readable }
}

function keptFrom(id: Id, version: number, marking: Marking, state: Part | null): Kept {
  if (state === null || !state.active) return { version, state: null }
  const newest = state.evidence.reduce<Part['evidence'][number] | undefined>(
    (best, one) => (best === undefined || one.seenAt > best.seenAt ? one : best),
    undefined,
  )
  return { id, version, marking, state: { ...state, note: null, aliases: [], evidence: newest ? [newest] : [] } }
}

/** Active parts page by page: the texts of a hundred thousand of them never stand in memory at once. */
async function* pages(journal: Journal, view: View) {
  for (let after: Id | null = null; ; ) {
    let q = journal.reads
      .query(partRecord.name, view)
      .where(sql<string>`state->>'active'`, '=', 'true')
      .orderBy('subject')
      .limit(pageSize)
    if (after !== null) q = q.where('subject', '>', after)
    const rows: { subject: Id; version: number; marking: Marking; state: unknown }[] = await q
      .clearSelect()
      .select(['subject', 'version', 'marking', 'state'])
      .execute()
    yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)?.subject ?? null
  }
}

async function bySql(journal: Journal, view: View): Promise<KeptPart[]> {
  const found: KeptPart[] = []
  for await (const rows of pages(journal, view)) {
    for (const { subject, version, marking, state } of rows) {
      const kept = keptFrom(subject, version, marking, state as Part)
      if (kept.state) found.push(kept)
    }
  }
  return found
}
