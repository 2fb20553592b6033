// The one marking of what is under two: it lets through only who may read both.
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'

/**
 * The narrower of the two where one lies within the other. Where neither does, a TLP:RED without recipients: what is said
 * may be shown to its reader, and goes into nothing that is marked otherwise.
 */
export function bothOf(one: Marking, other: Marking): Marking {
  if (staysWithin(one, other)) return one
  if (staysWithin(other, one)) return other
  return { tlp: 'RED', owner: one.owner, audience: [], persons: [], releasableTo: [] }
}
