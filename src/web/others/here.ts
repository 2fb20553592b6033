// Which record the page in view is about, and whose it is: a copy is read like any other, and changed by its owner alone.
import { useLocation } from '@tanstack/react-router'
import { getOrigin } from '#federate/api/copies.ts'
import type { Contract, OutputOf } from '#kernel/contract.ts'
import { useAsk } from '../ask.ts'

/** Pages of one record, by the beginning of their path. */
const pages: readonly (readonly [string, string])[] = [
  ['/incidents/', 'assess.incident'],
  ['/duty-reports/', 'assess.dutyReport'],
  ['/crises/', 'coordinate.crisis'],
  ['/decisions/', 'coordinate.decision'],
  ['/notices/', 'coordinate.notice'],
  ['/products/', 'share.product'],
  ['/sense/attacks/', 'sense.attack'],
  ['/watch/claims/', 'watch.claim'],
]
const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export interface Here {
  record: string
  id: string
}

export function recordAt(path: string): Here | undefined {
  for (const [begins, record] of pages) {
    const id = path.startsWith(begins) ? path.slice(begins.length).split('/', 1)[0] : undefined
    if (id && idForm.test(id)) return { record, id }
  }
  return undefined
}

export type Origin = OutputOf<typeof getOrigin>

/** Where the record of this page comes from, and to whom it was given; undefined while that is not known. */
export function useOriginHere(): { here: Here | undefined; origin: Origin | undefined } {
  const here = useLocation({ select: ({ pathname }) => pathname })
  const at = recordAt(here)
  const asked = useAsk(
    getOrigin,
    { id: at?.id ?? '' },
    { when: at !== undefined, hears: [at?.record ?? 'federate.', 'federate.response'], present: true },
  )
  return { here: at, origin: at ? asked.data : undefined }
}

/** Opens something of one's own, or speaks to others: possible also where a copy is in view. */
const ownBeginnings = /^(?:federate\.|[a-z]+\.(?:add|declare|draft|export|import|open|raise|register|start))/

/** Whether an operation would change the record in view, which is somebody else's. */
export function isForOwner(contract: Contract, origin: Origin | undefined): boolean {
  return Boolean(origin?.copy) && contract.does === 'action' && !ownBeginnings.test(contract.name)
}
