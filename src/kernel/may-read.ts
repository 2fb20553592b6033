// The gate: one pure function decides who may read what, for people, tokens, peers, exports, search, counts and the
// live stream. platform/journal/sql-may-read.ts says the same in SQL; a property test holds the two together.
import type { Id } from './id.ts'
import { type Marking, tlpRank } from './marking.ts'
import type { Reader } from './reader.ts'
import type { Realm } from './realm.ts'

/**
 * TLP 2.0: CLEAR the world; GREEN the community (everybody known to this node); AMBER the owner, those who received it
 * and their clients; AMBER+STRICT the owner and those who received it; RED the persons named. A releasability list
 * narrows all of these for everybody but the owner. A job of the node itself (system) reads all within its realms.
 */
export function mayRead(reader: Reader, realm: Realm, marking: Marking): boolean {
  if (!reader.realms.includes(realm)) return false
  if (reader.kind === 'system') return true
  if (reader.kind === 'peer' && !withinAgreement(reader, marking)) return false
  if (!releasable(reader, marking)) return false
  switch (marking.tlp) {
    case 'CLEAR':
      return true
    case 'GREEN':
      return reader.kind !== 'public'
    case 'AMBER':
      return reached(reader.organisation, marking) || reader.clientOf.some((id) => reached(id, marking))
    case 'AMBER+STRICT':
      return reached(reader.organisation, marking)
    case 'RED':
      return reader.person !== null && marking.persons.includes(reader.person)
  }
}

function withinAgreement(reader: Reader, marking: Marking): boolean {
  return reader.agreement !== undefined && tlpRank(marking.tlp) <= tlpRank(reader.agreement.highest)
}

function releasable(reader: Reader, marking: Marking): boolean {
  if (marking.releasableTo.length === 0) return true
  if (reader.organisation === marking.owner) return true
  return reader.communities.some((community) => marking.releasableTo.includes(community))
}

function reached(organisation: Id | null, marking: Marking): boolean {
  return organisation !== null && (organisation === marking.owner || marking.audience.includes(organisation))
}

/** Changing is narrower than reading: the owner's people, and the staff of the node that keeps the record. */
export function mayWrite(reader: Reader, realm: Realm, marking: Marking, home: Id): boolean {
  if (!mayRead(reader, realm, marking)) return false
  if (reader.kind === 'system') return true
  if (reader.kind === 'peer' || reader.kind === 'public') return false
  return reader.organisation === marking.owner || reader.organisation === home
}
