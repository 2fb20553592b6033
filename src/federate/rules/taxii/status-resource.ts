// What became of a POST, object by object, as TAXII tells it (section 4.3.1).
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { RefusedVersion } from '../../model/objects.ts'
import { keyOf } from '../objects/sort-intake.ts'
import { momentText } from './moments.ts'
import { nameOf, spelt } from './posted-object.ts'

/** With `place`, the object at that place alone is meant; without, each of that id and version. */
export type RefusedPlace = RefusedVersion & { place?: number }

interface Posted {
  id: Id
  at: Instant
  objects: readonly unknown[]
  refusals: readonly RefusedPlace[]
  /** When objects without a version of their own were added: what this server calls their version everywhere. */
  added: ReadonlyMap<string, number>
}

/** Everything is done when the answer goes out, so nothing is ever pending. */
export function statusResource({ id, at, objects, refusals, added }: Posted) {
  const requested = momentText(Date.parse(at) * 1000)
  const byPlace = new Map(refusals.flatMap((one) => (one.place === undefined ? [] : [[one.place, one] as const])))
  const byKey = new Map(
    refusals.flatMap((one) => (one.place === undefined ? [[keyOf({ version: '', ...one }), one] as const] : [])),
  )
  const successes: object[] = []
  const failures: object[] = []
  objects.forEach((object, place) => {
    const name = nameOf(object, place)
    const moment = added.get(name.id)
    const shown = { id: name.id, version: spelt(object) ?? (moment === undefined ? requested : momentText(moment)) }
    const refused = byPlace.get(place) ?? byKey.get(keyOf(name))
    if (refused) failures.push({ ...shown, message: `${refused.why} (${refused.refusal})` })
    else successes.push(shown)
  })
  return {
    id,
    status: 'complete',
    request_timestamp: requested,
    total_count: objects.length,
    success_count: successes.length,
    ...(successes.length > 0 ? { successes } : {}),
    failure_count: failures.length,
    ...(failures.length > 0 ? { failures } : {}),
    pending_count: 0,
  }
}
