// Everything that the room of a crisis shows, in one answer: what is, what waits for whom, what is due, what just happened.
import type { Static } from 'typebox'
import type { Entry } from '#kernel/entry.ts'
import type { Instant } from '#kernel/time.ts'
import type { CrisisRoomShown } from '../../api/crisis-room.ts'
import type * as is from '../../model/crisis-room.ts'
import type { ReadableFacts, Recent } from './crisis-facts.ts'
import { countedIncidents, matrixOf, type PictureMeans, totalsOf } from './crisis-picture.ts'
import { movesFrom } from './lifecycle.ts'
import { forReader } from './named-ids.ts'
import { narrate } from './narrate.ts'
import { shownBeat } from './shown.ts'

type Room = Static<typeof CrisisRoomShown>

const shownOf = { decisions: 30, tasks: 50, clocks: 20, notices: 30, news: 20, decided: 5 }

export function crisisRoom(facts: ReadableFacts, now: Instant, means: PictureMeans): Room {
  const { crisis, state } = facts
  const counted = countedIncidents(facts, now, means.thresholds)
  const { reference, title, summary, kind, status, statusSince, openedAt } = state
  const tasks = facts.tasks.filter((one) => one.state.status === 'assigned' || one.state.status === 'acknowledged')
  const waiting = facts.decisions.filter((one) => isWaiting(one.state.status))
  const clocks = facts.duties.filter((one) => one.state.status === 'running')
  const notices = facts.notices.filter((one) => one.state.status === 'open')
  return {
    at: now,
    crisis: {
      ...{ id: crisis.id, version: crisis.version, marking: crisis.marking },
      ...{ reference, title, summary, kind, status, statusSince, openedAt, moves: movesFrom(status) },
    },
    withheld: means.tellsWithheld ? facts.withheld : null,
    totals: totalsOf(facts, counted),
    matrix: matrixOf(counted.matrix, state.strands).map(({ sector, country, open, strands, worst }) => {
      return { sector, country, open, strands, worst }
    }),
    strands: state.strands
      .filter((one) => one.status !== 'ended')
      .map(({ key, domain, title: name, status: how }) => {
        return { key, domain, title: name, status: how }
      }),
    rungs: rungsOf(facts.ladder?.state.modes ?? {}),
    steps: (facts.ladder?.state.steps ?? []).filter((one) => one.status === 'proposed').map(shownStep),
    decisions: [...waiting.slice(0, shownOf.decisions), ...lastDecided(facts)].map(shownDecision),
    tasks: tasks.sort(byUrgency).slice(0, shownOf.tasks).map(shownTask),
    clocks: clocks
      .sort(byDue)
      .slice(0, shownOf.clocks)
      .map((one) => shownClock(one, facts)),
    notices: notices.sort(byDue).slice(0, shownOf.notices).map(shownNotice),
    counts: {
      decisions: waiting.length,
      ...taskCounts(tasks, now),
      clocks: clocks.length,
      clocksOverdue: clocks.filter(({ state: one }) => one.dueAt !== null && one.dueAt < now && !one.tentative).length,
      notices: notices.length,
    },
    beats: status === 'closed' ? [] : state.rhythm.filter(goesOn).map((beat) => shownBeat(beat, now)),
    objectives: state.objectives
      .filter((one) => one.status === 'open')
      .map(({ key, text, owner }) => {
        return { key, text, owner: owner?.name ?? null }
      }),
    participants: state.participants
      .filter((one) => one.until === null)
      .map(({ key, party, roles }) => {
        return { key, name: party.name, roles }
      }),
    lines: state.lines.filter((one) => one.status === 'agreed' || one.status === 'draft').map(shownLine),
    news: facts.recent.flatMap((one) => newsOf(one, facts)).slice(0, shownOf.news),
  }
}

const isWaiting = (status: string) => status === 'open' || status === 'for-second'
const goesOn = ({ stoppedAt }: { stoppedAt: Instant | null }) => stoppedAt === null

export function rungsOf(modes: NonNullable<ReadableFacts['ladder']>['state']['modes']): Static<typeof is.RoomRung>[] {
  return Object.entries(modes).map(([network, { mode, since, step }]) => ({
    network,
    mode,
    since,
    moved: step !== null,
  }))
}

