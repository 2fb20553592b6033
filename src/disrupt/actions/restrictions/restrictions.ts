// Restrictions: written down with a source, corrected, spoken of by the sides, and ended.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import { claimRecord } from '#watch/events.ts'
import type * as api from '../../api/restrictions/restrictions.ts'
import { restrictionRecord } from '../../events/restrictions/restriction.ts'
import type { Restriction } from '../../model/restrictions/restriction.ts'
import { dayNumber } from '../../rules/days.ts'
import { whyNot } from '../../rules/life.ts'
import { type RestrictionEvent, restrictionLife } from '../../rules/restrictions/lifecycle.ts'
import {
  causesOf,
  changed,
  differing,
  mustHaveSpace,
  mustLink,
  mustPoint,
  namedPerson,
  obey,
  placed,
  take,
} from '../desk.ts'
import type { DisruptRoom } from '../room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.endRestriction>>>
interface Which {
  id: string
  version: number
}
const most = 200

async function forEvent(unit: Unit, which: Which, event: RestrictionEvent): Promise<Held<Restriction>> {
  const held = await take(unit, restrictionRecord, which)
  obey(unit, whyNot(restrictionLife, held.state.state, event))
  return held
}

const versioned = ({ version }: Which) => ({ expectedVersion: version })

/** Its kind is in the data, its days are in a calendar and in order, and what it has to do with is there. */
async function mustBeSound(room: DisruptRoom, unit: Unit, given: Partial<Restriction>): Promise<void> {
  const { kind, from, until, decidedOn, about = [] } = given
  if (kind !== undefined && !room.restrictions.kinds.some(({ id }) => id === kind))
    unit.refuse('no-such-data', `There is no kind ${kind} in data/disrupt/restrictions.json.`, '/kind')
  for (const [name, day] of Object.entries({ from, until, decidedOn }))
    if (day && dayNumber(day) === null) unit.refuse('impossible-times', `There is no day ${day}.`, `/${name}`)
  if (from && until && until < from)
    unit.refuse('impossible-times', `It cannot end on ${until}, before it begins on ${from}.`, '/until')
  for (const [n, one] of about.entries()) await mustPoint(room, unit, one, `/about/${n}`)
}

export function noteRestriction(room: DisruptRoom, input: InputOf<typeof api.noteRestriction>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { title, kind, imposedBy, against, source, marking, imposer = 'state', country = null, crisis = null } = input
    const { service = null, appliesIn = country ? [country] : [], what = '', amount = null, about = [] } = input
    const { decidedOn = null, from = null, until = null } = input
    const body = {
      ...{ title, kind, imposedBy, imposer, country, against, service, appliesIn, what, amount },
      ...{ decidedOn, from, until, crisis, about },
      source: { text: source.text, url: source.url ?? null, on: source.on ?? null },
    }
    await mustBeSound(room, unit, body)
    const { options } = await placed(room, unit, { crisis, marking })
    const causes = await causesOf(
      room.journal,
      unit,
      about.map(({ id }) => id),
    )
    const cause = [...options.cause, ...causes]
    return changed(await unit.open(restrictionRecord, 'disrupt.restrictionNoted', body, { ...options, cause }))
  })
}

export function changeRestriction(
  room: DisruptRoom,
  { id, version, ...given }: InputOf<typeof api.changeRestriction>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'change')
    const body = differing<Partial<Restriction>>(unit, state, given as Partial<Restriction>)
    const { from, until } = { ...state, ...body }
    await mustBeSound(room, unit, { ...body, from, until })
    await placed(room, unit, { crisis: body.crisis })
    return changed(await unit.append(restrictionRecord, 'disrupt.restrictionChanged', id, body, versioned(which)))
  })
}

export function sourceRestriction(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.sourceRestriction>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'source')
    mustHaveSpace(unit, state.sources, most)
    const { text, url = null, on = null, confirms = false } = input
    if (on !== null && dayNumber(on) === null) unit.refuse('impossible-times', `There is no day ${on}.`, '/on')
    const body = { text, url, on, confirms }
    return changed(await unit.append(restrictionRecord, 'disrupt.restrictionSourced', id, body, versioned(which)))
  })
}

export function sayOfRestriction(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.sayOfRestriction>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'say')
    mustHaveSpace(unit, state.voices, most)
    const { party, position, says, claim = null } = input
    await mustPoint(room, unit, claim === null ? null : { record: claimRecord.name, id: claim }, '/claim')
    const body = { party, position, says, claim }
    const options = { ...versioned(which), cause: await causesOf(room.journal, unit, [claim]) }
    return changed(await unit.append(restrictionRecord, 'disrupt.restrictionSaid', id, body, options))
  })
}

export function linkRestriction(
  room: DisruptRoom,
  { to, unlink = false, ...which }: InputOf<typeof api.linkRestriction>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'change')
    const cause = await mustLink(room, unit, state.about, { to, unlink })
    const options = { ...versioned(which), cause }
    return changed(await unit.append(restrictionRecord, 'disrupt.restrictionLinked', which.id, { to, unlink }, options))
  })
}

export function endRestriction(
  room: DisruptRoom,
  { id, version, to, because, on }: InputOf<typeof api.endRestriction>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await forEvent(unit, which, to === 'lifted' ? 'lift' : 'withdraw')
    const day = to === 'lifted' ? (on ?? unit.now.slice(0, 10)) : null
    await mustBeSound(room, unit, { from: state.from, until: day })
    const body = { to, on: day, because }
    return changed(await unit.append(restrictionRecord, 'disrupt.restrictionEnded', id, body, versioned(which)))
  })
}

export function reopenRestriction(
  room: DisruptRoom,
  { because, ...which }: InputOf<typeof api.reopenRestriction>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'reopen')
    const options = versioned(which)
    return changed(await unit.append(restrictionRecord, 'disrupt.restrictionReopened', which.id, { because }, options))
  })
}
