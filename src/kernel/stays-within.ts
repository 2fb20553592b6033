// Whether what is marked in one way may go into something that is marked in another, without reaching anybody new.
import { type Marking, tlpRank } from './marking.ts'

const circle = (marking: Marking) => [marking.owner, ...marking.audience]

/**
 * Whether everybody who may read the one may also read the other. What goes from a record marked `other` into one
 * marked `one` reaches nobody new exactly then. Says no where it cannot be sure (clients, releasability lists).
 */
export function staysWithin(one: Marking, other: Marking): boolean {
  if (other.tlp === 'CLEAR' && other.releasableTo.length === 0) return true
  if (tlpRank(one.tlp) < tlpRank(other.tlp)) return false
  const releasable =
    other.releasableTo.length === 0 ||
    (one.releasableTo.length > 0 &&
      one.releasableTo.every((to) => other.releasableTo.includes(to)) &&
      one.owner === other.owner)
  if (!releasable) return false
  if (other.tlp === 'GREEN') return true
  if (other.tlp === 'RED') return one.persons.every((person) => other.persons.includes(person))
  // A named recipient of TLP:RED may sit in any organisation.
  if (one.tlp === 'RED') return false
  return circle(one).every((organisation) => circle(other).includes(organisation))
}
