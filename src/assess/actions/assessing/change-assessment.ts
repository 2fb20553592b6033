// Changes to an assessment: what is known, who it is about, which services, when things happened. Each is judged at once.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/assessments.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { ToldSource } from '../../model/told.ts'
import { allProposals } from '../../rules/assessing/proposals.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { anchorNow } from '../../rules/clocks/anchors.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { sourcesFor } from '../../store/assessment-sources.ts'
import { dutiesOf } from '../../store/duties.ts'
import { answered, changesNothing, knownToPerson } from './answers.ts'
import { changeAssessment, type JudgedChange } from './judge-assessment.ts'
import { momentNotAhead } from './open-assessment.ts'
import { type AssessingRoom, assessmentAt, lawFor, mustFollow } from './room.ts'
import { namedServices } from './services.ts'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const listed = (words: readonly string[]) => `${words.slice(0, 8).join(', ')}${words.length > 8 ? ' and others' : ''}`

export function answerFacts(
  room: AssessingRoom,
  input: InputOf<typeof api.answerFacts>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.answerFacts>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await assessmentAt(unit, input.id, input.version)
    const law = room.law.current()
    const sources = () => sourcesFor(room.journal, unit.view, held.state, room, unit.now, held.marking)
    const after = await answered(unit, law, held.state, input.answers, async () => allProposals(await sources()).facts)
    if (changesNothing(held, after)) return refuse('nothing-to-change')
    const because = `answered: ${listed(input.answers.map((one) => one.fact))}`
    const records = input.answers.flatMap((one) => one.source?.record ?? [])
    const cause = await newestEntries(room.journal, unit.view, [...new Set(records)])
    return done(await changeAssessment(room, unit, held, 'assess.factsAnswered', after, { law, because, cause }))
  })
}

export function describeEntity(
  room: AssessingRoom,
  input: InputOf<typeof api.describeEntity>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.describeEntity>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await assessmentAt(unit, input.id, input.version)
    const entity = { ...held.state.entity, ...input.entity }
    if (same(entity, held.state.entity)) return refuse('nothing-to-change')
    const because = `the entity was described anew: ${listed(Object.keys(input.entity))}`
    const why = { law: room.law.current(), because }
    return done(await changeAssessment(room, unit, held, 'assess.assessedEntityDescribed', { entity }, why))
  })
}

export function setServices(
  room: AssessingRoom,
  input: InputOf<typeof api.setServices>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.setServices>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await assessmentAt(unit, input.id, input.version)
    const after = namedServices(unit, held.state.services, input.services)
    if (same(after, held.state.services)) return refuse('nothing-to-change')
    const services = after.map(({ id, name }) => ({ id, name }))
    const because = `the services affected are ${listed(services.map((one) => one.name)) || 'none'}`
    return done(
      await changeAssessment(
        room,
        unit,
        held,
        'assess.servicesSet',
        { services },
        { law: room.law.current(), because },
      ),
    )
  })
}

/** More would be no history any more. */
const mostWords = 200

export function setAnchor(
  room: AssessingRoom,
  input: InputOf<typeof api.setAnchor>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.setAnchor>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await assessmentAt(unit, input.id, input.version)
    const { anchor, reason } = input
    const at = input.at === null ? null : momentNotAhead(unit, input.at, '/at')
    const before = held.state.anchors[anchor] ?? []
    if (anchorNow(before) === at) return refuse('nothing-to-change', `${anchor} is so already.`)
    if (before.length >= mostWords) return refuse('too-large', `${anchor} was set ${mostWords} times.`)
    const source = await anchorSource(room, unit, held, anchor, at, input.source)
    const because = `${anchor} is ${at ?? 'not known any more'}${anchorNow(before) ? ` instead of ${anchorNow(before)}` : ''}: ${reason}`
    const cause = await newestEntries(room.journal, unit.view, source.record ? [source.record] : [])
    const why = { law: room.law.current(), because, cause, ...(at ? { observedAt: at } : {}) }
    return done(await changeAssessment(room, unit, held, 'assess.anchorSet', { anchor, at, reason, source }, why))
  })
}

async function anchorSource(
  room: AssessingRoom,
  unit: Unit,
  { state, marking }: Held<Assessment>,
  anchor: string,
  at: Instant | null,
  given: ToldSource = knownToPerson,
): Promise<ToldSource> {
  if (given.kind === 'person') return { ...given, record: null }
  const known = await sourcesFor(room.journal, unit.view, state, room, unit.now, marking)
  const proposed = allProposals(known).anchors.find(
    (one) =>
      one.anchor === anchor && one.at === at && one.source.kind === given.kind && one.source.record === given.record,
  )
  return (
    proposed?.source ?? unit.refuse('not-proposed', `Nothing of that source says so of '${anchor}' now.`, '/source')
  )
}

export function judgeAgain(
  room: AssessingRoom,
  input: InputOf<typeof api.judgeAgain>,
  call: Call,
): Promise<Reply<JudgedChange>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await assessmentAt(unit, input.id, input.version)
    const law = await lawFor(room, unit, input.law)
    const { reason = null } = input
    const because = `judged again by the law of version ${law.law.version}${reason ? `: ${reason}` : ''}`
    return done(await changeAssessment(room, unit, held, 'assess.assessmentJudged', { reason }, { law, because }))
  })
}

export function closeAssessment(
  room: AssessingRoom,
  input: InputOf<typeof api.closeAssessment>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.closeAssessment>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, reason, version } = input
    const held = await assessmentAt(unit, id, version)
    const { owed, open } = await stillOpen(room, unit, held.id)
    if (owed.length > 0) return refuse('duties-run', `Still owed: ${listed(owed.map(({ state }) => state.name))}.`)
    const { entry, held: after } = await unit.append(assessmentRecord, 'assess.assessmentClosed', id, { reason })
    mustFollow(unit, held, after)
    for (const duty of open) {
      const because = `The assessment was closed: ${reason}`
      await unit.append(dutyRecord, 'assess.dutyEnded', duty.id, { because, article: null }, { cause: [entry] })
    }
    return done({ id, version: after.version, entry })
  })
}

/** Owed: for certain, with a limit. The others end with the reason: those that wait to be asked for, and updates without a limit. */
async function stillOpen({ journal }: AssessingRoom, unit: Unit, assessment: string) {
  const duties = await dutiesOf(journal, unit.view.realm, assessment)
  const open = duties.filter(({ state }) => state.status === 'waiting' || state.status === 'running')
  const owed = open.filter(({ state }) => state.dueAt !== null && !state.tentative && state.mandatory)
  return { owed, open }
}
