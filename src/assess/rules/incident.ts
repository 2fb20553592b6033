// What an incident is: every entry that can be written about it, and what it adds up to.
import Type, { type Static } from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../model.ts'
import { partsToGiveBack, withoutParts, withParts } from './parts.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const fields = is.Incident.properties
const Judged = Type.Object({ value: is.SeverityColour, reason: is.Reason }, closed)

export const Declared = Type.Object(
  {
    reference: fields.reference,
    year: fields.year,
    number: fields.number,
    title: is.Title,
    summary: is.Prose,
    observations: fields.observations,
    reports: fields.reports,
    classification: fields.classification,
    severity: orNull(Judged),
    priority: is.Priority,
    affected: is.Affected,
    times: is.Times,
    assigned: fields.assigned,
    splitFrom: orNull(Id),
  },
  closed,
)

/** The fields that an undo may put back. */
export const Back = Type.Partial(
  Type.Object({
    title: fields.title,
    summary: fields.summary,
    status: fields.status,
    statusSince: fields.statusSince,
    observations: fields.observations,
    reports: fields.reports,
    classification: fields.classification,
    severity: fields.severity,
    priority: fields.priority,
    affected: fields.affected,
    times: fields.times,
    assigned: fields.assigned,
  }),
  closed,
)
export type Back = Static<typeof Back>

const Why = { reason: orNull(is.Reason) }

function judged(given: Static<typeof Judged>, entry: EntryHeader): is.Severity {
  return { scale: 'cg-2018', value: given.value, reason: given.reason, by: entry.actor, at: entry.recordedAt }
}

function changed<B>(step: (state: is.Incident, body: B, entry: EntryHeader) => Partial<is.Incident>) {
  return (state: is.Incident, body: B, entry: EntryHeader): is.Incident => ({
    ...state,
    ...step(state, body, entry),
    changedAt: entry.recordedAt,
  })
}

export const incident = recordKind({
  name: 'assess.incident',
  state: is.Incident,
  kinds: {
    'assess.incidentDeclared': opening(
      Declared,
      (body, entry): is.Incident => ({
        ...body,
        severity: body.severity && judged(body.severity, entry),
        status: 'new',
        declaredAt: entry.recordedAt,
        declaredBy: entry.actor,
        changedAt: entry.recordedAt,
        statusSince: entry.recordedAt,
        merged: null,
        took: [],
        splitInto: [],
      }),
    ),
    'assess.incidentDescribed': change(
      Type.Object({ title: Type.Optional(is.Title), summary: Type.Optional(is.Prose) }, closed),
      changed((_state, body) => body),
    ),
    'assess.incidentClassified': change(
      Type.Object(
        {
          classification: Type.Optional(is.Classification),
          severity: Type.Optional(Judged),
          priority: Type.Optional(is.Priority),
        },
        closed,
      ),
      changed((_state, { severity, ...body }, entry) => ({
        ...body,
        ...(severity ? { severity: judged(severity, entry) } : {}),
      })),
    ),
    'assess.incidentAffectedSet': change(
      is.Affected,
      changed((_state, affected) => ({ affected })),
    ),
    'assess.incidentTimesSet': change(
      is.Times,
      changed((_state, times) => ({ times })),
    ),
    'assess.incidentMoved': change(
      Type.Object({ event: is.IncidentMove, from: is.IncidentStatus, to: is.IncidentStatus, ...Why }, closed),
      changed((_state, body, entry) => ({ status: body.to, statusSince: entry.recordedAt })),
    ),
    'assess.incidentAssigned': change(
      Type.Object({ persons: fields.assigned }, closed),
      changed((_state, body) => ({ assigned: body.persons })),
    ),
    'assess.incidentLinked': change(
      Type.Object({ observations: fields.observations, reports: fields.reports }, closed),
      changed((state, body) => ({
        observations: [...new Set([...state.observations, ...body.observations])],
        reports: [...new Set([...state.reports, ...body.reports])],
      })),
    ),
    'assess.incidentUnlinked': change(
      Type.Object({ observation: Id, ...Why }, closed),
      changed((state, body) => ({
        observations: state.observations.filter((id) => id !== body.observation),
        reports: state.reports.filter((id) => id !== body.observation),
      })),
    ),
    'assess.incidentMergedInto': change(
      Type.Object({ into: Id, reason: is.Reason }, closed),
      changed((state, body, entry) => ({
        status: 'merged' as const,
        statusSince: entry.recordedAt,
        merged: { into: body.into, from: state.status },
      })),
    ),
    'assess.incidentTookOver': change(
      Type.Object({ incident: Id, parts: is.Parts, reason: is.Reason }, closed),
      changed((state, body) => ({
        ...withParts(state, body.parts),
        took: [...state.took, { incident: body.incident, parts: body.parts }],
      })),
    ),
    'assess.incidentUnmerged': change(
      Type.Object({ from: Id, to: is.IncidentStatus, reason: is.Reason }, closed),
      changed((_state, body, entry) => ({ status: body.to, statusSince: entry.recordedAt, merged: null })),
    ),
    'assess.incidentGaveBack': change(
      Type.Object({ incident: Id, reason: is.Reason }, closed),
      changed((state, body) => {
        const parts = partsToGiveBack(state.took, body.incident)
        const took = state.took.filter((one) => one.incident !== body.incident)
        return parts ? { ...withoutParts(state, parts), took } : {}
      }),
    ),
    'assess.incidentSplit': change(
      Type.Object({ into: Id, parts: is.Parts, reason: is.Reason }, closed),
      changed((state, body) => ({ ...withoutParts(state, body.parts), splitInto: [...state.splitInto, body.into] })),
    ),
    'assess.incidentUndone': change(
      Type.Object({ undoes: Id, kind: Type.String(), back: Back, ...Why }, closed),
      changed((_state, body) => body.back),
    ),
  },
  index: (state) => ({
    title: `${state.reference} ${state.title}`,
    words: [
      state.summary,
      ...state.affected.services.map((service) => service.name),
      ...state.affected.sectors,
      ...state.affected.countries,
      ...(state.classification?.rsit.flatMap((one) => [one.class, one.type ?? '']) ?? []),
      state.severity?.reason ?? '',
    ].join('\n'),
  }),
})
