// Uses of the EU Cybersecurity Reserve: asked for, answered, given, ended; and the report that is owed after two months.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type * as api from '../../api/reserve.ts'
import { breachRecord } from '../../events/breach.ts'
import { goalRecord } from '../../events/goal.ts'
import { lessonRecord } from '../../events/lesson.ts'
import { reserveUseRecord } from '../../events/reserve-use.ts'
import type { ReserveUse } from '../../model/reserve-use.ts'
import { standingOf } from '../../rules/goal-standing.ts'
import { notAgain, type ReserveEvent, reserveLife, whyNot } from '../../rules/lifecycles.ts'
import { clocksOf, draftReserveReport, reportDue } from '../../rules/reserve.ts'
import { fallenDue, latest, listed } from '../../store/records.ts'
import {
  changed,
  differing,
  momentFor,
  movesOf,
  mustHaveSpace,
  namedPerson,
  obey,
  pastOrOthers,
  placed,
  shown,
  take,
} from '../desk.ts'
import type { RecoverRoom } from '../room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.answerReserve>>>

export function requestReserve(room: RecoverRoom, input: InputOf<typeof api.requestReserve>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { options } = await placed(room, unit, input)
    const empty = { entityAndImpact: '', spillOver: '', serviceAndNeed: '', ownMeasures: '', otherSupport: '' }
    const body = {
      ...{ title: input.title, user: input.user, crisis: input.crisis ?? null, incident: input.incident ?? null },
      request: { ...empty, ...input.request },
      requestedAt: momentFor(unit, input.requestedAt, '/requestedAt'),
    }
    return changed(await unit.open(reserveUseRecord, 'recover.reserveRequested', body, options))
  })
}

