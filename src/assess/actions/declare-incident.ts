// Opens incidents: from observations, from reports, or from what somebody knows.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import { checkAffected, checkClassification, checkTimes, noTimes, nothingAffected } from '../rules/classify.ts'
import { incident } from '../rules/incident.ts'
import { report } from '../rules/kept.ts'
import { referenceOf } from '../rules/reference.ts'
import { linkedRecords, nextNumber } from '../store/incidents.ts'
import { type Desk, noteReports, numbered } from './desk.ts'

type Input = InputOf<typeof api.declareIncident>

export async function declareIncident(
  desk: Desk,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.declareIncident>>> {
  const affected = checkAffected(input.affected ?? {}, nothingAffected, desk.taxonomies)
  if (!affected.ok) return affected
  const times = checkTimes(input.times ?? {}, noTimes, call.now)
  if (!times.ok) return times
  if (input.classification) {
    const classified = checkClassification(input.classification, desk.taxonomies)
    if (!classified.ok) return classified
  }
  const { observations = [], reports = [] } = input
  return numbered(call.view.realm, () =>
    desk.journal.commit(call.writer, async (unit) => {
      await mustExist(desk, unit, observations, reports)
      const year = Number(unit.now.slice(0, 4))
      const number = await nextNumber(desk.journal, incident.name, unit.view, year)
      const reference = referenceOf('INC', year, number)
      const { entry, held } = await unit.open(
        incident,
        'assess.incidentDeclared',
        {
          reference,
          year,
          number,
          title: input.title,
          summary: input.summary ?? '',
          observations,
          reports,
          classification: input.classification ?? null,
          severity: input.severity ?? null,
          priority: input.priority ?? 'normal',
          affected: affected.value,
          times: times.value,
          assigned: input.assigned ?? [],
          splitFrom: null,
        },
        {
          ...(input.marking ? { marking: input.marking } : {}),
          cause: await newestEntries(desk.journal, unit.view, [...observations, ...reports]),
        },
      )
      await noteReports(desk, unit, reports, 'assess.reportTaken', held.id, entry)
      return done({ id: held.id, version: held.version, entry, reference })
    }),
  )
}

/** Only what the caller may read can be linked; the refusal does not say whether the rest exists. */
export async function mustExist(
  desk: Desk,
  unit: Unit,
  observations: readonly Id[],
  reports: readonly Id[],
): Promise<void> {
  const found = new Set((await linkedRecords(desk.journal, unit.view, observations)).map((one) => one.id))
  for (const [at, id] of observations.entries()) {
    if (!found.has(id))
      unit.refuse('unknown', `No observation with the id ${id} that you may read.`, `/observations/${at}`)
  }
  const known = new Set((await desk.journal.reads.some(report, unit.view, reports)).map((one) => one.id))
  for (const [at, id] of reports.entries()) {
    if (!known.has(id)) unit.refuse('unknown', `No report with the id ${id} that you may read.`, `/reports/${at}`)
  }
}
