// Facts and entity types: what they refer to, and whether what they say of themselves fits together.
import type { EntityType, Fact } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { givenValueFault, ruleFaults } from './check-conditions.ts'
import { fault, type Names, type Placed } from './check-places.ts'

export function factFaults(place: Placed<Fact>, names: Names): LawFault[] {
  const { it } = place
  const faults = [...choiceFaults(place), ...rangeFaults(place), ...shareFaults(place, names)]
  if (!it.question.trim().endsWith('?'))
    faults.push(
      fault(place, '/question', 'A question ends in a question mark; it is read out to somebody as it stands.'),
    )
  if (it.byRule !== undefined) {
    faults.push(...ruleFaults(it.byRule, { ...place, field: `${place.field}/byRule` }, names))
    if (it.type !== 'boolean')
      faults.push(fault(place, '/byRule', 'The answer of a rule is yes or no; the fact must be a boolean.'))
  }
  return faults
}

function choiceFaults(place: Placed<Fact>): LawFault[] {
  const { type, values, labels } = place.it
  const chooses = type === 'enum' || type === 'set'
  if (!chooses)
    return values || labels ? [fault(place, '/values', `A fact of type ${type} has no list of values.`)] : []
  if (values === undefined) return [fault(place, '/values', `A fact of type ${type} needs the values it can have.`)]
  if (values === 'entity_types')
    return labels ? [fault(place, '/labels', 'Entity types have labels of their own; leave these out.')] : []
  const faults: LawFault[] = []
  if (values.length === 0) faults.push(fault(place, '/values', 'The list of values is empty.'))
  if (new Set(values).size < values.length) faults.push(fault(place, '/values', 'A value stands there twice.'))
  if (labels && labels.length !== values.length)
    faults.push(
      fault(place, '/labels', `There are ${values.length} values and ${labels.length} labels; each value has one.`),
    )
  return faults
}

function rangeFaults(place: Placed<Fact>): LawFault[] {
  const { type, unit, minimum, maximum } = place.it
  const numeric = type === 'integer' || type === 'number'
  if (!numeric && (unit ?? minimum ?? maximum) !== undefined)
    return [fault(place, '/unit', `A fact of type ${type} has no unit, minimum or maximum; only numbers have.`)]
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    return [fault(place, '/maximum', `The maximum ${maximum} is below the minimum ${minimum}.`)]
  return []
}

function shareFaults(place: Placed<Fact>, names: Names): LawFault[] {
  const { share, unit } = place.it
  if (!share) return []
  const faults = (['part', 'whole'] as const).flatMap((side) => {
    const fact = names.facts.get(share[side])
    const at = `/share/${side}`
    if (!fact)
      return [fault(place, at, `There is no fact '${share[side]}'.${names.hint(share[side], names.facts.keys())}`)]
    return fact.type === 'integer' || fact.type === 'number' ? [] : [fault(place, at, `'${fact.id}' is no number.`)]
  })
  if (unit !== 'percent') faults.push(fault(place, '/unit', 'A share is counted in percent.'))
  const [part, whole] = [names.facts.get(share.part), names.facts.get(share.whole)]
  if (part && whole && part.unit !== whole.unit)
    faults.push(
      fault(
        place,
        '/share',
        `'${part.id}' is in ${part.unit ?? 'no unit'}, '${whole.id}' in ${whole.unit ?? 'no unit'}.`,
      ),
    )
  return faults
}

export function entityTypeFaults(place: Placed<EntityType>, names: Names): LawFault[] {
  return Object.entries(place.it.implies ?? {}).flatMap(([id, value]) => {
    const fact = names.facts.get(id)
    const at = `/implies/${id}`
    if (!fact) return [fault(place, at, `There is no fact '${id}'.${names.hint(id, names.facts.keys())}`)]
    const wrong = givenValueFault(value, fact, names)
    return wrong ? [fault(place, at, wrong)] : []
  })
}

/** Types, groups, '*' and '*nis2' that somebody's rules or duties are for. */
export function appliesFaults(list: readonly string[], at: { file: string; field: string }, names: Names): LawFault[] {
  return list.flatMap((one, place) => {
    if (one === '*' || one === '*nis2') return []
    const known = one.startsWith('@') ? names.groups.has(one.slice(1)) : names.types.has(one)
    if (known) return []
    const all = one.startsWith('@') ? [...names.groups].map((group) => `@${group}`) : names.types
    const what = one.startsWith('@') ? 'group of law.json' : 'entity type'
    return [fault(at, `/${place}`, `There is no ${what} '${one}'.${names.hint(one, all)}`)]
  })
}
