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

/** Opens something of one's own: possible also where a copy is in view. */
const ownBeginnings = /^[a-z]+\.(?:add|declare|draft|enter|export|import|open|raise|register|report|start)/
/** Begins like one of those, and adds to the record in view. */
const addsToIt = new Set([
  ...['coordinate.addBeat', 'coordinate.addCrisisIncident', 'coordinate.addOption', 'coordinate.addParticipant'],
  ...['coordinate.addRecipient', 'coordinate.addStrand', 'coordinate.openLadder', 'watch.addHypothesis'],
])
/** Works on what is ours beside it: a task, a file of evidence. */
const beside = new Set([
  ...['assess.changeTask', 'assess.transferEvidence'],
  ...['assign', 'acknowledge', 'change', 'reassign', 'finish', 'cancel', 'reopen'].map(
    (verb) => `coordinate.${verb}Task`,
  ),
])
/** How a record is marked is for its owner to think about, whichever room asks. */
const marks = new Set(['share.proposeRelease', 'share.proposeAdvised', 'share.reviewMarking'])

/** Whether an operation would change the record in view, which is somebody else's. */
export function isForOwner(
  contract: Pick<Contract, 'name' | 'does'>,
  here: Here | undefined,
  isCopy: boolean,
): boolean {
  if (!isCopy || !here || contract.does !== 'action') return false
  const { name } = contract
  if (marks.has(name) || addsToIt.has(name)) return true
  // Only the room that keeps a record changes it.
  if (name.split('.', 1)[0] !== here.record.split('.', 1)[0]) return false
  return !beside.has(name) && !ownBeginnings.test(name)
}
