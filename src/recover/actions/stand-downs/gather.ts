// The facts of a stand-down, as one reader may read them: from the document of the crisis, and from what stands beside it.
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import { agreementRecord } from '#federate/events.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { failoverRecord, reachFindingRecord } from '#sustain/events.ts'
import { breachRecord } from '../../events/breach.ts'
import { goalRecord } from '../../events/goal.ts'
import { measureRecord } from '../../events/measure.ts'
import type { Breach } from '../../model/breach.ts'
import type { Goal } from '../../model/goal.ts'
import type { Measure } from '../../model/measure.ts'
import { since, standingOf } from '../../rules/goal-standing.ts'
import type { Named, ServiceFact, StandDownFacts } from '../../rules/stand-down/facts.ts'
import { having, listed } from '../../store/records.ts'
import type { RecoverRoom } from '../room.ts'

/** What is switched on by the record, with the kind of measure that it is. */
export interface FoundMeasure extends Named {
  kind: string
  says: string
  since: string | null
}
export interface Gathered {
  file: CrisisFile
  facts: StandDownFacts
  measures: Held<Measure>[]
  found: FoundMeasure[]
}

const calm = ['contained', 'recovering', 'resolved', 'closed', 'rejected', 'merged']

export async function gather(
  room: RecoverRoom,
  view: View,
  crisis: string,
  now: string,
): Promise<Gathered | undefined> {
  const { journal, coordinate } = room
  const file = await coordinate.crisisFile(view, crisis)
  if (!file) return undefined
  const incidents = file.incidents.map(({ id }) => id)
  const [goals, measures, findings, failovers, agreements, breaches] = await Promise.all([
    listed(journal, view, goalRecord, { crisis }),
    listed(journal, view, measureRecord, { crisis }),
    having(journal, view, reachFindingRecord, 'status', ['open']),
    having(journal, view, failoverRecord, 'state', ['switched', 'returning', 'stranded']),
    having(journal, view, agreementRecord, 'status', ['in-force']),
    listed(journal, view, breachRecord, { incidents }),
  ])
  const moved = failovers.filter(({ state }) => !state.drill && state.proposedAt >= file.crisis.state.openedAt)
  const meant = serviceNames(file, goals)
  const open = findings.filter(({ state }) => meant.has(fold(state.name)) || watches(goals, state.service))
  const found = [
    ...moved.map(({ id, record, title, state }) => ({
      ...{ id, record, title, kind: 'dns-failover', since: state.switchedAt },
      says: `The resolver is ${state.state} since it was moved.`,
    })),
    ...onLadder(room, file),
    ...beats(file),
    ...markings(file),
    ...rotas(file),
    ...isolated(breaches),
    ...agreements
      .filter(({ since: from }) => from >= file.crisis.state.openedAt)
      .map(({ id, record, title, since: from }) => ({
        ...{ id, record, title, kind: 'agreement', since: from, says: 'In force since the crisis began.' },
      })),
  ].filter((one) => !measures.some(({ state }) => isListed(state, one)))
  const stranded = moved.filter(({ state }) => state.state === 'stranded')
  const facts: StandDownFacts = {
    withheld: file.withheld,
    crisis: { record: 'coordinate.crisis', id: file.crisis.id, title: file.crisis.state.title },
    attacks: file.attacks
      .filter(({ state }) => state.judged?.as !== 'false alarm')
      .map(({ id, state }) => ({
        ...{ record: 'sense.attack', id, title: state.title, over: state.state === 'over', end: state.end },
      })),
    services: goals.filter(({ state }) => state.state !== 'given-up').map((goal) => serviceOf(goal, now)),
    falling: [
      ...open.map(({ id, record, state }) => ({
        ...{
          id,
          record,
          title: state.name,
          well: false,
          since: state.onset,
          why: `found to be ${state.verdict.state}.`,
        },
      })),
      ...stranded.map(({ id, record, title, since: from }) => ({
        ...{ id, record, title, well: false, since: from, why: 'neither moved nor back; somebody must look at once.' },
      })),
    ],
    clocks: file.duties
      .filter(({ state }) => state.status === 'running' && !state.tentative)
      .map(({ id, state }) => ({
        ...{ record: 'assess.duty', id, title: `${state.name}, ${state.entityName}`, due: state.dueAt },
      })),
    ladder: file.ladder && {
      ...{ record: 'coordinate.ladder', id: file.ladder.id, title: 'Ladder' },
      rungs: rungsOf(room, file.ladder.state.modes),
    },
    incidents: file.incidents.map(({ id, state }) => ({
      ...{ record: 'assess.incident', id, title: `${state.reference} ${state.title}`, status: state.status },
      ...{ since: state.statusSince, calm: calm.includes(state.status) },
    })),
    urgentTasks: file.tasks
      .filter(({ state }) => state.priority === 'urgent' && ['assigned', 'acknowledged'].includes(state.status))
      .map(({ id, state }) => ({ record: 'coordinate.task', id, title: state.title })),
    measures: measures
      .filter(({ state }) => state.state !== 'withdrawn')
      .map(({ id, record, state }) => ({ id, record, title: state.title, owned: state.owner !== null })),
    unlisted: found,
  }
  return { file, facts, measures, found }
}

