// Standing a crisis down: proposed, judged criterion by criterion, decided, agreed by a second person; and open again when it comes back.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/stand-downs.ts'
import { standDownRecord } from '../../events/stand-down.ts'
import type { CriterionShown, StandDown } from '../../model/stand-down.ts'
import { notAgain, type StandDownEvent, standDownLife, whyNot } from '../../rules/lifecycles.ts'
import { inOrder } from '../../rules/measures.ts'
import { answerCriterion, unmet } from '../../rules/stand-down/criteria.ts'
import { isStandDownTaken, listed } from '../../store/records.ts'
import {
  changed,
  momentFor,
  mustPoint,
  namedPerson,
  obey,
  pastOrOthers,
  placed,
  reachesNobodyNew,
  shown,
  take,
} from '../desk.ts'
import type { RecoverRoom } from '../room.ts'
import { gather } from './gather.ts'

type Changed = Promise<Reply<OutputOf<typeof api.judgeCriterion>>>

/** Two who propose at the same moment: the store takes one, and the other tries once more, and finds it. */
export async function proposeStandDown(
  room: RecoverRoom,
  input: InputOf<typeof api.proposeStandDown>,
  call: Call,
): Changed {
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      return await propose(room, input, call)
    } catch (error) {
      if (!isStandDownTaken(error)) throw error
    }
  }
  return refuse('open-already', 'Somebody proposed it already, and you may not read that.')
}

function propose(room: RecoverRoom, { crisis: id, reason, marking }: InputOf<typeof api.proposeStandDown>, call: Call) {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { crisis, options } = await placed(room, unit, { crisis: id, marking })
    if (!crisis) return unit.refuse('unknown')
    const all = { ...unit.view, own: true as const }
    const states = ['open', 'for-second', 'stood-down']
    const [before] = await listed(room.journal, all, standDownRecord, { crisis: id, state: states }, 1)
    if (before) return unit.refuse('open-already', `${before.state.title} is ${before.state.state}: ${before.id}.`)
    const { reference, title } = crisis.state
    const body = { crisis: id, reason, title: `Stand-down of ${reference}: ${title}`.slice(0, 300) }
    const opened = await unit.open(standDownRecord, 'recover.standDownProposed', body, options)
    // The title of the crisis must not reach anybody by another marking.
    if (!reachesNobodyNew(opened.held.marking, crisis.marking, unit.view.reader))
      return unit.refuse('not-allowed', 'Mark it at least as high as the crisis.', '/marking')
    return changed(opened)
  })
}

