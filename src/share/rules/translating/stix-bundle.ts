// A bundle of STIX 2.1 from what of a crisis file may be told under a marking. What is above has no part in it, not even as a count.
import type { Filed } from '#coordinate/model/crisis-file.ts'
import { type StixObject, typeOfId } from '#federate/model/stix/kinds.ts'
import type { Digest } from '#federate/rules/stix/observable-id.ts'
import type { Marking } from '#kernel/marking.ts'
import { type Told, within } from '../drafting/within.ts'
import { putAttacks, putObservations } from './stix-attacks.ts'
import { putClaims, putItems } from './stix-claims.ts'
import { ofBoth, ofRecord, relate, type StixDesk, said, stixDesk } from './stix-desk.ts'
import { putIncidents } from './stix-incidents.ts'
import type { ToldTechnique } from './stix-techniques.ts'

export interface Bundle {
  type: 'bundle'
  id: string
  objects: StixObject[]
}

/** The same file and the same marking give the same bundle. `tlpVersion` 1 is for receivers that know no TLP 2.0. */
export function stixBundle(
  file: Told,
  marking: Marking,
  digest: Digest,
  tlpVersion: 1 | 2 = 2,
  techniques: readonly ToldTechnique[] = [],
): Bundle {
  const told = within(file, marking)
  const desk = stixDesk(told, marking, digest, tlpVersion, techniques)
  const incidents = putIncidents(desk)
  const attacks = putAttacks(desk)
  putObservations(desk, attacks)
  relateAttacks(desk, incidents, attacks)
  putClaims(desk, incidents)
  putItems(desk, incidents)
  if (told.crisis) putCrisis(desk, told.crisis)
  const objects = desk.objects()
  return {
    type: 'bundle',
    id: desk.idOf(
      'bundle',
      told.asOf,
      objects.map(({ id }) => id),
    ),
    objects,
  }
}

/** An incident rests on attacks, or on observations of which they are a part. */
function relateAttacks(
  desk: StixDesk,
  incidents: ReadonlyMap<string, string>,
  attacks: ReadonlyMap<string, readonly string[]>,
): void {
  const marked = new Map(desk.told.attacks.map(({ id, marking }) => [id, marking]))
  const parts = new Map(desk.told.observations.map(({ id, state }) => [id, state.parts.map(({ ref }) => ref)]))
  for (const incident of desk.told.incidents) {
    const id = incidents.get(incident.id)
    if (id === undefined) continue
    for (const ref of incident.state.observations.flatMap((one) => [one, ...(parts.get(one) ?? [])])) {
      const marking = marked.get(ref)
      for (const to of attacks.get(ref) ?? []) {
        if (marking && typeOfId(to) === 'attack-pattern')
          relate(desk, id, 'related-to', to, ofBoth(desk, incident.marking, marking))
      }
    }
  }
}

/** The crisis itself, as the report that holds the rest together. */
function putCrisis(desk: StixDesk, filed: Filed<NonNullable<Told['crisis']>['state']>): void {
  const { state } = filed
  const refs = desk
    .objects()
    .map(({ id }) => id)
    .filter((id) => !['marking-definition', 'extension-definition'].includes(typeOfId(id)))
  // What it refers to rests on the marking, so a report under another marking is another report.
  const id = desk.idOf('report', filed.id, [desk.digest.canonical(desk.marking)])
  desk.put(
    {
      ...said(desk, 'report', id, state.openedAt, desk.told.asOf),
      name: `${state.reference}: ${state.title}`,
      ...(state.summary ? { description: state.summary } : {}),
      ...{ report_types: ['threat-report'], published: state.openedAt, object_refs: refs },
      external_references: [
        { source_name: 'Tocsin', external_id: state.reference, description: `coordinate.crisis ${filed.id}` },
      ],
      extensions: ofRecord('coordinate.crisis', filed, { status: state.status, kind: state.kind }),
    },
    desk.marking,
  )
}
