// Time zones to choose from: those of Europe and of the outermost regions first, then all that this browser knows.
import type { Choice } from '#web/kit/Field.tsx'

/** With the one that is set already, should the browser not know it. */
export function zones(set: string): Choice[] {
  const known = Intl.supportedValuesOf('timeZone')
  const near = known.filter((zone) => zone.startsWith('Europe/') || /^Atlantic\/(Azores|Madeira|Canary)$/.test(zone))
  const all = [...new Set([set, 'UTC', ...near, ...known])]
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
