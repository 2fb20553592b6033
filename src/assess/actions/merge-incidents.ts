// Two incidents that are one, and one that is two; both can be taken back.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import type { Incident } from '../model.ts'
import { incidentStatuses } from '../model.ts'
import { nothingAffected } from '../rules/classify.ts'
import { incident } from '../rules/incident.ts'
import { listed, move, takesMerges } from '../rules/lifecycle.ts'
import { isEmpty, partsHeld, partsToTake, staysWithin, withParts } from '../rules/parts.ts'
import { referenceOf } from '../rules/reference.ts'
import { nextNumber } from '../store/incidents.ts'
import { changed, choiceOf, type Desk, incidentAt, noteReports, numbered } from './desk.ts'

type Merged = OutputOf<typeof api.mergeIncidents>

export function mergeIncidents(
  desk: Desk,
  input: InputOf<typeof api.mergeIncidents>,
  call: Call,
): Promise<Reply<Merged>> {
  return desk.journal.commit(call.writer, async (unit) => {
    if (input.source === input.target) return refuse('same-incident')
    const source = await incidentAt(unit, input.source, input.sourceVersion, 'allowed')
    const target = await incidentAt(unit, input.target, input.targetVersion)
    const moved = move(source.state.status, 'merge')
    if (!moved.ok) return refuse('wrong-state', moved.why, '/source')
    if (!takesMerges(target.state.status)) {
      const where = listed(incidentStatuses.filter(takesMerges))
      return refuse(
        'wrong-state',
        `An incident that is ${target.state.status} takes no other; it can while it is ${where}.`,
        '/target',
      )
    }
    if (!staysWithin(target.marking, source.marking)) {
      const text = `What is known of the source is marked TLP:${source.marking.tlp}; the target, TLP:${target.marking.tlp}, is shown to others.`
      return refuse('would-leak', text)
    }
    return done(await mergeInto(desk, unit, source, target, input.reason))
  })
}

export async function mergeInto(
  desk: Desk,
  unit: Unit,
  source: Held<Incident>,
  target: Held<Incident>,
  reason: string,
): Promise<Merged> {
  const parts = partsToTake(source.state, target.state)
  const gone = await unit.append(
    incident,
    'assess.incidentMergedInto',
    source.id,
    { into: target.id, reason },
    { expectedVersion: source.version },
  )
  const took = await unit.append(
    incident,
    'assess.incidentTookOver',
    target.id,
    { incident: source.id, parts, reason },
    { cause: [gone.entry], expectedVersion: target.version },
  )
  await noteReports(desk, unit, parts.reports, 'assess.reportTaken', target.id, took.entry)
  return { source: changed(gone), target: changed(took) }
}

export function unmergeIncident(
  desk: Desk,
  input: InputOf<typeof api.unmergeIncident>,
  call: Call,
): Promise<Reply<Merged>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const source = await incidentAt(unit, input.source, input.sourceVersion, 'allowed')
    const { merged } = source.state
    if (!merged) return refuse('not-merged', `${source.state.reference} is ${source.state.status}.`)
    const moved = move(source.state.status, 'unmerge', merged.from)
    if (!moved.ok) return refuse('wrong-state', moved.why)
    const target = await unit.read(incident, merged.into)
    if (!target) return refuse('unknown', 'You may not read the incident that it was merged into.')
    const { reason } = input
    const body = { from: merged.into, to: moved.to, reason }
    const free = await unit.append(incident, 'assess.incidentUnmerged', source.id, body, {
      expectedVersion: source.version,
    })
    const gave = await unit.append(
      incident,
      'assess.incidentGaveBack',
      target.id,
      { incident: source.id, reason },
      { cause: [free.entry] },
    )
    const left = target.state.reports.filter((id) => !gave.held.state.reports.includes(id))
    await noteReports(desk, unit, left, 'assess.reportReleased', target.id, gave.entry)
    return done({ source: changed(free), target: changed(gave) })
  })
}

export function splitIncident(
  desk: Desk,
  input: InputOf<typeof api.splitIncident>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.splitIncident>>> {
  return numbered(call.view.realm, () =>
    desk.journal.commit(call.writer, async (unit) => {
      const { id, version, title, reason } = input
      const from = await incidentAt(unit, id, version)
      const parts = partsHeld(input.parts, from.state)
      if (isEmpty(parts)) return refuse('nothing-to-split')
      const subject: Id = unit.newId()
      const left = await unit.append(
        incident,
        'assess.incidentSplit',
        id,
        { into: subject, parts, reason },
        { expectedVersion: version },
      )
      const year = Number(unit.now.slice(0, 4))
      const number = await nextNumber(desk.journal, incident.name, unit.view, year)
      const reference = referenceOf('INC', year, number)
      const { classification, priority, times, assigned } = from.state
      const opened = await unit.open(
        incident,
        'assess.incidentDeclared',
        {
          reference,
          year,
          number,
          title,
          summary: '',
          ...withParts({ observations: [], reports: [], affected: nothingAffected }, parts),
          classification,
          // How bad the one was says nothing about how bad its part is.
          severity: null,
          priority,
          times,
          assigned,
          splitFrom: id,
        },
        { subject, cause: [left.entry], marking: choiceOf(from.marking), owner: from.marking.owner },
      )
      await noteReports(desk, unit, parts.reports, 'assess.reportTaken', subject, opened.entry)
      await noteReports(desk, unit, parts.reports, 'assess.reportReleased', id, left.entry)
      return done({ source: changed(left), created: changed(opened), reference })
    }),
  )
}
