// What the publisher says to do: of all remediations the one that does most, for the vulnerabilities that concern us.
import type { AdvisoryContent, Remediation } from '../../model/advisories/content.ts'
import type { Concern } from './concerns-us.ts'

/** From the most to the least that can be done. */
const order = [
  'vendor_fix',
  'mitigation',
  'workaround',
  'fix_planned',
  'optional_patch',
  'no_fix_planned',
  'none_available',
]

export function remedyFor(content: Pick<AdvisoryContent, 'vulnerabilities'>, concern: Concern): Remediation | null {
  if (concern.answer === 'no') return null
  const concerned = concern.vulnerabilities.flatMap((at) => content.vulnerabilities[at] ?? [])
  const all = (concerned.length > 0 ? concerned : content.vulnerabilities).flatMap((one) => one.remediations)
  return all.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
}

function rank({ category }: Remediation): number {
  const at = order.indexOf(category)
  return at === -1 ? order.length : at
}
