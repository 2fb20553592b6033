// Claims joined with what is shown beside them, in a few reads for a whole page: their items, those related to them in
// either direction, the items of these, and the promises. What the reader may not read is not there.
import type { Id } from '#kernel/id.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { ClaimBrief, ClaimShown, RelationShown } from '../api/claims.ts'
import type { ItemBrief } from '../api/facts.ts'
import { claimRecord } from '../events/claim.ts'
import type { KeptRelation, LedgerClaim } from '../model/ledger.ts'
import { proposalFor, ratingView, type Voice } from '../rules/ledger/ratings.ts'
import { claimsRelatedTo, followUpsOf } from '../store/ledger.ts'
import { storiesOf } from '../store/stories.ts'
import { briefsOf } from './brief-items.ts'
import type { WatchRoom } from './room.ts'

type HeldClaim = Held<LedgerClaim>
type Items = ReadonlyMap<Id, ItemBrief>

export function claimBrief({ id, version, marking, state }: HeldClaim, items: Items): ClaimBrief {
  const { proposition, holder, role, class: kind, via, outlet, evidence, saidAt, status } = state
  return {
    id,
    version,
    proposition,
    holder,
    role,
    class: kind,
    via,
    outlet,
    evidence,
    saidAt,
    status,
    rating: ratingView(state.ratings),
    item: (state.item && items.get(state.item)) || null,
    marking,
  }
}

const opposite = { to: 'from', from: 'to' } as const

interface Joined {
  relation: Omit<KeptRelation, 'claim'>
  other: HeldClaim
}

/** The relations of each claim, whichever of the two keeps them. */
async function relationsOf(room: WatchRoom, view: View, page: readonly HeldClaim[]): Promise<Map<Id, Joined[]>> {
  const kept = page.flatMap(({ state }) => state.relations.map(({ claim }) => claim))
  const [named, naming] = await Promise.all([
    room.journal.reads.some(claimRecord, view, [...new Set(kept)]),
    claimsRelatedTo(
      room.journal,
      view,
      page.map(({ id }) => id),
    ),
  ])
  const byId = new Map([...named, ...naming].map((held) => [held.id, held]))
  const found = new Map<Id, Joined[]>(page.map(({ id }) => [id, []]))
  for (const { id, state } of page) {
    for (const { claim, ...relation } of state.relations) {
      const other = byId.get(claim)
      if (other) found.get(id)?.push({ relation, other })
    }
  }
  for (const other of naming) {
    for (const { claim, direction, ...relation } of other.state.relations)
      found.get(claim)?.push({ relation: { ...relation, direction: opposite[direction] }, other })
  }
  return found
}

export async function shownClaims(room: WatchRoom, view: View, page: readonly HeldClaim[]): Promise<ClaimShown[]> {
  const relations = await relationsOf(room, view, page)
  const others = [...relations.values()].flat().map(({ other }) => other)
  const ids = page.map(({ id }) => id)
  const itemIds = [...page, ...others].flatMap(({ state }) => state.item ?? [])
  const [items, printed, promises] = await Promise.all([
    briefsOf(room.journal, view, itemIds),
    printingOf(room, view, itemIds),
    followUpsOf(room.journal, view, ids),
  ])
  return page.map((held): ClaimShown => {
    const { id, version, marking, since, state } = held
    const joined = relations.get(id) ?? []
    const { relations: _kept, ratings, ...said } = state
    return {
      id,
      version,
      marking,
      since,
      state: said,
      item: (state.item && items.get(state.item)) || null,
      story: (state.item && printed.get(state.item)?.story) || null,
      wireOf: (state.item && printed.get(state.item)?.wireOf) || null,
      rating: ratingView(ratings),
      proposal: proposalFor(
        voiceOf(held, printed),
        joined.filter(isAgreeing).map(({ other }) => voiceOf(other, printed)),
      ),
      relations: joined.map(({ relation, other }): RelationShown => ({ ...relation, other: claimBrief(other, items) })),
      followUps: promises
        .filter((one) => one.state.claim === id)
        .map((one) => {
          const { what, due, dueText, status, overdueAt } = one.state
          return { id: one.id, version: one.version, what, due, dueText, status, overdueAt }
        }),
    }
  })
}

/** Repeating is carrying the same words on: it agrees, and counts only where the origin is another one. */
function isAgreeing({ relation }: Joined): boolean {
  return relation.relation === 'supports' || relation.relation === 'repeats'
}

interface Printing {
  story: Id
  /** The item whose wire text this one carries, itself included where others carry it; null when its words are its own. */
  wireOf: Id | null
  outlet: string | null
}

async function printingOf(room: WatchRoom, view: View, items: readonly Id[]): Promise<Map<Id, Printing>> {
  const stories = await storiesOf(room.journal, view, [...new Set(items)])
  const found = new Map<Id, Printing>()
  for (const { id: story, state } of stories) {
    const copied = new Set(state.members.flatMap(({ copyOf }) => copyOf ?? []))
    for (const { item, copyOf, outlet } of state.members)
      found.set(item, { story, wireOf: copyOf ?? (copied.has(item) ? item : null), outlet })
  }
  return found
}

function voiceOf({ id, state }: HeldClaim, printed: ReadonlyMap<Id, Printing>): Voice {
  const { holder, role, outlet, via, item, status } = state
  const printing = item === null ? undefined : printed.get(item)
  return {
    id,
    holder,
    role,
    outlet: outlet ?? printing?.outlet ?? null,
    via,
    wireGroup: printing?.wireOf ?? null,
    item,
    standing: status === 'standing',
  }
}
