// Records of options: what an exporter says of itself, of its samplers and of its interfaces.
import { readUnsigned } from './columns.ts'
import type { Domain } from './exporters.ts'
import type { Column } from './plan.ts'
import { learnRate, rateOf, type SamplingScope } from './sampling.ts'
import type { OptionsPlan } from './templates.ts'

/** False where there was no room to remember what it says. `ends`: of the variable-length fields of this record. */
export function readOptions(
  domain: Domain,
  plan: OptionsPlan,
  view: DataView,
  record: number,
  ends: Int32Array,
): boolean {
  const placeOf = (column: Column) => record + column.at + (ends[column.segment] ?? 0)
  const read = (column: Column) => (column.width === 0 ? null : readUnsigned(view, placeOf(column), column.width))
  const init = read(plan.init)
  if (init !== null && init > 0) domain.initMs = init
  if (!plan.aboutSampling) return true
  const rate = rateOf({
    interval: read(plan.interval),
    algorithm: read(plan.algorithm),
    run: read(plan.run),
    space: read(plan.space),
    size: read(plan.size),
    population: read(plan.population),
    probability:
      plan.probability.width === 0 ? null : readFraction(view, placeOf(plan.probability), plan.probability.width),
  })
  return rate === null
    ? true
    : learnRate(domain.sampling, scopeOf(read(plan.selector), read(plan.interfaceScope), plan), rate)
}

function scopeOf(selector: number | null, interfaceScope: number | null, plan: OptionsPlan): SamplingScope {
  if (selector !== null && !(selector === 0 && plan.zeroIsNone)) return { of: 'sampler', id: selector }
  if (interfaceScope !== null) return { of: 'interface', id: interfaceScope }
  return { of: 'whole' }
}

function readFraction(view: DataView, at: number, width: number): number {
  if (width === 8) return view.getFloat64(at)
  return width === 4 ? view.getFloat32(at) : 0
}
