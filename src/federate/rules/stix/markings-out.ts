// Our markings as STIX says them: a label that everybody knows, and beside it our own definition for what labels cannot say.
import type { Marking, Tlp } from '#kernel/marking.ts'
import type { StixObject } from '../../model/stix/kinds.ts'
import {
  tlp1Created,
  tlp1Ids,
  tlp2Created,
  tlp2Extension,
  tlp2Ids,
  tocsinExtension,
} from '../../model/stix/known-ids.ts'
import { tlpVersion1 } from '../marking-words.ts'
import { type Digest, uuid5 } from './observable-id.ts'

export interface MarkedAs {
  /** For `object_marking_refs`. */
  refs: string[]
  /** What must travel with them. */
  definitions: StixObject[]
}

/** `version` 1 is for receivers that do not know TLP 2.0; AMBER+STRICT is RED there. */
export function stixMarkings(marking: Marking, digest: Digest, version: 1 | 2 = 2): MarkedAs {
  const label = version === 2 ? tlp2Definition(marking.tlp) : tlp1Definition(marking.tlp)
  const own = ownDefinition(marking, digest)
  return {
    refs: [label.id, ...(own ? [own.id] : [])],
    definitions: [label, ...(own ? [own] : [])],
  }
}

function tlp2Definition(tlp: Tlp): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: tlp2Ids[tlp],
    created: tlp2Created,
    name: `TLP:${tlp}`,
    extensions: { [tlp2Extension]: { extension_type: 'property-extension', tlp_2_0: tlp.toLowerCase() } },
  }
}

function tlp1Definition(tlp: Tlp): StixObject {
  const name = tlpVersion1(tlp)
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: tlp1Ids[name],
    created: tlp1Created,
    name,
    definition_type: 'tlp',
    definition: { tlp: name.slice(4).toLowerCase() },
  }
}

/** Only where there is something to say. The owner is left to created_by_ref: it is never a receiver's to be told whose its data are. */
function ownDefinition(marking: Marking, digest: Digest): StixObject | undefined {
  const { tlp, pap, audience, persons, releasableTo } = marking
  if (!pap && audience.length + persons.length + releasableTo.length === 0) return undefined
  const says = {
    extension_type: 'property-extension',
    tlp,
    ...(pap ? { pap } : {}),
    ...(audience.length > 0 ? { audience: audience.toSorted() } : {}),
    ...(persons.length > 0 ? { persons: persons.toSorted() } : {}),
    ...(releasableTo.length > 0 ? { releasable_to: releasableTo.toSorted() } : {}),
  }
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuid5(tocsinExtension.slice(22), digest.canonical(says), digest)}`,
    created: tlp2Created,
    name: `TLP:${tlp}, as its owner released it`,
    extensions: { [tocsinExtension]: says },
  }
}
