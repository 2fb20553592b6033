// Facts of crises in memory: loaded once with everybody's eyes, kept until something about the crisis is committed. What a
// reader may not see is left out per request, by the same gate as everywhere, so that many viewers cost one loading.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Committed, Journal } from '#platform/journal/index.ts'
import type { Log } from '#platform/log.ts'
import type { CrisisFacts } from '../rules/crises/crisis-facts.ts'

interface HeldCrisis {
  realm: Realm
  facts: Promise<CrisisFacts | null>
  /** Ids whose entries make it old; null while it is loading: then every entry does. */
  about: ReadonlySet<Id> | null
  /** Counts loadings: two answers of one number rest on the same facts. */
  head: number
}

export interface LiveCrisis {
  facts: CrisisFacts | null
  head: number
}

const mostHeld = 64

/** Records that can belong to a crisis before it knows of them, by the field that says so. */
const joins: Record<string, 'crisis' | 'incident'> = {
  'coordinate.ladder': 'crisis',
  'coordinate.decision': 'crisis',
  'coordinate.task': 'crisis',
  'coordinate.notice': 'crisis',
  'assess.assessment': 'incident',
  'assess.duty': 'incident',
}

export function createLiveCrises(
  journal: Journal,
  load: (realm: Realm, id: Id) => Promise<CrisisFacts | null>,
  log: Log,
) {
  const held = new Map<string, HeldCrisis>()
  let heads = 0

  function hear(batch: Committed[]): void {
    if (batch.length === 0) {
      held.clear() // some may have been missed
      return
    }
    for (const [key, one] of held) if (batch.some((entry) => makesOld(one, entry))) held.delete(key)
  }

  const stop = journal.onCommitted((batch) => {
    try {
      hear(batch)
    } catch (error) {
      held.clear()
      log.error({ err: error }, 'the facts of crises are loaded anew')
    }
  })

  async function of(realm: Realm, id: Id): Promise<LiveCrisis> {
    const key = `${realm} ${id}`
    const known = held.get(key)
    if (known) return { facts: await known.facts, head: known.head }
    const fresh: HeldCrisis = { realm, facts: load(realm, id), about: null, head: ++heads }
    held.set(key, fresh)
    for (const old of held.keys()) {
      if (held.size <= mostHeld) break
      held.delete(old)
    }
    try {
      const facts = await fresh.facts
      // Nothing is kept of what is not there: anybody can ask for any id.
      if (facts) fresh.about = subjectsOf(facts)
      else if (held.get(key) === fresh) held.delete(key)
      return { facts, head: fresh.head }
    } catch (error) {
      if (held.get(key) === fresh) held.delete(key)
      throw error
    }
  }

  return { of, stop }
}

export type LiveCrises = ReturnType<typeof createLiveCrises>

function makesOld({ realm, about }: HeldCrisis, { realm: where, subject, record, state }: Committed): boolean {
  if (realm !== where) return false
  if (about === null || about.has(subject)) return true
  const field = joins[record]
  if (field === undefined || typeof state !== 'object' || state === null) return false
  const to: unknown = (state as Record<string, unknown>)[field]
  return typeof to === 'string' && about.has(to)
}

function subjectsOf(facts: CrisisFacts): Set<Id> {
  const { crisis, incidents, linked, claims, questions, ladder, decisions, tasks, notices, duties, markings } = facts
  const all = [crisis, ...incidents, ...linked, ...claims, ...questions, ...(ladder ? [ladder] : [])]
  const parts = [...decisions, ...tasks, ...notices, ...duties]
  return new Set([...[...all, ...parts].map((one) => one.id), ...markings.keys()])
}
