// Severity of an incident on scales beside that of CG 2018.

import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { type Journal, ownerLike } from '#platform/journal/index.ts'
import type * as api from '../api/severity.ts'
import type { SeverityRating, SeverityScales } from '../model/severity.ts'
import { incident } from '../rules/incident.ts'
import { faultOfRating, sideBySide } from '../rules/severity.ts'
import { severityRecord } from '../rules/severity-record.ts'
import { ratingsOf } from '../store/severity.ts'
import { choiceOf } from './desk.ts'

export interface SeverityDesk {
  journal: Journal
  scales: SeverityScales
}

const ownScale = 'cg-2018'

export async function incidentSeverity(
  { journal, scales }: SeverityDesk,
  { id }: InputOf<typeof api.incidentSeverity>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.incidentSeverity>>> {
  const held = await journal.reads.one(incident, view, id)
  if (!held) return refuse('unknown', `No incident with the id ${id} that you may read.`)
  const rated = await ratingsOf(journal.reads, view, id)
  const { severity } = held.state
  const own: Record<string, SeverityRating> = severity ? { [ownScale]: { ...pick(severity), score: null } } : {}
  const { note, checkedAsOf } = scales
  return done({ note, checkedAsOf, scales: sideBySide(scales.scales, { ...rated?.state.ratings, ...own }) })
}

function pick({ value, reason, by, at }: { value: string; reason: string; by: string; at: string }) {
  return { value, reason, by, at }
}

export function rateSeverity(
  { journal, scales }: SeverityDesk,
  { incident: id, scale, value, reason, ...rest }: InputOf<typeof api.rateSeverity>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.rateSeverity>>> {
  const score = rest.score ?? null
  return journal.commit(call.writer, async (unit) => {
    if (scale === ownScale) return refuse('on-the-incident', undefined, '/scale')
    const held = await unit.read(incident, id)
    if (!held) return refuse('unknown', `No incident with the id ${id} that you may read.`, '/incident')
    const fault = value === null ? null : faultOfRating(scales.scales, { scale, value, score })
    if (fault) return refuse('unknown-value', fault.detail, fault.where)
    const rated = await ratingsOf(journal.reads, unit.view, id)
    const before = rated?.state.ratings[scale]
    if (before?.value === (value ?? undefined) && (before?.score ?? null) === score) return refuse('nothing-to-change')
    if (value === null) {
      if (!rated || !before) return refuse('nothing-to-change')
      await unit.append(severityRecord, 'assess.severityWithdrawn', rated.id, { scale, reason })
    } else if (rated)
      await unit.append(severityRecord, 'assess.severityRated', rated.id, { incident: id, scale, value, score, reason })
    else {
      await unit.open(
        severityRecord,
        'assess.severityFirstRated',
        { incident: id, scale, value, score, reason },
        { marking: choiceOf(held.marking), owner: ownerLike(held, unit.view.reader, journal.home) },
      )
    }
    return done({ incident: id })
  })
}
