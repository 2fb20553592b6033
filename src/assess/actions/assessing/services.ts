// Services of an assessment: each has a short id that stays when it is renamed, so that its facts stay with it.
import type { Unit } from '#platform/journal/index.ts'
import type { AssessedService } from '../../model/assessment.ts'

export function namedServices(
  unit: Pick<Unit, 'refuse'>,
  before: readonly AssessedService[],
  asked: readonly { id?: string; name: string }[],
): AssessedService[] {
  const known = new Map(before.map((one) => [one.id, one]))
  const taken = new Set(asked.flatMap((one) => one.id ?? []))
  const names = new Set<string>()
  let next = 1
  return asked.map(({ id, name }, at) => {
    const where = `/services/${at}`
    if (names.has(name)) unit.refuse('bad-input', `'${name}' is named twice; tell them apart.`, `${where}/name`)
    names.add(name)
    if (id === undefined) {
      while (known.has(`s${next}`) || taken.has(`s${next}`)) next += 1
      const fresh = `s${next++}`
      return { id: fresh, name, facts: {} }
    }
    const same = known.get(id)
    if (!same)
      return unit.refuse(
        'unknown-service',
        `There is no service '${id}'; leave the id out for a new one.`,
        `${where}/id`,
      )
    if (asked.findIndex((one) => one.id === id) < at)
      unit.refuse('bad-input', `The service '${id}' is named twice.`, `${where}/id`)
    return { ...same, name }
  })
}
