// Made-up incidents for benches: an incident is declared, classified, moved and described over and over, as on a long night.
import type { Entry } from '#kernel/entry.ts'
import type { Marking } from '#kernel/marking.ts'

const sectors = [
  'energy',
  'banking',
  'health',
  'digital_infrastructure',
  'transport',
  'public_administration',
  'space',
  'drinking_water',
]
const countries = [
  'DE',
  'FR',
  'IT',
  'ES',
  'PL',
  'RO',
  'NL',
  'BE',
  'SE',
  'CZ',
  'PT',
  'GR',
  'HU',
  'AT',
  'BG',
  'DK',
  'FI',
  'SK',
  'IE',
  'HR',
]
const colours = ['red', 'yellow', 'green', 'white'] as const
const start = Date.parse('2025-03-01T00:00:00.000Z')

function uuid(high: number, low: number): string {
  return `01950000-0000-7000-8${high.toString(16).padStart(3, '0')}-${low.toString(16).padStart(12, '0')}`
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

/** `count` entries of incident number `n`, a minute apart. */
export function incidentHistory(n: number, count: number, marking: Marking): Entry[] {
  const subject = uuid(1, n)
  return Array.from({ length: count }, (_, at) => {
    const recordedAt = new Date(start + (n * 7 + at) * 60_000).toISOString()
    const { kind, body } = at === 0 ? declared(n) : changed(n, at, count)
    return {
      id: uuid(2, n * 1000 + at),
      realm: 'live',
      record: 'assess.incident',
      subject,
      version: at + 1,
      kind,
      verb: at === 0 ? 'assess.declareIncident' : 'assess.describeIncident',
      marking,
      actor: 'system:bench',
      cause: [],
      observedAt: recordedAt,
      recordedAt,
      body,
    }
  })
}

function declared(n: number) {
  return {
    kind: 'assess.incidentDeclared',
    body: {
      reference: `INC-2025-${String(n + 1).padStart(4, '0')}`,
      year: 2025,
      number: n + 1,
      title: `Disruption ${n} of a service in ${pick(countries, n)}`,
      summary: 'Users report that the service answers slowly or not at all; the operator looks into it.',
      observations: [],
      reports: [],
      classification: {
        rsit: [{ class: 'availability', type: 'ddos', main: true }],
        rootCause: null,
        threatSeverity: null,
        outlook: null,
      },
      severity: { value: pick(colours, n), reason: 'first look' },
      priority: pick(['low', 'normal', 'high'], n),
      affected: affected(n),
      times: {
        detectedAt: new Date(start + n * 420_000).toISOString(),
        startedAt: null,
        endedAt: null,
        awarenessAt: null,
      },
      assigned: [],
      splitFrom: null,
    },
  }
}

function affected(n: number) {
  return {
    organisations: [],
    services: [],
    sectors: [...new Set([pick(sectors, n), pick(sectors, n * 3 + 1)])],
    countries: [...new Set([pick(countries, n), pick(countries, n * 7 + 3)])],
    users: { value: 1000 + n, qualifier: 'about', basis: 'operator' },
  }
}

function changed(n: number, at: number, count: number) {
  if (at === 1)
    return { kind: 'assess.incidentMoved', body: { event: 'triage', from: 'new', to: 'triaged', reason: null } }
  // Half of the incidents are over in the end.
  if (at === count - 1 && n % 2 === 0)
    return { kind: 'assess.incidentMoved', body: { event: 'resolve', from: 'triaged', to: 'resolved', reason: null } }
  if (at % 2 === 0) return { kind: 'assess.incidentAffectedSet', body: affected(n + at) }
  return {
    kind: 'assess.incidentDescribed',
    body: { summary: `Update ${at}: the operator sees less traffic than before.` },
  }
}
