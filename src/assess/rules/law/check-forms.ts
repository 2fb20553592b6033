// Prescribed forms: numbers given once, choices that exist, conditions that are named.
import type { Regime, Template, TemplateField } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { fault, type Names, type Placed, twice } from './check-places.ts'

export function templateFaults(place: Placed<Template>, regimes: readonly Placed<Regime>[], names: Names): LawFault[] {
  const owner = place.file.slice('templates/'.length, -'.json'.length)
  const regime = regimes.find(({ it }) => it.id === owner)
  const faults: LawFault[] = regime ? [] : [fault(place, '', `There is no regime '${owner}' whose form this would be.`)]
  const fields = place.it.fields.map((it, at) => ({ file: place.file, field: `/fields/${at}`, it }))
  return [
    ...faults,
    ...twice(fields, ({ no }) => no, 'The field'),
    ...fields.flatMap((one) => fieldFaults(one, owner, place.it, names)),
  ]
}

function fieldFaults(place: Placed<TemplateField>, owner: string, form: Template, names: Names): LawFault[] {
  const { type, choices, choicesOf, condition, required, no } = place.it
  const faults: LawFault[] = []
  const chooses = type === 'choice' || type === 'choice[]'
  if (chooses && !choices && !choicesOf)
    faults.push(fault(place, '/choices', `Field ${no} is a choice, and has nothing to choose.`))
  if (choices && choicesOf)
    faults.push(fault(place, '/choicesOf', 'Either the choices themselves, or those of another field.'))
  if (choices && new Set(choices).size < choices.length)
    faults.push(fault(place, '/choices', 'A choice stands there twice.'))
  if (choicesOf && !choicesFound(choicesOf, owner, form, names))
    faults.push(
      fault(place, '/choicesOf', `There is no field '${choicesOf}' that has choices. Write '1.4', or 'dora/1.4'.`),
    )
  if (Object.values(required).includes('C') && !condition)
    faults.push(
      fault(place, '/condition', `Field ${no} is asked under a condition (C), and the condition is not named.`),
    )
  if (Object.keys(required).length === 0) faults.push(fault(place, '/required', `Field ${no} is asked at no stage.`))
  return faults
}

function choicesFound(choicesOf: string, owner: string, own: Template, names: Names): boolean {
  const [regime, no] = choicesOf.includes('/') ? choicesOf.split('/', 2) : [owner, choicesOf]
  const form = regime === owner ? own : names.regimes.get(regime ?? '')?.template
  return (form?.fields.find((field) => field.no === no)?.choices ?? []).length > 0
}
