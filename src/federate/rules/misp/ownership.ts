// Who may bring or change a MISP event here. A peer writes only what it owns; who owns an event never changes by synchronising.
import type { Id } from '#kernel/id.ts'
import type { MispOrigin } from '../../model/misp/kept.ts'

/** How something comes in. */
export interface MispWay {
  key: MispOrigin['key']
  /** The organisation that brings it, or for which it is fetched. */
  by: Id
  /** An agreement lets it bring events of others too. */
  relays: boolean
  /** The server or feed is our own: it may bring what belongs to us. */
  ours: boolean
}

interface MispOwned {
  /** The organisation of our register that owns the event; null: one that is not in it. */
  owner: Id | null
  home: Id
}

interface HeldEvent {
  orgc: string
  origin: Pick<MispOrigin, 'key'>
}

export function wayOf(organisation: Id): MispOrigin['key'] {
  return `organisation:${organisation}`
}

/** Undefined when it may; otherwise what is said to whoever brought it. */
export function whyNotBring(
  event: { Orgc: { uuid: string } },
  held: HeldEvent | undefined,
  { owner, home }: MispOwned,
  way: MispWay,
): { refusal: string; why: string } | undefined {
  if (held && held.orgc !== event.Orgc.uuid)
    return {
      refusal: 'other-owner',
      why: 'An event keeps its owner (Orgc): this one names another than the event that is there.',
    }
  const byOwner = owner !== null && way.by === owner
  const byHand = way.by === home && way.key === wayOf(home)
  if (owner === home && !way.ours && !byHand)
    return { refusal: 'ours', why: 'The event belongs to this node. Others propose changes, add sightings or ask.' }
  if (!byOwner && !way.relays && !byHand && !way.ours)
    return {
      refusal: 'not-owner',
      why: 'Only the owner (Orgc) may bring this event, or somebody whom an agreement lets.',
    }
  if (held && held.origin.key !== way.key && !byOwner && !byHand)
    return {
      refusal: 'other-way',
      why: 'The event came another way; only its owner, or who brought it, may change it.',
    }
  return undefined
}
