// Agreements to begin with: whether their data is sound, and the words that a draft takes from one.
import type { AgreementTerms } from '../../model/agreement.ts'
import type { AgreementModel, KindsFile } from '../../model/kinds.ts'
import { monthsAfter } from './days.ts'

export function modelFaults(models: readonly AgreementModel[], kinds: KindsFile): string[] {
  const severities = kinds.severities.map(({ value }) => value)
  const formats = kinds.formats.map(({ value }) => value)
  const faults: string[] = []
  const ids = new Set<string>()
  for (const [at, model] of models.entries()) {
    if (ids.has(model.id)) faults.push(`/models/${at}/id: ${model.id} is there twice.`)
    ids.add(model.id)
    const sides = model.sides.map(({ id }) => id)
    if (sides[0] === sides[1]) faults.push(`/models/${at}/sides: both have the same id.`)
    for (const [place, { from, to, trigger, formats: asked }] of model.flows.entries()) {
      const where = `/models/${at}/flows/${place}`
      if (!sides.includes(from) || !sides.includes(to) || from === to)
        faults.push(`${where}: a flow goes from one side to the other.`)
      if (trigger.when === 'severity-from' && !severities.includes(trigger.severity))
        faults.push(`${where}/trigger: there is no severity ${trigger.severity}.`)
      for (const format of asked) if (!formats.includes(format)) faults.push(`${where}/formats: there is no ${format}.`)
    }
  }
  return faults
}

export type Words = Pick<
  AgreementTerms,
  'title' | 'purpose' | 'flows' | 'fallback' | 'limits' | 'basis' | 'validFrom' | 'reviewOn'
>

export interface Seats {
  /** Which side of the model is ours. */
  side: string
  own: string
  peer: string
}

export function wordsOf(model: AgreementModel, { side, own, peer }: Seats, today: string): Words {
  const nodeOf = (id: string) => (id === side ? own : peer)
  return {
    ...{ title: model.title, purpose: model.purpose, fallback: model.fallback },
    ...{ limits: model.limits, basis: model.basis },
    flows: model.flows.map(({ from, to, ...flow }) => ({ from: nodeOf(from), to: nodeOf(to), ...flow })),
    validFrom: today,
    reviewOn: monthsAfter(today, model.reviewMonths),
  }
}
