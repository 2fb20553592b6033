// What the ladder is asked about: the facts of one crisis as they are recorded, each with the record that it is from.

import type { Predicate } from '#assess/model/abroad.ts'
import type { Assessment } from '#assess/model/assessment.ts'
import { type Incident, openStatuses, type SeverityColour } from '#assess/model.ts'
import type { Instant } from '#kernel/time.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Evidence } from '../../model/words.ts'

export interface Recorded<S> {
  id: string
  /** Its newest entry, where it was looked up. */
  entry: string | null
  state: S
}

export interface IncidentFact {
  evidence: Evidence
  open: boolean
  contained: boolean
  severity: SeverityColour | null
  rootCause: string | null
  memberStates: readonly string[]
  thirdCountries: readonly string[]
  sectors: readonly string[]
  declaredAt: Instant
  statusSince: Instant
  /** Attacks and observations of the measurements that it rests on. */
  detections: readonly Evidence[]
}

export interface AssessmentFact {
  evidence: Evidence
  /** Verdict by regime; a regime that does not concern the entity is left out. */
  verdicts: Readonly<Record<string, 'yes' | 'no' | 'undetermined'>>
}

export interface CrisisFacts {
  now: Instant
  crisis: { evidence: Evidence; kind: Crisis['kind'] }
  strands: readonly Pick<
    Crisis['strands'][number],
    'domain' | 'title' | 'status' | 'countries' | 'sectors' | 'severity'
  >[]
  incidents: readonly IncidentFact[]
  assessments: readonly AssessmentFact[]
  /** Rules of the law on incidents for everybody, asked of all assessments together. */
  predicates: readonly Predicate[]
  /** What kind of organisation the node belongs to. */
  home: string | null
  memberStates: ReadonlySet<string>
  answers: Ladder['answers']
  ladder: Evidence | null
  /** The rung of each network. */
  modes: Readonly<Record<string, string>>
}

const contained: readonly string[] = ['contained', 'recovering', 'resolved', 'closed']
const noIncident: readonly string[] = ['merged', 'rejected']

/** Null for what is no incident of its own: merged into another, or rejected. */
export function incidentFact(
  { id, entry, state }: Recorded<Incident>,
  detections: readonly Evidence[],
  memberStates: ReadonlySet<string>,
): IncidentFact | null {
  if (noIncident.includes(state.status)) return null
  const { countries, sectors } = state.affected
  const open: readonly string[] = openStatuses
  return {
    evidence: { record: 'assess.incident', id, entry, label: labelOf(`${state.reference} ${state.title}`) },
    open: open.includes(state.status),
    contained: contained.includes(state.status),
    severity: state.severity?.value ?? null,
    rootCause: state.classification?.rootCause ?? null,
    memberStates: countries.filter((one) => memberStates.has(one)),
    thirdCountries: countries.filter((one) => !memberStates.has(one)),
    sectors,
    declaredAt: state.declaredAt,
    statusSince: state.statusSince,
    detections,
  }
}

export function assessmentFact({ id, entry, state }: Recorded<Assessment>): AssessmentFact {
  const concerned = state.judged.regimes.filter(({ applies }) => applies !== 'no')
  return {
    evidence: { record: 'assess.assessment', id, entry, label: labelOf(`${state.reference} ${state.title}`) },
    verdicts: Object.fromEntries(concerned.map((one) => [one.id, one.verdict])),
  }
}

export function labelOf(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`
}
