// Requirements: asked by a person, changed, listed with what they raised; and the judging of alerts.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/requirements.ts'
import { itemRecord } from '../events/item.ts'
import { alertRecord, requirementRecord } from '../events/requirement.ts'
import { isEmptyQuery } from '../rules/requirements.ts'
import { alertCounts, alertPage, requirementList } from '../store/alerts.ts'
import { momentOf } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { shown } from './show-items.ts'

export async function setRequirement(
  room: WatchRoom,
  { question, query, priority = 2, until, marking }: InputOf<typeof api.setRequirement>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.setRequirement>>> {
  if (isEmptyQuery(query)) return refuse('empty-query', undefined, '/query')
  const ends = momentOf(until ?? null)
  if (until !== undefined && ends === null) return refuse('bad-input', 'That moment does not exist.', '/until')
  const owner = call.reader.organisation ?? room.journal.home
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const { held } = await unit.open(
      requirementRecord,
      'watch.requirementSet',
      { question, query, priority, until: ends, setBy: person },
      { owner, ...(marking ? { marking } : {}) },
    )
    return done(shown(held))
  })
}

export async function changeRequirement(
  room: WatchRoom,
  { id, version, ...changed }: InputOf<typeof api.changeRequirement>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.changeRequirement>>> {
  if (Object.keys(changed).length === 0) return refuse('nothing-to-change')
  if (changed.query && isEmptyQuery(changed.query)) return refuse('empty-query', undefined, '/query')
  if (changed.until && momentOf(changed.until) === null) {
    return refuse('bad-input', 'That moment does not exist.', '/until')
  }
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const found = await unit.read(requirementRecord, id)
    if (!found) return unit.refuse('unknown', `There is no requirement ${id} that you may read.`)
    const { held } = await unit.append(requirementRecord, 'watch.requirementChanged', id, changed, {
      expectedVersion: version,
    })
    return done(shown(held))
  })
}

export async function listRequirements(
  room: WatchRoom,
  { active }: InputOf<typeof api.listRequirements>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listRequirements>>> {
  const [list, counts] = await Promise.all([
    requirementList(room.journal, call.view, active),
    alertCounts(room.journal, call.view),
  ])
  const requirements = list.map((requirement) => ({
    ...shown(requirement),
    openAlerts: counts.get(requirement.id)?.open ?? 0,
    alerts: counts.get(requirement.id)?.all ?? 0,
  }))
  return done({ requirements })
}

export async function listAlerts(
  room: WatchRoom,
  { after, limit = 50, ...filter }: InputOf<typeof api.listAlerts>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listAlerts>>> {
  const { reads } = room.journal
  const { alerts, total } = await alertPage(room.journal, call.view, filter, after, limit + 1)
  const page = alerts.slice(0, limit)
  const asked = page.flatMap(({ state }) => state.requirement ?? [])
  const [items, requirements, organisations] = await Promise.all([
    reads.some(itemRecord, call.view, [...new Set(page.map(({ state }) => state.item))]),
    reads.some(requirementRecord, call.view, [...new Set(asked)]),
    reads.some(organisationRecord, call.view, [...new Set(page.flatMap(({ state }) => state.concerns))]),
  ])
  const titles = new Map(items.map(({ id, state }) => [id, state.title]))
  const questions = new Map(requirements.map(({ id, state }) => [id, state.question]))
  const names = new Map(organisations.map(({ id, state }) => [id, state.name]))
  return done({
    alerts: page.map((alert) => ({
      ...shown(alert),
      question: questions.get(alert.state.requirement ?? '') ?? null,
      itemTitle: titles.get(alert.state.item) ?? null,
      concernsNames: alert.state.concerns.flatMap((id) => {
        const name = names.get(id)
        return name === undefined ? [] : [{ id, name }]
      }),
    })),
    next: alerts.length > limit ? (page.at(-1)?.id ?? null) : null,
    total,
  })
}

export function judgeAlert(
  room: WatchRoom,
  { id, version, status, reason }: InputOf<typeof api.judgeAlert>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.judgeAlert>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const alert = await unit.read(alertRecord, id)
    if (!alert || !(await unit.read(itemRecord, alert.state.item))) {
      return unit.refuse('unknown', `There is no alert ${id} that you may read.`)
    }
    if (alert.version === version && alert.state.status === status) return unit.refuse('nothing-to-change')
    const { held } = await unit.append(
      alertRecord,
      'watch.alertJudged',
      id,
      { status, person, reason: reason ?? null },
      { expectedVersion: version },
    )
    return done(shown(held))
  })
}
