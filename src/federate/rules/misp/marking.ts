// How a MISP event and its parts are marked here: tags, distribution and sharing groups become a label and a circle. Nothing widens.
import type { Id } from '#kernel/id.ts'
import { type Marking, type Pap, papLabels, type Tlp, tlpRank } from '#kernel/marking.ts'
import type { MispEvent, MispShared } from '../../model/misp/event.ts'
import { strictestTlp } from '../marking-words.ts'
import { papOfTags, tlpOfTags } from '../tags/machine-tag.ts'

/** For whom this node reads. */
export interface MispEyes {
  home: Id
  /** The organisation that brought it. */
  by: Id
  /** The person who brought it: the only one who reads what is TLP:RED. */
  person: Id | null
  /** UUIDs that MISP uses, to organisations of our register. */
  known: ReadonlyMap<string, Id>
  /** YYYY-MM-DD, on which a high marking is looked at again. */
  reviewOn: string
}

/** A label, what may be done, and to which organisations it may go at most; null: the label alone says. */
interface MispReach {
  tlp: Tlp
  pap: Pap | undefined
  circle: ReadonlySet<Id> | null
}

type Shared = Pick<MispShared, 'distribution' | 'sharingGroup' | 'Tag'>

const stricter = (one: Tlp, other: Tlp): Tlp => (tlpRank(one) >= tlpRank(other) ? one : other)
const strictPap = (one: Pap | undefined, other: Pap | undefined): Pap | undefined => {
  if (one === undefined || other === undefined) return one ?? other
  return papLabels.indexOf(one) >= papLabels.indexOf(other) ? one : other
}

function circled(one: ReadonlySet<Id> | null, other: ReadonlySet<Id> | null): ReadonlySet<Id> | null {
  if (one === null || other === null) return one ?? other
  return new Set([...one].filter((id) => other.has(id)))
}

/** What `distribution` allows at most. A sharing group of which nobody is known reaches nobody but us. */
function reachOf({ distribution, sharingGroup }: Shared, known: MispEyes['known']): Pick<MispReach, 'tlp' | 'circle'> {
  if (distribution === 3 || distribution === 5) return { tlp: 'CLEAR', circle: null }
  if (distribution === 1 || distribution === 2) return { tlp: 'GREEN', circle: null }
  const members = distribution === 4 ? (sharingGroup?.organisations ?? []) : []
  return { tlp: 'AMBER+STRICT', circle: new Set(members.flatMap((uuid) => known.get(uuid) ?? [])) }
}

/** From AMBER on a label by itself names nobody: without a sharing group it stays with us, and no part of it can name others. */
function closed(tlp: Tlp, circle: MispReach['circle']): MispReach['circle'] {
  return circle === null && tlpRank(tlp) >= tlpRank('AMBER') ? new Set() : circle
}

const names = ({ Tag }: Shared) => Tag.map(({ name }) => name)

/** The event by itself, without its parts. An event that says nothing is AMBER+STRICT. */
export function eventReach(event: Shared, known: MispEyes['known']): MispReach {
  const { tlp: most, circle } = reachOf(event, known)
  const tlp = stricter(most, strictestTlp(tlpOfTags(names(event))))
  return { tlp, pap: papOfTags(names(event)), circle: closed(tlp, circle) }
}

/** A part within what holds it: never wider. */
export function partReach(part: Shared, within: MispReach, known: MispEyes['known']): MispReach {
  const { tlp, circle } = reachOf(part, known)
  const said = tlpOfTags(names(part))
  const own = stricter(said.length === 0 ? tlp : stricter(tlp, strictestTlp(said)), within.tlp)
  return {
    tlp: own,
    pap: strictPap(papOfTags(names(part)), within.pap),
    circle: closed(own, circled(circle, within.circle)),
  }
}

/** The strictest of the event and all of its parts: who may read the record may read all of it. */
export function wholeReach(event: MispEvent, known: MispEyes['known']): MispReach {
  const outer = eventReach(event, known)
  let reach = outer
  const narrow = (part: Shared, within: MispReach): MispReach => {
    const own = partReach(part, within, known)
    reach = {
      tlp: stricter(reach.tlp, own.tlp),
      pap: strictPap(reach.pap, own.pap),
      circle: circled(reach.circle, own.circle),
    }
    return own
  }
  for (const attribute of event.Attribute) narrow(attribute, outer)
  for (const object of event.Object) {
    const own = narrow(object, outer)
    for (const attribute of object.Attribute) narrow(attribute, own)
  }
  for (const report of event.EventReport) narrow({ ...report, Tag: [] }, outer)
  return reach
}

export function ownerOf(event: Pick<MispEvent, 'Orgc'>, eyes: Pick<MispEyes, 'known' | 'by'>): Id {
  return eyes.known.get(event.Orgc.uuid) ?? eyes.by
}

/** Undefined for TLP:RED that nobody in particular brought: its recipients are persons, and none is known. */
export function markingOfReach({ tlp, pap, circle }: MispReach, owner: Id, eyes: MispEyes): Marking | undefined {
  const base = { tlp, owner, releasableTo: [], ...(pap === undefined ? {} : { pap }) }
  if (tlp === 'RED') {
    if (eyes.person === null) return undefined
    const why = { reason: 'Marked TLP:RED by its owner, as received from MISP', reviewOn: eyes.reviewOn }
    return { ...base, audience: [], persons: [eyes.person], ...why }
  }
  const received = new Set([eyes.home, eyes.by, ...(circle ?? [])])
  received.delete(owner)
  const named = tlp === 'AMBER' || tlp === 'AMBER+STRICT'
  return { ...base, audience: named ? [...received].sort() : [], persons: [] }
}
