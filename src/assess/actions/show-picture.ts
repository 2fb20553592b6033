// The picture for one reader: from memory for the present, from the store for the past, by the same rules.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api.ts'
import type { Picture } from '../model.ts'
import { type Changes, hour, listShown, pictureOf, tellChanges } from '../rules/picture.ts'
import type { PictureFact } from '../rules/picture-facts.ts'
import { reasonsOf } from '../rules/picture-reasons.ts'
import { changesBySql, factsBySql } from '../store/facts.ts'
import type { Desk } from './desk.ts'

interface Known {
  facts: readonly PictureFact[]
  changes: Changes
}

async function knownTo(desk: Desk, { reader, view, now }: Call, newest: number): Promise<Known> {
  if (!view.asOf) return desk.live.seenBy(reader, view.realm, now, newest)
  const since = new Date(Date.parse(view.asOf) - hour).toISOString()
  const [facts, changes] = await Promise.all([
    factsBySql(desk.journal, view),
    changesBySql(desk.journal, view, since, newest),
  ])
  return { facts, changes }
}

/** Readers with the same rights see the same picture of the same second, so it is made once for all of them. */
const made = new WeakMap<Desk, Map<string, Promise<Picture>>>()
const mostMade = 32

export async function picture(desk: Desk, input: InputOf<typeof api.picture>, call: Call): Promise<Reply<Picture>> {
  const { timelineHours = 168, timelineBuckets = 56 } = input
  const options = { thresholds: desk.thresholds, timelineHours, timelineBuckets }
  const { asOf, realm } = call.view
  const make = async () => {
    const { facts, changes } = await knownTo(desk, call, listShown)
    return pictureOf(facts, changes, asOf ?? call.now, options)
  }
  if (asOf) return done(await make())
  const second = Math.floor(Date.parse(call.now) / 1000)
  const key = JSON.stringify([
    realm,
    await desk.live.head(realm),
    second,
    timelineHours,
    timelineBuckets,
    rightsOf(call.reader),
  ])
  const kept = made.get(desk) ?? new Map<string, Promise<Picture>>()
  made.set(desk, kept)
  const known = kept.get(key)
  if (known) return done(await known)
  const making = make()
  kept.set(key, making)
  making.catch(() => kept.delete(key))
  for (const old of kept.keys()) {
    if (kept.size <= mostMade) break
    kept.delete(old)
  }
  return done(await making)
}

/** All that the marking rule looks at. */
function rightsOf({ kind, person, organisation, clientOf, communities, realms, agreement }: Reader): unknown[] {
  return [kind, person, organisation, clientOf, communities, realms, agreement ?? null]
}

type Reasons = OutputOf<typeof api.pictureReasons>

export async function pictureReasons(
  desk: Desk,
  input: InputOf<typeof api.pictureReasons>,
  call: Call,
): Promise<Reply<Reasons>> {
  const { limit = 100, ...which } = input
  const { facts, changes } = await knownTo(desk, call, limit)
  if (which.what === 'changed') return done(changedReasons(facts, changes))
  const reasons = reasonsOf(facts, which, call.view.asOf ?? call.now, desk.thresholds)
  return done({ total: reasons.length, items: reasons.slice(0, limit).map(asReason) })
}

function asReason(fact: PictureFact): Reasons['items'][number] {
  return {
    id: fact.id,
    record: fact.record,
    incident: fact.kind === 'task' ? fact.incident : null,
    reference: fact.kind === 'incident' || fact.kind === 'report' ? fact.reference : null,
    title: fact.title,
    status: fact.kind === 'incident' ? fact.status : null,
    severity: fact.kind === 'incident' ? fact.severity : null,
    sectors: 'sectors' in fact ? [...fact.sectors] : [],
    countries: 'countries' in fact ? [...fact.countries] : [],
    users: fact.kind === 'incident' || fact.kind === 'report' ? fact.users : null,
    changedAt: fact.changedAt,
  }
}

function changedReasons(facts: readonly PictureFact[], changes: Changes): Reasons {
  const items = tellChanges(changes.newest, facts).map((change) => ({
    id: change.id,
    record: change.record,
    incident: change.incident,
    reference: change.reference,
    title: change.title,
    status: change.what,
    severity: null,
    sectors: [],
    countries: [],
    users: null,
    changedAt: change.when,
  }))
  return { total: changes.total, items }
}
