// The way of an advisory of our own: drafted, checked by the tests of the standard, approved by a second person, published.
import { personOf, type Reader } from '#kernel/reader.ts'
import type { IssuedAdvisory, IssuedEvent, IssuedStatus } from '../../model/advisories/issued.ts'

/** Where each step leads from each state; null: it cannot be taken there. */
export const issuedTable: Record<IssuedStatus, Record<IssuedEvent, IssuedStatus | null>> = {
  draft: row({ write: 'draft', check: 'checked', drop: 'dropped' }),
  checked: row({ write: 'draft', approve: 'approved', return: 'draft', drop: 'dropped' }),
  approved: row({ return: 'draft', publish: 'published', drop: 'dropped' }),
  published: row({ supersede: 'superseded' }),
  superseded: row({}),
  dropped: row({}),
}

function row(steps: Partial<Record<IssuedEvent, IssuedStatus>>): Record<IssuedEvent, IssuedStatus | null> {
  const none = { write: null, check: null, approve: null, return: null, publish: null, supersede: null, drop: null }
  return { ...none, ...steps }
}

export interface No {
  refusal: string
  why: string
}

/** Why this reader cannot take this step now; null where they can. */
export function whyNotIssue(state: IssuedAdvisory, event: IssuedEvent, reader: Reader): No | null {
  if (issuedTable[state.status][event] === null) {
    const from = Object.entries(issuedTable).flatMap(([status, steps]) => (steps[event] ? [status] : []))
    return { refusal: 'wrong-state', why: `It is ${state.status}; this can be done while it is ${from.join(' or ')}.` }
  }
  if (event !== 'approve') return null
  if (reader.person === null) return { refusal: 'person-needed', why: 'Only a named person can approve an advisory.' }
  if (state.authors.includes(`person:${reader.person}`))
    return { refusal: 'second-person-needed', why: 'You wrote in it. Somebody who did not has to approve it.' }
  return null
}

/** Who wrote, without the token that they did it by. */
export function withAuthor(authors: readonly string[], actor: string): string[] {
  return [...new Set([...authors, personOf(actor)])].slice(-100)
}