type Step = NonNullable<ReadableFacts['ladder']>['state']['steps'][number]
function shownStep({ key, network, from, to, direction, proposedAt, proposedBy }: Step): Static<typeof is.RoomStep> {
  return { key, network, from, to, direction, proposedAt, proposedBy }
}

type Decision = ReadableFacts['decisions'][number]

function lastDecided({ decisions }: ReadableFacts): Decision[] {
  return decisions
    .filter((one) => one.state.status === 'decided')
    .sort((a, b) => ((a.state.chosen?.at ?? '') > (b.state.chosen?.at ?? '') ? -1 : 1))
    .slice(0, shownOf.decided)
}

function shownDecision({ id, version, marking, state }: Decision): Static<typeof is.RoomDecision> {
  const { reference, question, status, reviewAt, changedAt, chosen } = state
  return {
    ...{ id, version, marking, reference, question, status, reviewAt, changedAt },
    options: state.options.filter((one) => one.dropped === null).length,
    chosen: chosen ? (state.options.find((one) => one.key === chosen.option)?.text ?? chosen.option) : null,
    by: chosen?.by ?? null,
  }
}

type Task = ReadableFacts['tasks'][number]
const priorities = ['urgent', 'high', 'normal', 'low']

/** What nobody has heard first, then what is due first. */
function byUrgency({ state: a }: Task, { state: b }: Task): number {
  const heard = (one: Task['state']) => (one.status === 'assigned' ? 0 : 1)
  const due = (one: Task['state']) => one.due ?? '9'
  return (
    heard(a) - heard(b) ||
    (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0) ||
    priorities.indexOf(a.priority) - priorities.indexOf(b.priority)
  )
}

function shownTask({ id, version, marking, state }: Task): Static<typeof is.RoomTask> {
  const { title, priority, status, assignee, due, acknowledgeBy, hands } = state
  const { person, rota } = assignee
  return { id, version, marking, title, priority, status, person, rota, due, acknowledgeBy, hands: hands.length }
}

function taskCounts(tasks: readonly Task[], now: Instant) {
  return {
    tasks: tasks.length,
    tasksNotAcknowledged: tasks.filter(({ state }) => state.status === 'assigned').length,
    tasksOverdue: tasks.filter(({ state }) => state.due !== null && state.due < now).length,
  }
}

type Clock = ReadableFacts['duties'][number]

function byDue(a: { state: { dueAt?: Instant | null; due?: unknown } }, b: typeof a): number {
  const due = ({ state }: typeof a) => state.dueAt ?? (typeof state.due === 'string' ? state.due : '9')
  return due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0
}

function shownClock({ id, version, marking, state }: Clock, { incidents }: ReadableFacts): Static<typeof is.RoomClock> {
  const { entityName, regime, report, name, dueAt: due, tentative, breachedAt } = state
  const found = incidents.find((one) => one.id === state.incident)
  const about = { incident: found?.id ?? null, reference: found?.state.reference ?? null }
  return { id, version, marking, ...about, entityName, regime, report, name, due, tentative, breachedAt }
}

type Notice = ReadableFacts['notices'][number]
function shownNotice({ id, version, marking, state }: Notice): Static<typeof is.RoomNotice> {
  const { kind, title, due, recipients } = state
  const told = recipients.filter((one) => one.told !== null && one.told.state === 'sent').length
  return { id, version, marking, kind, title, due, recipients: recipients.length, told }
}

function shownLine(line: ReadableFacts['state']['lines'][number]): Static<typeof is.RoomLine> {
  const { key, audience, language, text, status, agreedAt } = line
  return { key, audience, language, text, status, agreedAt }
}

/** One late entry as a sentence; none where it is about something that this reader may not read. */
export function newsOf({ entry, before }: Recent, { known }: Pick<ReadableFacts, 'known'>): is.RoomNews[] {
  const shown = forReader(entry, known)
  if (!shown) return []
  const { id, record, subject, recordedAt, actor, marking } = entry
  const { text } = narrate(shown as Entry, before?.state, before?.marking)
  return [{ entry: id, record, id: subject, at: recordedAt, by: actor, marking, text: text.slice(0, 1_000) }]
}
