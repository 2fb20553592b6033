// What becomes of each record of a release, judged at the moment of approval; and how a release itself is marked.
import type { Id } from '#kernel/id.ts'
import { type Marking, markingFrom, type Tlp, tlpRank } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { NotReleased, ReleaseItem } from '../../model/release.ts'
import { higher, loweredTo, lowestWithin } from './advise.ts'

/** A record as it stands now. */
export interface Standing {
  version: number
  marking: Marking
  /** Whether whoever approves may change it, and belongs to its owner. */
  writable: boolean
  owned: boolean
  /** The highest label that its content surely asks for. */
  asks: Tlp
  /** How what it rests on is marked now. */
  bases: readonly { id: Id; marking: Marking }[]
}

export type Planned = { may: true; marking: Marking } | { may: false; refusal: NotReleased; detail: string }

const no = (refusal: NotReleased, detail: string): Planned => ({ may: false, refusal, detail })

/**
 * Each record by itself first; then those that would reach further than what they rest on, until no more fall out: a record
 * may be lowered together with its basis. `standing` leaves out what may not be read.
 */
export function planRelease(
  items: readonly Pick<ReleaseItem, 'id' | 'version' | 'to'>[],
  standing: ReadonlyMap<Id, Standing>,
  despite: boolean,
): Map<Id, Planned> {
  const planned = new Map(items.map((item) => [item.id, alone(item, standing.get(item.id), despite)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const [id, plan] of planned) {
      if (!plan.may) continue
      const beyond = standing.get(id)?.bases.some((basis) => !staysWithin(plan.marking, after(basis, planned)))
      if (!beyond) continue
      planned.set(id, no('rests-on-more', 'It rests on a record whose marking does not allow that.'))
      changed = true
    }
  }
  return planned
}

function after(basis: { id: Id; marking: Marking }, planned: ReadonlyMap<Id, Planned>): Marking {
  const plan = planned.get(basis.id)
  return plan?.may ? plan.marking : basis.marking
}

function alone(
  { version, to }: Pick<ReleaseItem, 'version' | 'to'>,
  standing: Standing | undefined,
  despite: boolean,
): Planned {
  if (!standing) return no('unknown', 'There is nothing of that id that you may read.')
  const { marking, asks } = standing
  if (!standing.owned || !standing.writable)
    return no('others-record', 'It belongs to another organisation: only its people can lower it.')
  if (standing.version !== version)
    return no('changed-since', `Version ${version} was proposed; it is at version ${standing.version}.`)
  if (tlpRank(to.tlp) >= tlpRank(marking.tlp)) return no('not-higher', `It is marked TLP:${marking.tlp} already.`)
  if (!despite && tlpRank(asks) > tlpRank(to.tlp))
    return no('content-asks-more', `Its content asks for TLP:${asks}: say why it is released all the same.`)
  return { may: true, marking: markingFrom(to, marking.owner, null) }
}

export interface Together {
  id: Id
  marking: Marking
  /** What its content asks for, whatever it rests on. */
  needed: Tlp
  bases: readonly { id: Id; marking: Marking }[]
}

/** What would be enough for each of them if all were lowered together. What else they rest on stays as it is. */
export function enoughTogether(all: readonly Together[]): Map<Id, Tlp> {
  const marked = new Map(all.map((one) => [one.id, one.marking]))
  const enough = new Map(all.map((one) => [one.id, lower(one.needed, one.marking.tlp)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { id, marking, bases } of all) {
      const before = enough.get(id) ?? marking.tlp
      let needs = before
      for (const basis of bases) {
        const label = enough.get(basis.id)
        const theirs = label ? loweredTo(marked.get(basis.id) ?? basis.marking, label) : basis.marking
        needs = higher(needs, lowestWithin(marking, theirs) ?? marking.tlp)
      }
      if (needs === before) continue
      enough.set(id, needs)
      changed = true
    }
  }
  return enough
}

function lower(one: Tlp, other: Tlp): Tlp {
  return tlpRank(one) <= tlpRank(other) ? one : other
}

/**
 * How a record is marked that names all of these: nobody may read it who may not read each of them. Null where no one marking
 * does that: different owners, TLP:RED among others, or lists of countries that share nothing.
 */
export function markingAround(markings: readonly Marking[]): Marking | null {
  const [first] = markings
  if (!first || markings.some(({ owner }) => owner !== first.owner)) return null
  const tlp = markings.reduce<Tlp>((most, one) => higher(most, one.tlp), 'CLEAR')
  const bounded = markings.filter((one) => tlpRank(one.tlp) >= tlpRank('AMBER'))
  const lists = markings.filter(({ releasableTo }) => releasableTo.length > 0)
  const day = markings.flatMap(({ reviewOn }) => reviewOn ?? []).sort()[0]
  const around: Marking = {
    tlp,
    owner: first.owner,
    audience: inAll(bounded.map(({ audience }) => audience)),
    persons: inAll(markings.filter((one) => one.tlp === 'RED').map(({ persons }) => persons)),
    releasableTo: inAll(lists.map(({ releasableTo }) => releasableTo)),
    ...(tlp === 'RED' && day ? { reason: 'It names records marked TLP:RED.', reviewOn: day } : {}),
  }
  return markings.every((one) => staysWithin(around, one)) ? around : null
}

function inAll(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...rest] = lists
  return first.filter((one) => rest.every((list) => list.includes(one)))
}
