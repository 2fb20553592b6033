// Incidents as STIX says them: with the incident core extension of OASIS, whom they hit and where.
import type { Incident } from '#assess/model.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import { incidentCoreExtension } from '#federate/model/stix/known-ids.ts'
import { always, ofBoth, ofRecord, relate, type StixDesk, said } from './stix-desk.ts'

/** The id of each incident by that of its record. */
export function putIncidents(desk: StixDesk): Map<string, string> {
  const ids = new Map<string, string>()
  for (const filed of desk.told.incidents) ids.set(filed.id, putIncident(desk, filed))
  return ids
}

function putIncident(desk: StixDesk, filed: Filed<Incident>): string {
  const { state, marking } = filed
  const id = desk.idOf('incident', filed.id)
  const { affected, times } = state
  const types = (state.classification?.rsit ?? []).map(({ class: of, type }) => (type ? `${of}.${type}` : of))
  desk.put(
    {
      ...said(desk, 'incident', id, state.declaredAt, filed.since),
      name: state.title,
      ...(state.summary ? { description: state.summary } : {}),
      external_references: [
        { source_name: 'Tocsin', external_id: state.reference, description: `assess.incident ${filed.id}` },
      ],
      extensions: {
        [incidentCoreExtension]: {
          extension_type: 'property-extension',
          determination: determinationOf(state),
          investigation_status: investigationOf(state),
          ...(types.length > 0 ? { incident_types: types } : {}),
          ...(state.severity
            ? {
                scores: [
                  {
                    name: 'Cooperation Group 04/2018',
                    value: scores[state.severity.value],
                    description: state.severity.value,
                  },
                ],
              }
            : {}),
        },
        ...ofRecord('assess.incident', filed, {
          ...{ status: state.status, priority: state.priority, severity: state.severity?.value ?? null },
          ...{ sectors: affected.sectors, countries: affected.countries, users: affected.users },
          ...{ detected_at: times.detectedAt, started_at: times.startedAt, ended_at: times.endedAt },
        }),
      },
    },
    marking,
  )
  for (const country of affected.countries) relate(desk, id, 'located-at', putCountry(desk, country), marking)
  for (const organisation of affected.organisations) putVictim(desk, id, organisation, filed)
  return id
}

/** White is no impact, red the worst (CG 2018). */
const scores = { white: 0, green: 1, yellow: 2, red: 3 } as const

function determinationOf({ status }: Incident): string {
  if (status === 'rejected') return 'false-positive'
  return status === 'new' ? 'suspected' : 'confirmed'
}

function investigationOf({ status }: Incident): string {
  if (status === 'new') return 'new'
  return status === 'resolved' || status === 'closed' || status === 'rejected' || status === 'merged'
    ? 'closed'
    : 'open'
}

/** That a country exists is no secret; that it is hit is what the relationship says. */
function putCountry(desk: StixDesk, country: string): string {
  const id = desk.idOf('location', `country ${country}`)
  const open = { ...desk.marking, tlp: 'CLEAR' as const, audience: [], persons: [], releasableTo: [] }
  const { pap: _pap, reason: _reason, reviewOn: _reviewOn, ...clear } = open
  return desk.put({ ...said(desk, 'location', id, always, always), country }, clear)
}

function putVictim(desk: StixDesk, incident: string, organisation: string, { marking }: Filed<Incident>): void {
  const named = desk.told.names.organisations[organisation]
  if (!named) return
  const id = desk.idOf('identity', organisation)
  if (id !== desk.issuer)
    desk.put(
      { ...said(desk, 'identity', id, always, desk.told.asOf), name: named.name, identity_class: 'organization' },
      named.marking,
    )
  relate(desk, incident, 'targets', id, ofBoth(desk, marking, named.marking))
}