/** Taken off the list counts too: somebody looked at it and said that it is none. */
function isListed({ record, kind, title }: Measure, one: FoundMeasure): boolean {
  return record?.id === one.id && (kind === one.kind || record.record === one.record) && sameThing(kind, title, one)
}

/** A crisis has many beats, a ladder many rungs: there the title tells which is meant. */
function sameThing(kind: string, title: string, one: FoundMeasure): boolean {
  return kind !== one.kind || !['rhythm', 'ladder', 'isolation'].includes(kind) || title === one.title
}

const fold = (name: string) => name.normalize('NFKC').toLowerCase().trim()
function serviceNames(file: CrisisFile, goals: readonly Held<Goal>[]): Set<string> {
  const affected = file.incidents.flatMap(({ state }) => state.affected.services.map(({ name }) => name))
  return new Set([...affected, ...goals.map(({ state }) => state.service)].map(fold))
}
const watches = (goals: readonly Held<Goal>[], service: string) => goals.some(({ state }) => state.watched === service)

function serviceOf({ id, record, state }: Held<Goal>, now: string): ServiceFact {
  const { level, usable } = standingOf(state, now)
  const back = since(
    state.progress.filter(({ at }) => at <= now),
    state.minimumLevel,
  )
  const percent = Math.round(level * 100)
  return {
    ...{ id, record, title: state.service, well: usable, since: back ?? state.outageSince },
    why: `stands at ${percent} %, ${usable ? 'usable' : `below its minimum of ${Math.round(state.minimumLevel * 100)} %`}.`,
  }
}

function rungsOf({ data }: RecoverRoom, modes: Record<string, { mode: string; since: string }>) {
  return Object.entries(data.ladderAtMost).flatMap(([network, most]) => {
    const stands = modes[network]
    const rung = data.rungs.find((one) => one.network === network && one.mode === stands?.mode)
    const atMost = data.rungs.find((one) => one.network === network && one.mode === most)?.rank ?? 0
    return rung && stands ? [{ ...rung, atMost, since: stands.since }] : []
  })
}

function onLadder({ data }: RecoverRoom, { ladder }: CrisisFile): FoundMeasure[] {
  if (!ladder) return []
  return Object.keys(data.ladderAtMost).flatMap((network) => {
    const stands = ladder.state.modes[network]
    const rung = data.rungs.find((one) => one.network === network && one.mode === stands?.mode)
    if (!rung || !stands || rung.rank === 0) return []
    const title = `${rung.name}: ${rung.modeName}`
    const says = 'Stands higher than in quiet times.'
    return [{ record: 'coordinate.ladder', id: ladder.id, title, kind: 'ladder', since: stands.since, says }]
  })
}

function beats({ crisis }: CrisisFile): FoundMeasure[] {
  return crisis.state.rhythm
    .filter(({ everyMinutes, stoppedAt }) => everyMinutes !== null && stoppedAt === null)
    .map(({ what, firstAt }) => ({
      ...{ record: 'coordinate.crisis', id: crisis.id, title: what, kind: 'rhythm', since: firstAt },
      says: 'Comes round and was not stopped.',
    }))
}

function markings({ crisis, incidents }: CrisisFile): FoundMeasure[] {
  return [
    { record: 'coordinate.crisis', title: crisis.state.title, ...crisis },
    ...incidents.map((one) => ({ record: 'assess.incident', title: one.state.title, ...one })),
  ]
    .filter(({ marking }) => marking.tlp === 'RED')
    .map(({ record, id, title, marking }) => ({
      ...{ record, id, title, kind: 'marking', since: null },
      says: `TLP:RED${marking.reviewOn ? `, to be looked at on ${marking.reviewOn}` : ''}.`,
    }))
}

function rotas({ tasks }: CrisisFile): FoundMeasure[] {
  const ids = new Set(tasks.flatMap(({ state }) => (state.endedAt === null ? (state.assignee.rota ?? []) : [])))
  return [...ids].map((id) => ({
    ...{ record: 'coordinate.rota', id, title: 'Duty rota', kind: 'rota', since: null },
    says: 'Open tasks of the crisis are with it.',
  }))
}

function isolated(breaches: readonly Held<Breach>[]): FoundMeasure[] {
  return breaches.flatMap(({ id, record, state }) =>
    state.steps
      .filter(({ phase, state: stands }) => phase === 'isolate' && stands === 'done')
      .filter(
        ({ part }) => !state.steps.some((one) => one.phase === 'restore' && one.state === 'done' && one.part === part),
      )
      .map(({ text, endedAt }) => ({
        ...{ record, id, title: text.slice(0, 300), kind: 'isolation', since: endedAt },
        says: `Isolated for the breach at ${state.entity.name}, not restored.`,
      })),
  )
}
