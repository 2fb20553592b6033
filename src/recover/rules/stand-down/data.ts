// Whether data/recover/stand-down.json holds together.
import type { StandDownFile } from '../../model/stand-down.ts'

export function faultsIn({ criteria, kinds }: StandDownFile): string[] {
  const faults: string[] = []
  for (const [name, list] of [
    ['criteria', criteria],
    ['kinds', kinds],
  ] as const) {
    const ids = list.map(({ id }) => id)
    const twice = ids.find((id, at) => ids.indexOf(id) !== at)
    if (twice) faults.push(`/${name}: ${twice} stands there twice.`)
  }
  for (const { id, measured, persons, reopens } of criteria) {
    if (measured !== null && persons > 1)
      faults.push(`/criteria/${id}: what is measured asks nobody; persons must be 1.`)
    if (measured === null && reopens) faults.push(`/criteria/${id}: only what is measured can open a stand-down again.`)
  }
  if (!criteria.some(({ required }) => required)) faults.push('/criteria: at least one must be required.')
  return faults
}