export async function listReserveUses(
  { journal }: RecoverRoom,
  filter: InputOf<typeof api.listReserveUses>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listReserveUses>>> {
  const now = call.view.asOf ?? call.now
  const found = await listed(journal, call.view, reserveUseRecord, filter)
  return done({ items: found.map((held) => ({ ...shown(held), clocks: clocksOf(held.state, now) })) })
}

const events = ['inform', 'answer', 'begin', 'end', 'write', 'approve', 'send'] as const
function whyNotReserve(state: ReserveUse, event: ReserveEvent, person: string | null) {
  const no = whyNot(reserveLife, state.state, event)
  return no || event !== 'approve' ? no : notAgain(state.authors, person, 'wrote in it')
}

export async function getReserveUse(
  room: RecoverRoom,
  { id }: InputOf<typeof api.getReserveUse>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getReserveUse>>> {
  const held = await room.journal.reads.one(reserveUseRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no use of the Reserve ${id} that you may read.`)
  const now = call.view.asOf ?? call.now
  return done({
    ...shown(held),
    clocks: clocksOf(held.state, now),
    drafted: await drafted(room, call.view, held, now),
    moves: movesOf(events, pastOrOthers(room, held, call), (event) =>
      whyNotReserve(held.state, event, call.reader.person),
    ),
  })
}

/** Through the eyes of the reader: what they may not read does not come into their draft. */
async function drafted({ journal }: RecoverRoom, view: View, { id, state }: Held<ReserveUse>, now: string) {
  const filter = state.crisis ? { crisis: state.crisis } : { incident: state.incident ?? id }
  const [goals, breaches, lessons] = await Promise.all([
    listed(journal, view, goalRecord, filter),
    listed(journal, view, breachRecord, filter),
    state.crisis ? listed(journal, view, lessonRecord, { crisis: state.crisis }) : [],
  ])
  return draftReserveReport(state, {
    goals: goals.map((one) => ({
      service: one.state.service,
      level: standingOf(one.state, now).level,
      state: one.state.state,
    })),
    // Only what was done by those who came through this use of the Reserve, or while they were there.
    steps: breaches
      .filter((one) => one.state.experts.some(({ reserveUse }) => reserveUse === id))
      .flatMap((one) => one.state.steps.filter((step) => step.state === 'done'))
      .filter(({ endedAt }) => (endedAt ?? '') >= (state.serviceFrom ?? ''))
      .map(({ text, result, endedAt: at }) => ({ text, result, at })),
    lessons: lessons.map((one) => one.state.title),
  })
}

async function forEvent(
  unit: Unit,
  which: { id: string; version: number },
  event: ReserveEvent,
): Promise<Held<ReserveUse>> {
  const held = await take(unit, reserveUseRecord, which)
  obey(unit, whyNotReserve(held.state, event, unit.view.reader.person))
  return held
}

function notBefore(unit: Unit, at: string, first: string | null, what: string): string {
  if (first !== null && at < first) unit.refuse('impossible-times', `${at} is before ${what}, ${first}.`, '/at')
  return at
}

export function informOfReserve(
  room: RecoverRoom,
  { party, at, ...which }: InputOf<typeof api.informOfReserve>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'inform')
    mustHaveSpace(unit, state.informed, 50)
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(reserveUseRecord, 'recover.reserveInformed', which.id, { party }, options))
  })
}

export function answerReserve(
  room: RecoverRoom,
  { granted, words, at, ...which }: InputOf<typeof api.answerReserve>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'answer')
    const observedAt = notBefore(unit, momentFor(unit, at), state.requestedAt, 'the request')
    const options = { expectedVersion: which.version, observedAt }
    return changed(
      await unit.append(reserveUseRecord, 'recover.reserveAnswered', which.id, { granted, words }, options),
    )
  })
}

export function beginReserveService(
  room: RecoverRoom,
  { providers, at, ...which }: InputOf<typeof api.beginReserveService>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'begin')
    const observedAt = notBefore(unit, momentFor(unit, at), state.answer?.at ?? null, 'the answer')
    const options = { expectedVersion: which.version, observedAt }
    return changed(await unit.append(reserveUseRecord, 'recover.reserveServiceBegun', which.id, { providers }, options))
  })
}

export function endReserveService(
  room: RecoverRoom,
  { because, at, ...which }: InputOf<typeof api.endReserveService>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'end')
    const observedAt = notBefore(unit, momentFor(unit, at), state.serviceFrom, 'the service began')
    const options = { expectedVersion: which.version, observedAt }
    return changed(await unit.append(reserveUseRecord, 'recover.reserveServiceEnded', which.id, { because }, options))
  })
}

export function writeReserveReport(
  room: RecoverRoom,
  { id, version, ...given }: InputOf<typeof api.writeReserveReport>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await forEvent(unit, { id, version }, 'write')
    const report = differing(unit, state.report, given)
    const options = { expectedVersion: version }
    return changed(await unit.append(reserveUseRecord, 'recover.reserveReportWritten', id, { report }, options))
  })
}

export function approveReserveReport(
  room: RecoverRoom,
  which: InputOf<typeof api.approveReserveReport>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await forEvent(unit, which, 'approve')
    const empty = Object.entries(state.report).filter(([, text]) => text.trim() === '')
    if (empty.length > 0)
      unit.refuse('still-open', `Nothing is written under ${empty.map(([name]) => name).join(', ')}.`)
    const options = { expectedVersion: which.version }
    return changed(await unit.append(reserveUseRecord, 'recover.reserveReportApproved', which.id, {}, options))
  })
}

export function sendReserveReport(
  room: RecoverRoom,
  { party, how, at, ...which }: InputOf<typeof api.sendReserveReport>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'send')
    mustHaveSpace(unit, state.sent, 50)
    const observedAt = notBefore(unit, momentFor(unit, at), state.serviceUntil, 'the end of the service')
    const options = { expectedVersion: which.version, observedAt }
    return changed(await unit.append(reserveUseRecord, 'recover.reserveReportSent', which.id, { party, how }, options))
  })
}

/** A report that was not sent in its two months: written down once. */
export async function breakReserveReports(room: Pick<RecoverRoom, 'journal' | 'clock'>): Promise<number> {
  let told = 0
  // Two months are never shorter than 59 days: what ended later needs no look.
  const until = new Date(Date.parse(latest(room.clock)) - 59 * 86_400_000).toISOString()
  const which = { until, states: ['ended', 'approved'], once: 'breachedAt', limit: 200 }
  for (const { id, realm } of await fallenDue(room.journal, reserveUseRecord, 'serviceUntil', which)) {
    const view = { reader: systemReader('recover.reserve', [realm], room.journal.home), realm, own: true as const }
    await room.journal.commit({ view, verb: 'recover.breakReserveReports' }, async (unit) => {
      const { state } = (await unit.read(reserveUseRecord, id)) ?? {}
      if (!state || state.breachedAt !== null || whyNot(reserveLife, state.state, 'breach')) return done(null)
      const due = reportDue(state)
      if (due === null || due >= room.clock.in(realm).toISOString()) return done(null)
      await unit.append(reserveUseRecord, 'recover.reserveReportBreached', id, { due }, { observedAt: due })
      told += 1
      return done(null)
    })
  }
  return told
}
