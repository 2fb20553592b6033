// The numbers of a quarter, counted from what the reader may read.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/authority.ts'
import type { QuarterlySummary } from '../../model/abroad.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Incident, Taxonomies } from '../../model.ts'
import { situationOf } from '../../rules/assessing/situation-of.ts'
import { largeScaleOf, together } from '../../rules/authority/large-scale.ts'
import {
  type Counted,
  type CountedDuty,
  type Labels,
  quarterlyText,
  quarterOf,
  quarterlySummary as summaryOf,
} from '../../rules/authority/quarterly.ts'
import { assessmentsOf, dutiesDue, incidentsDeclared, reportsDeclined } from '../../store/authority.ts'
import { significantBy } from './cross-border.ts'
import type { AuthorityRoom } from './room.ts'

/** Counts below are hidden in the breakdowns. */
const leastShown = 3
const atOnce = 500

export async function quarterlySummary(
  room: AuthorityRoom,
  { year, quarter }: InputOf<typeof api.quarterlySummary>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.quarterlySummary>>> {
  const span = quarterOf(year, quarter)
  const { reads } = room.journal
  const incidents = await incidentsDeclared(reads, view, span)
  const assessments: Held<Assessment>[] = []
  for (let from = 0; from < incidents.length; from += atOnce) {
    const ids = incidents.slice(from, from + atOnce).map(({ id }) => id)
    assessments.push(...(await assessmentsOf(reads, view, ids)))
  }
  const byIncident = new Map<string, Held<Assessment>[]>()
  for (const one of assessments) {
    const { incident } = one.state
    if (incident) byIncident.set(incident, [...(byIncident.get(incident) ?? []), one])
  }
  const [declined, duties] = await Promise.all([reportsDeclined(reads, view, span), dutiesDue(reads, view, span)])
  return done(
    summaryOf({
      year,
      quarter,
      now: view.asOf ?? now,
      leastShown,
      memberStates: room.memberStates,
      incidents: incidents.map(({ id, state }) => counted(room, state, byIncident.get(id) ?? [], now)),
      duties: duties.map(
        ({ state }): CountedDuty => ({
          report: `${state.regime}/${state.report}`,
          name: `${state.name} (${state.regimeTitle})`,
          inTime: state.submissions.some((one) => !one.late),
        }),
      ),
      declined,
      labels: labelsOf(room.taxonomies),
    }),
  )
}

function counted(room: AuthorityRoom, state: Incident, assessments: readonly Held<Assessment>[], now: string): Counted {
  const law = room.law.current()
  const asked = assessments.map((one) => ({
    id: one.id,
    situation: situationOf(one.state, now, (fact) => law.factOf.has(fact)),
  }))
  const large =
    asked.length > 0 && largeScaleOf(law, asked).some((one) => one.rule === 'nis2.large_scale' && one.answer === 'yes')
  return {
    declaredAt: state.declaredAt,
    sectors: state.affected.sectors,
    countries: state.affected.countries,
    kinds: [...new Set((state.classification?.rsit ?? []).map((one) => one.class))],
    cause: state.classification?.rootCause ?? null,
    severity: state.severity?.value ?? null,
    significant: together(assessments.map((one) => significantBy(one.state))),
    largeScale: large,
  }
}

function labelsOf(taxonomies: Taxonomies): Labels {
  const find = (terms: readonly { value: string; label: string }[]) => {
    const labels = new Map(terms.map(({ value, label }) => [value, label]))
    return (id: string) => labels.get(id) ?? id
  }
  return {
    sector: find(taxonomies.sectors),
    kind: find(taxonomies.rsit.classes),
    cause: find(taxonomies.cg2018.rootCauses),
  }
}

export async function exportQuarterlySummary(
  room: AuthorityRoom,
  { format = 'md', ...input }: InputOf<typeof api.exportQuarterlySummary>,
  call: Call,
): Promise<Reply<Download>> {
  const reply = await quarterlySummary(room, input, call)
  if (!reply.ok) return reply
  const exercise = call.view.realm !== 'live'
  const name = `${exercise ? 'EXERCISE-' : ''}summary-${input.year}-q${input.quarter}.${format}`
  return done(format === 'md' ? markdown(name, reply.value, exercise) : json(name, reply.value, exercise))
}

function markdown(name: string, summary: QuarterlySummary, exercise: boolean): Download {
  return { name, type: 'text/markdown; charset=utf-8', bytes: Buffer.from(quarterlyText(summary, exercise)) }
}

function json(name: string, summary: QuarterlySummary, exercise: boolean): Download {
  const text = JSON.stringify({ ...(exercise ? { exercise: 'EXERCISE' } : {}), ...summary }, null, 2)
  return { name, type: 'application/json', bytes: Buffer.from(`${text}\n`) }
}
