// Changes to one incident: what it is, what it affects, when it was, who works on it, what it rests on, where it stands.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import { checkAffected, checkClassification, checkTimes } from '../rules/classify.ts'
import { incident } from '../rules/incident.ts'
import { move, needsReason } from '../rules/lifecycle.ts'
import { mustExist } from './declare-incident.ts'
import { type Changed, changed, type Desk, incidentAt, noteReports } from './desk.ts'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export function describeIncident(
  desk: Desk,
  input: InputOf<typeof api.describeIncident>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { state } = await incidentAt(unit, input.id, input.version)
    const body = {
      ...(input.title === undefined || input.title === state.title ? {} : { title: input.title }),
      ...(input.summary === undefined || input.summary === state.summary ? {} : { summary: input.summary }),
    }
    if (same(body, {})) return refuse('nothing-to-change')
    return done(
      changed(
        await unit.append(incident, 'assess.incidentDescribed', input.id, body, { expectedVersion: input.version }),
      ),
    )
  })
}

export function classifyIncident(
  desk: Desk,
  input: InputOf<typeof api.classifyIncident>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { state } = await incidentAt(unit, input.id, input.version)
    const { classification, severity, priority } = input
    if (classification) {
      const checked = checkClassification(classification, desk.taxonomies)
      if (!checked.ok) return checked
    }
    const judged = state.severity && { value: state.severity.value, reason: state.severity.reason }
    const body = {
      ...(classification && !same(classification, state.classification) ? { classification } : {}),
      ...(severity && !(judged?.value === severity.value && judged.reason === severity.reason) ? { severity } : {}),
      ...(priority && priority !== state.priority ? { priority } : {}),
    }
    if (same(body, {})) return refuse('nothing-to-change')
    return done(
      changed(
        await unit.append(incident, 'assess.incidentClassified', input.id, body, { expectedVersion: input.version }),
      ),
    )
  })
}

export function setAffected(desk: Desk, input: InputOf<typeof api.setAffected>, call: Call): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { state } = await incidentAt(unit, input.id, input.version)
    const affected = checkAffected(input.affected, state.affected, desk.taxonomies)
    if (!affected.ok) return affected
    if (same(affected.value, state.affected)) return refuse('nothing-to-change')
    return done(
      changed(
        await unit.append(incident, 'assess.incidentAffectedSet', input.id, affected.value, {
          expectedVersion: input.version,
        }),
      ),
    )
  })
}

export function setTimes(desk: Desk, input: InputOf<typeof api.setTimes>, call: Call): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { state } = await incidentAt(unit, input.id, input.version)
    const times = checkTimes(input.times, state.times, unit.now)
    if (!times.ok) return times
    if (same(times.value, state.times)) return refuse('nothing-to-change')
    return done(
      changed(
        await unit.append(incident, 'assess.incidentTimesSet', input.id, times.value, {
          expectedVersion: input.version,
        }),
      ),
    )
  })
}

export function moveIncident(
  desk: Desk,
  input: InputOf<typeof api.moveIncident>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.moveIncident>>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { state } = await incidentAt(unit, input.id, input.version, 'allowed')
    const moved = move(state.status, input.event)
    if (!moved.ok) return refuse('wrong-state', moved.why, '/event')
    if (needsReason[input.event] && !input.reason)
      return refuse('reason-missing', `To ${input.event} an incident, say why.`, '/reason')
    const body = { event: input.event, from: state.status, to: moved.to, reason: input.reason ?? null }
    const after = await unit.append(incident, 'assess.incidentMoved', input.id, body, {
      expectedVersion: input.version,
    })
    return done({ ...changed(after), status: moved.to })
  })
}

export function assignIncident(
  desk: Desk,
  input: InputOf<typeof api.assignIncident>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { state } = await incidentAt(unit, input.id, input.version)
    if (same(input.persons, state.assigned)) return refuse('nothing-to-change')
    const { id, version, persons } = input
    return done(
      changed(await unit.append(incident, 'assess.incidentAssigned', id, { persons }, { expectedVersion: version })),
    )
  })
}

export function linkObservations(
  desk: Desk,
  input: InputOf<typeof api.linkObservations>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { id, version } = input
    const { state } = await incidentAt(unit, id, version)
    const observations = (input.observations ?? []).filter((one) => !state.observations.includes(one))
    const reports = (input.reports ?? []).filter((one) => !state.reports.includes(one))
    if (observations.length + reports.length === 0) return refuse('nothing-to-change')
    await mustExist(desk, unit, observations, reports)
    const cause = await newestEntries(desk.journal, unit.view, [...observations, ...reports])
    const after = await unit.append(
      incident,
      'assess.incidentLinked',
      id,
      { observations, reports },
      { cause, expectedVersion: version },
    )
    await noteReports(desk, unit, reports, 'assess.reportTaken', id, after.entry)
    return done(changed(after))
  })
}

export function unlinkObservation(
  desk: Desk,
  input: InputOf<typeof api.unlinkObservation>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const { id, version, observation } = input
    const { state } = await incidentAt(unit, id, version)
    const isReport = state.reports.includes(observation)
    if (!isReport && !state.observations.includes(observation))
      return refuse('nothing-to-change', 'It is not linked to this incident.')
    const body = { observation, reason: input.reason ?? null }
    const after = await unit.append(incident, 'assess.incidentUnlinked', id, body, { expectedVersion: version })
    if (isReport) await noteReports(desk, unit, [observation], 'assess.reportReleased', id, after.entry)
    return done(changed(after))
  })
}
