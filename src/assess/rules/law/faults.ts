// Whether a situation can be judged at all: its shape, its facts, its times, and what cannot be true together.
import type { Fault, Situation } from '../../model/verdict.ts'
import { findContradictions } from './contradictions.ts'
import { checkFacts } from './fault-facts.ts'
import { type FaultList, isObject, newFaultList, shown } from './fault-list.ts'
import { checkTimes } from './fault-times.ts'
import { nearestTo } from './nearest.ts'
import type { PreparedLaw } from './prepared.ts'

const fields = ['entity', 'facts', 'services', 'group', 'anchors', 'timeZone', 'now']
const mostTypes = 60
const mostCountries = 250
const mostServices = 500

/**
 * Empty for a situation that can be judged. Takes anything, never throws, and looks at no more than the bounds of the
 * model allow. `rule` names the rule of thought: 'shape', 'known-fact', 'value', 'range', 'entity-type', 'member-state',
 * 'time', 'time-order', 'contradiction'.
 */
export function faultsOf(law: PreparedLaw, situation: unknown): Fault[] {
  const list = newFaultList()
  if (!isObject(situation)) {
    list.add(
      [],
      'shape',
      `A situation is an object with an entity, its facts and anchors; this is ${shown(situation)}.`,
    )
    return list.faults
  }
  knownFields(list, [], situation, fields)
  checkEntity(law, list, situation.entity)
  checkFacts(law, list, ['facts'], situation.facts, null)
  checkServices(law, list, situation.services)
  checkGroup(law, list, situation.group)
  checkTimes(law, list, situation)
  // Only what is sound part by part can be compared with itself.
  if (list.faults.length === 0) findContradictions(law, situation as Situation, list)
  return list.faults
}

function knownFields(list: FaultList, at: string[], given: Record<string, unknown>, known: readonly string[]): void {
  for (const name in given) {
    if (list.full()) return
    if (known.includes(name)) continue
    const near = nearestTo(name, known)
    const meant = near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`
    list.add([...at, name], 'shape', `There is no field ${shown(name)} here; ${meant}`)
  }
}

function checkEntity(law: PreparedLaw, list: FaultList, entity: unknown): void {
  if (!isObject(entity)) {
    list.add(
      ['entity'],
      'shape',
      `The entity is missing: say { "types": [...], "countries": [...] }; this is ${shown(entity)}.`,
    )
    return
  }
  knownFields(list, ['entity'], entity, ['types', 'countries'])
  checkTypes(law, list, entity.types)
  checkCountries(list, entity.countries)
}

function checkTypes(law: PreparedLaw, list: FaultList, types: unknown): void {
  if (!Array.isArray(types) || types.length > mostTypes) {
    list.add(['entity', 'types'], 'shape', `Types are a list of at most ${mostTypes} ids; this is ${shown(types)}.`)
    return
  }
  for (const [at, type] of types.entries()) {
    const field = ['entity', 'types', at]
    if (typeof type !== 'string')
      list.add(field, 'shape', `A type is the id of an entity type; this is ${shown(type)}.`)
    else if (types.indexOf(type) !== at) list.add(field, 'entity-type', `${shown(type)} is named twice.`)
    else if (!law.typeOf.has(type)) {
      const near = nearestTo(type, law.typeOf.keys())
      const meant = near === null ? 'The ids stand in the list of entity types of the law.' : `Did you mean ${near}?`
      list.add(field, 'entity-type', `The law knows no entity type ${shown(type)}. ${meant}`)
    }
  }
}

function checkCountries(list: FaultList, countries: unknown): void {
  if (!Array.isArray(countries) || countries.length > mostCountries) {
    const reason = `Countries are a list of at most ${mostCountries} codes, such as ["DE"]; this is ${shown(countries)}.`
    list.add(['entity', 'countries'], 'shape', reason)
    return
  }
  const seen = new Set<unknown>()
  for (const [at, country] of countries.entries()) {
    const field = ['entity', 'countries', at]
    if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country))
      list.add(field, 'member-state', `A country is two capital letters, such as DE; this is ${shown(country)}.`)
    else if (seen.has(country)) list.add(field, 'member-state', `${country} is named twice.`)
    seen.add(country)
  }
}

function checkServices(law: PreparedLaw, list: FaultList, services: unknown): void {
  if (services === undefined) return
  if (!Array.isArray(services) || services.length > mostServices) {
    list.add(['services'], 'shape', `Services are a list of at most ${mostServices}; this is ${shown(services)}.`)
    return
  }
  for (const [at, service] of services.entries()) {
    if (list.full()) return
    const place = ['services', String(at)]
    if (!isObject(service)) {
      list.add(place, 'shape', `A service is { "name": ..., "facts": {...} }; this is ${shown(service)}.`)
      continue
    }
    knownFields(list, place, service, ['name', 'facts'])
    const { name } = service
    if (name !== undefined && (typeof name !== 'string' || name.length > 200))
      list.add(
        [...place, 'name'],
        'shape',
        `The name of a service is a text of at most 200 letters; this is ${shown(name)}.`,
      )
    if (service.facts === undefined)
      list.add([...place, 'facts'], 'shape', 'The facts of the service are missing; {} where none is known.')
    else checkFacts(law, list, [...place, 'facts'], service.facts, 'service')
  }
}

function checkGroup(law: PreparedLaw, list: FaultList, group: unknown): void {
  if (group === undefined) return
  if (!isObject(group) || group.facts === undefined) {
    list.add(['group'], 'shape', `The group of related incidents is { "facts": {...} }; this is ${shown(group)}.`)
    return
  }
  knownFields(list, ['group'], group, ['facts'])
  checkFacts(law, list, ['group', 'facts'], group.facts, null)
}
