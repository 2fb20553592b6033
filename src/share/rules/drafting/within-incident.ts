// Incidents, assessments and duties without references to what may not be told.
import type { Assessment } from '#assess/model/assessment.ts'
import type { Duty } from '#assess/model/duty.ts'
import type { ToldFacts, ToldSource } from '#assess/model/told.ts'
import type { Incident, Service } from '#assess/model.ts'
import { type Clean, unnamedParty } from './clean.ts'

export function incidentWithin(state: Incident, clean: Clean): Incident {
  const { affected } = state
  return {
    ...state,
    observations: clean.ids(state.observations),
    reports: [],
    affected: {
      ...affected,
      organisations: organisationsWithin(affected.organisations, clean),
      services: servicesWithin(affected.services, clean),
    },
    assigned: state.assigned.filter((id) => clean.person(id)),
    merged: state.merged && clean.has(state.merged.into) ? state.merged : null,
    took: state.took
      .filter(({ incident }) => clean.has(incident))
      .map(({ incident, parts }) => ({
        incident,
        parts: {
          ...parts,
          observations: clean.ids(parts.observations),
          reports: [],
          organisations: organisationsWithin(parts.organisations, clean),
          services: servicesWithin(parts.services, clean),
        },
      })),
    splitFrom: clean.idOrNull(state.splitFrom),
    splitInto: clean.ids(state.splitInto),
  }
}

function organisationsWithin(ids: readonly string[], clean: Clean): string[] {
  return ids.filter((id) => clean.organisation(id))
}

function servicesWithin(services: readonly Service[], clean: Clean): Service[] {
  return services.map((one) => (clean.organisation(one.organisation) ? one : { ...one, organisation: null }))
}

/** A fact says what its source says; what was judged by facts that are gone is gone with them. */
export function assessmentWithin(state: Assessment, clean: Clean): Assessment {
  const stays = ({ source }: { source: ToldSource }) => source.record === null || clean.has(source.record)
  const facts = (from: ToldFacts): ToldFacts => Object.fromEntries(Object.entries(from).filter(([, one]) => stays(one)))
  const tables = [state.facts, state.group, ...state.services.map((service) => service.facts)]
  const whole = [...tables.flatMap((one) => Object.values(one)), ...Object.values(state.anchors).flat()].every(stays)
  return {
    ...state,
    incident: clean.idOrNull(state.incident),
    organisation: clean.organisation(state.organisation) ? state.organisation : null,
    entity: { ...state.entity, name: nameWithin(state.entity.name, state.organisation, clean) },
    facts: facts(state.facts),
    group: facts(state.group),
    services: state.services.map((service) => ({ ...service, facts: facts(service.facts) })),
    anchors: Object.fromEntries(Object.entries(state.anchors).map(([id, told]) => [id, told.filter(stays)])),
    judged: whole ? state.judged : { ...state.judged, regimes: [] },
  }
}

export function dutyWithin(state: Duty, clean: Clean): Duty {
  return {
    ...state,
    organisation: clean.organisation(state.organisation) ? state.organisation : null,
    entityName: nameWithin(state.entityName, state.organisation, clean),
    submissions: state.submissions.map((one) => ({ ...one, dutyReport: null })),
  }
}

function nameWithin(name: string, organisation: string | null, clean: Clean): string {
  return clean.organisation(organisation) ? name : unnamedParty
}
