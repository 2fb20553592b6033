// The log of restrictions through the eyes of one reader, and what it adds up to for them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/restrictions/restrictions.ts'
import { restrictionRecord } from '../../events/restrictions/restriction.ts'
import { isDisputed, isInForce, statisticsOf } from '../../rules/restrictions/statistics.ts'
import { listed, namesOf } from '../../store/records.ts'
import { shown } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'

const mostListed = 2_000

export async function listRestrictions(
  { journal, restrictions }: DisruptRoom,
  { crisis, kind, country, state }: InputOf<typeof api.listRestrictions>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.listRestrictions>>> {
  const today = (view.asOf ?? present).slice(0, 10)
  const all = await listed(journal, view, restrictionRecord, { crisis, state }, mostListed)
  const found = all
    .filter((one) => kind === undefined || kind.includes(one.state.kind))
    .filter((one) => !country || one.state.country === country || one.state.appliesIn.includes(country))
    .map((one) => ({ ...shown(one), inForce: isInForce(one.state, today), disputed: isDisputed(one.state) }))
  const decided = ({ state: { decidedOn, from } }: (typeof found)[number]) => decidedOn ?? from ?? ''
  return done({
    items: found.toSorted((a, b) => decided(b).localeCompare(decided(a))),
    statistics: statisticsOf(
      found.map((one) => one.state),
      restrictions.kinds,
      today,
    ),
    kinds: restrictions.kinds,
    note: restrictions.note,
  })
}

export async function getRestriction(
  { journal }: DisruptRoom,
  { id }: InputOf<typeof api.getRestriction>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getRestriction>>> {
  const held = await journal.reads.one(restrictionRecord, view, id)
  if (!held) return refuse('unknown', `There is no restriction ${id} that you may read.`)
  const { crisis, about, voices } = held.state
  const ids = [crisis, ...about.map((one) => one.id), ...voices.map(({ claim }) => claim)].filter((one) => one !== null)
  const linked = await namesOf(journal, view, [...new Set(ids)])
  // What a reader may not read is not there for them, not even as an id.
  const seen = new Set(linked.map((one) => one.id))
  const hidden = (one: string | null) => (one !== null && seen.has(one) ? one : null)
  const state = {
    ...held.state,
    crisis: hidden(crisis),
    about: about.filter((one) => seen.has(one.id)),
    voices: voices.map((one) => ({ ...one, claim: hidden(one.claim) })),
  }
  return done({ ...shown(held), state, linked })
}
