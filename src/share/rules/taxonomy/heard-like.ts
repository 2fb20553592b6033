// How what somebody says about a record is marked, when they do not choose: for those who may read that record, and nobody else.
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, tlpRank } from '#kernel/marking.ts'

/** An `own` null is the organisation of nobody: a job, or an account at the keyboard that belongs to the home organisation. */
export function heardLike(about: Marking, own: Id | null): MarkingChoice {
  const circle = [about.owner, ...about.audience]
  const { tlp, pap, persons, releasableTo, reason, reviewOn } = about
  // A client may read TLP:AMBER without being named: its own word goes to those who are named, not to its clients too.
  const reached = tlp === 'AMBER' && own !== null && !circle.includes(own) ? 'AMBER+STRICT' : tlp
  return {
    tlp: reached,
    audience: circle.filter((one) => one !== own),
    persons: [...persons],
    releasableTo: [...releasableTo],
    ...(pap === undefined ? {} : { pap }),
    ...(reason === undefined ? {} : { reason }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
  }
}

/** The more restrictive of two labels. */
export function strictest(one: Marking['tlp'], other: Marking['tlp']): Marking['tlp'] {
  return tlpRank(one) >= tlpRank(other) ? one : other
}
