// What may be said in a response, and whether something is due.
import type { Response, ResponseKind } from '../../model/response.ts'

/** Fields that a kind of response needs and those that it cannot have, as a sentence; undefined when it is right. */
export function misshapen(given: {
  kind: ResponseKind
  seen?: unknown
  changes?: readonly unknown[]
  by?: unknown
  answers?: unknown
}): string | undefined {
  const { kind } = given
  if ((kind === 'sighting') !== (given.seen !== undefined))
    return 'A sighting says when it was seen, and only a sighting does.'
  if ((kind === 'proposal') !== (given.changes !== undefined && given.changes.length > 0))
    return 'A proposal names what it would change, and only a proposal does.'
  if ((kind === 'answer') !== (given.answers !== undefined))
    return 'An answer names what it answers, and only an answer does.'
  if (kind !== 'request' && given.by !== undefined) return 'Only a request says by when an answer is of use.'
  return undefined
}

/** A request that nobody answered in time. */
export function isDue({ kind, status, by }: Response, now: string): boolean {
  return kind === 'request' && status === 'open' && by !== null && by <= now
}

/** Events that settle a response, by its kind and where it stands; every other is refused in these words. */
export function cannotSettle(response: Response, how: 'answer' | 'take' | 'decline'): string | undefined {
  if (response.status !== 'open') return `It is ${response.status} already.`
  if (how === 'answer' && response.kind !== 'request')
    return `A ${response.kind} is not a request: write a comment instead.`
  if (how !== 'answer' && response.kind !== 'proposal') return `A ${response.kind} is not a proposal.`
  return undefined
}