export async function listStandDowns(
  { journal }: RecoverRoom,
  filter: InputOf<typeof api.listStandDowns>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listStandDowns>>> {
  return done({ items: (await listed(journal, view, standDownRecord, filter)).map(shown) })
}

const events = ['judge', 'decide', 'second', 'return', 'relapse', 'withdraw'] as const

export function whyNotStandDown(state: StandDown, event: StandDownEvent, person: string | null) {
  const no = whyNot(standDownLife, state.state, event)
  if (no || event !== 'second') return no
  return notAgain(state.decision ? [state.decision.by] : [], person, 'decided it')
}

/** Each criterion as it stands for the reader of this view. */
export async function criteriaFor(
  room: RecoverRoom,
  view: Call['view'],
  { state }: Held<StandDown>,
  now: string,
): Promise<{ criteria: CriterionShown[]; gathered: Awaited<ReturnType<typeof gather>> }> {
  const gathered = await gather(room, view, state.crisis, now)
  const criteria = gathered
    ? room.data.criteria.map((one) => answerCriterion(one, gathered.facts, state.judgements, now))
    : []
  return { criteria, gathered }
}

export async function getStandDown(
  room: RecoverRoom,
  { id }: InputOf<typeof api.getStandDown>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getStandDown>>> {
  const held = await room.journal.reads.one(standDownRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no stand-down ${id} that you may read.`)
  const { criteria, gathered } = await criteriaFor(room, call.view, held, call.view.asOf ?? call.now)
  const past = pastOrOthers(room, held, call)
  const file = gathered?.file
  return done({
    ...shown(held),
    crisis: file ? { id: file.crisis.id, title: file.crisis.state.title, status: file.crisis.state.status } : null,
    criteria,
    unmet: unmet(criteria).length,
    measures: inOrder(gathered?.measures ?? []).map(shown),
    unlisted: (gathered?.found ?? []).map(({ record, id: of, title }) => ({ record, id: of, title })),
    moves: events.map((event) => {
      const not = past
        ? 'It cannot be changed from here.'
        : (whyNotStandDown(held.state, event, call.reader.person)?.why ?? null)
      return { event, allowed: not === null, because: not }
    }),
  })
}

export function judgeCriterion(
  room: RecoverRoom,
  { criterion, answer, because, since, ...which }: InputOf<typeof api.judgeCriterion>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, standDownRecord, which)
    obey(unit, whyNotStandDown(state, 'judge', unit.view.reader.person))
    const asked = room.data.criteria.filter(({ measured }) => measured === null)
    if (!asked.some(({ id }) => id === criterion))
      unit.refuse('no-such-criterion', `Persons judge ${asked.map(({ id }) => id).join(', ')}.`, '/criterion')
    const from = since === undefined ? null : momentFor(unit, since, '/since')
    const body = { criterion, answer, because, since: from }
    return changed(
      await unit.append(standDownRecord, 'recover.criterionJudged', which.id, body, { expectedVersion: which.version }),
    )
  })
}

export function decideStandDown(
  room: RecoverRoom,
  { outcome, reasons, despite: given, ...which }: InputOf<typeof api.decideStandDown>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const held = await take(unit, standDownRecord, which)
    obey(unit, whyNotStandDown(held.state, 'decide', unit.view.reader.person))
    const { criteria, gathered } = await criteriaFor(room, unit.view, held, unit.now)
    if (!gathered) return unit.refuse('unknown', 'You may not read the crisis.')
    const missing = unmet(criteria)
    const despite = given ?? null
    if (outcome === 'stand-down' && missing.length > 0 && despite === null)
      unit.refuse('criteria-not-met', missing.map(({ text, because }) => `${text}: ${because}`).join(' '), '/despite')
    const stood = criteria.map(({ id: criterion, answer }) => ({ criterion, answer }))
    const body = { outcome, reasons, despite, stood, persons: room.data.persons }
    return changed(
      await unit.append(standDownRecord, 'recover.standDownDecided', which.id, body, {
        expectedVersion: which.version,
      }),
    )
  })
}

export function secondStandDown(
  room: RecoverRoom,
  { words = '', ...which }: InputOf<typeof api.secondStandDown>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, standDownRecord, which)
    obey(unit, whyNotStandDown(state, 'second', unit.view.reader.person))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(standDownRecord, 'recover.standDownSeconded', which.id, { words }, options))
  })
}

export function returnStandDown(
  room: RecoverRoom,
  { reason, ...which }: InputOf<typeof api.returnStandDown>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, standDownRecord, which)
    obey(unit, whyNotStandDown(state, 'return', unit.view.reader.person))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(standDownRecord, 'recover.standDownReturned', which.id, { reason }, options))
  })
}

export function tellRelapse(
  room: RecoverRoom,
  { because, record: given, ...which }: InputOf<typeof api.tellRelapse>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, standDownRecord, which)
    obey(unit, whyNotStandDown(state, 'relapse', unit.view.reader.person))
    const record = given ?? null
    await mustPoint(room, unit, record, '/record')
    const body = { because, criterion: null, record }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(standDownRecord, 'recover.relapseFound', which.id, body, options))
  })
}

export function withdrawStandDown(
  room: RecoverRoom,
  { reason, ...which }: InputOf<typeof api.withdrawStandDown>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, standDownRecord, which)
    obey(unit, whyNotStandDown(state, 'withdraw', unit.view.reader.person))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(standDownRecord, 'recover.standDownWithdrawn', which.id, { reason }, options))
  })
}
