// What changed from one law to another, in words: which regime, rule, report or question, from what to what.
import type { Fact, Law, Regime } from '../../model/law.ts'
import type { LawDifference } from '../../model/law-book.ts'
import { type Both, fields, items, type Part, same } from './diff-items.ts'
import { withinRegime } from './diff-regime.ts'

/** Two laws that are bound. What was only laid out otherwise is no change. */
export function diffLaw(before: Law, after: Law): LawDifference {
  const both: Both = { before: factsOf(before), after: factsOf(after), changes: [] }
  const id = (one: { id: string }) => one.id
  items(
    both,
    'regime',
    before.regimes,
    after.regimes,
    periodOfRegime,
    ({ title }) => title,
    regimeFields,
    withinRegime(both),
  )
  items(both, 'rule', before.rules, after.rules, id, ({ label, article }) => `${label} (${article})`, same)
  items(both, 'fact', before.facts, after.facts, id, ({ question }) => question, same)
  items(both, 'entity type', before.entityTypes, after.entityTypes, id, ({ label }) => label, same)
  items(both, 'group', groupsOf(before), groupsOf(after), id, ({ types }) => types.join(', '), same)
  items(both, 'anchor', before.anchors, after.anchors, id, ({ meaning }) => meaning, same)
  items(both, 'relation', before.relations, after.relations, id, ({ text }) => text, same)
  const overlayId = ({ memberState, regime }: { memberState: string; regime: string }) => `${memberState} / ${regime}`
  items(
    both,
    'overlay',
    numbered(before.overlays, overlayId),
    numbered(after.overlays, overlayId),
    id,
    ({ text }) => text,
    same,
  )
  items(both, 'time', before.time.items, after.time.items, id, ({ text }) => text, same)
  fields(both, 'time', before.time.act, { ...before.time, items: [] }, { ...after.time, items: [] })
  items(both, 'measurement', before.measurement, after.measurement, id, ({ text }) => text, same)
  items(both, 'pending change', before.pending, after.pending, id, ({ text }) => text, same)
  items(both, 'source', before.sources, after.sources, id, ({ document }) => document, same)
  fields(both, 'law', 'law', head(before), head(after))
  return { from: before.version, to: after.version, changes: both.changes }
}

function factsOf({ facts }: Law): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.id, fact]))
}

function head({ title, checkedAsOf, disclaimer, verifiedLegend }: Law) {
  return { title, checkedAsOf, disclaimer, verifiedLegend }
}

function groupsOf({ groups }: Law): { id: string; types: string[] }[] {
  return Object.entries(groups).map(([name, types]) => ({ id: `@${name}`, types }))
}

/** Two of the same name are told apart by their number. */
function numbered<T extends object>(list: readonly T[], idOf: (it: T) => string): (T & { id: string })[] {
  const seen = new Map<string, number>()
  return list.map((it) => {
    const id = idOf(it)
    const number = (seen.get(id) ?? 0) + 1
    seen.set(id, number)
    return { ...it, id: number === 1 ? id : `${id} (${number})` }
  })
}

/** A regime of several periods is named with its beginning, except the first. */
function periodOfRegime(regime: Regime, at: number, all: readonly Regime[]): string {
  const first = all.findIndex(({ id }) => id === regime.id)
  return first === at ? regime.id : `${regime.id} from ${regime.appliesFrom ?? 'ever'}`
}

/** What of a regime is compared as a whole; what it holds is compared one by one. */
function regimeFields(regime: Regime): object {
  const { reports: _r, communications: _c, authorityDuties: _a, calendar: _k, template: _t, ...own } = regime
  return own
}

const headings: Record<Part, string> = {
  regime: 'Regimes',
  report: 'Reports',
  communication: 'Communications',
  'authority duty': 'Duties of authorities',
  form: 'Forms',
  calendar: 'Calendar',
  rule: 'Rules',
  fact: 'Facts and questions',
  'entity type': 'Entity types',
  group: 'Groups',
  anchor: 'Anchors',
  relation: 'Relations between regimes',
  overlay: 'National law',
  time: 'Computation of time',
  measurement: 'Measurement',
  'pending change': 'Pending changes',
  source: 'Sources',
  law: 'The law as a whole',
}

/** For reading: by part, one change a line. */
export function differenceInWords({ from, to, changes }: LawDifference): string {
  if (changes.length === 0) return `${from} -> ${to}: nothing changed.`
  const lines = [`${from} -> ${to}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`]
  for (const [part, heading] of Object.entries(headings)) {
    const of = changes.filter((one) => one.part === part)
    if (of.length > 0) lines.push('', heading, ...of.map(({ text }) => `  ${text}`))
  }
  return lines.join('\n')
}
