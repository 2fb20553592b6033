// Everything that must fit together before anybody is judged by it.
import type { Law } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { anchorFault, deadlineFaults } from './check-clocks.ts'
import { appliesFaults, entityTypeFaults, factFaults } from './check-facts.ts'
import { templateFaults } from './check-forms.ts'
import { knownFaults } from './check-known.ts'
import { type Draft, fault, type Names, namesOf, twice } from './check-places.ts'
import { periodFaults, regimeFaults } from './check-regimes.ts'
import { chainFaults, namedIn, oneRuleFaults } from './check-rules.ts'

export function checkLaw(draft: Draft): LawFault[] {
  const names = namesOf(draft)
  const latestOf = new Map(draft.root.anchors.map(({ id, latestOf: of }) => [id, of ?? [id]]))
  return [
    ...twice(draft.entityTypes, ({ id }) => id, 'The entity type'),
    ...twice(draft.facts, ({ id }) => id, 'The fact'),
    ...twice(draft.rules, ({ id }) => id, 'The rule'),
    ...draft.entityTypes.flatMap((one) => entityTypeFaults(one, names)),
    ...draft.facts.flatMap((one) => factFaults(one, names)),
    ...draft.rules.flatMap((one) => oneRuleFaults(one, names)),
    ...chainFaults(draft.rules, names),
    ...orderFaults(draft, names),
    ...draft.regimes.flatMap((one) => regimeFaults(one, names, latestOf)),
    ...periodFaults(draft.regimes),
    ...draft.templates.flatMap((one) => templateFaults(one, draft.regimes, names)),
    ...overlayFaults(draft, names),
    ...rootFaults(draft, names),
    ...knownFaults(draft),
  ]
}

/** law.json lists the regimes in the order in which they are shown; each has its file, or one for each period. */
function orderFaults({ root, regimes }: Draft, names: Names): LawFault[] {
  const faults: LawFault[] = []
  const known = new Set(regimes.map(({ it }) => it.id))
  for (const [at, id] of root.regimes.entries()) {
    const place = { file: 'law.json', field: `/regimes/${at}` }
    if (!known.has(id)) faults.push(fault(place, '', `There is no file regimes/${id}.json.${names.hint(id, known)}`))
    if (root.regimes.indexOf(id) !== at) faults.push(fault(place, '', `'${id}' stands there twice.`))
  }
  for (const place of regimes) {
    const { id } = place.it
    const base = place.file.slice('regimes/'.length, -'.json'.length)
    if (base !== id && !base.startsWith(`${id}@`))
      faults.push(
        fault(
          place,
          '/id',
          `The file of '${id}' is regimes/${id}.json, or regimes/${id}@YYYY-MM-DD.json for a period.`,
        ),
      )
    if (!root.regimes.includes(id))
      faults.push(
        fault(place, '/id', `law.json does not list '${id}' under regimes; there its place in the order is given.`),
      )
  }
  return faults
}

function overlayFaults({ overlays }: Draft, names: Names): LawFault[] {
  return overlays.flatMap((place) => {
    const { regime, reports, deadlines, verified } = place.it
    const there = names.regimes.get(regime)
    if (!there)
      return [fault(place, '/regime', `There is no regime '${regime}'.${names.hint(regime, names.regimes.keys())}`)]
    const faults: LawFault[] = []
    if (verified !== true && (reports.length > 0 || deadlines.length > 0))
      faults.push(
        fault(
          place,
          '',
          'Only what was read in the national act may change reports or deadlines; this is not verified.',
        ),
      )
    const known = [...there.reports, ...reports].map(({ id }) => id)
    for (const [at, { report, deadline }] of deadlines.entries()) {
      const here = { ...place, field: `${place.field}/deadlines/${at}` }
      if (!known.includes(report))
        faults.push(fault(here, '/report', `'${regime}' has no report '${report}'.${names.hint(report, known)}`))
      faults.push(...deadlineFaults(deadline, { ...here, field: `${here.field}/deadline` }, regime, names))
    }
    for (const [at, { deadline }] of reports.entries())
      faults.push(
        ...deadlineFaults(deadline, { ...place, field: `${place.field}/reports/${at}/deadline` }, regime, names),
      )
    return faults
  })
}

function rootFaults({ root }: Draft, names: Names): LawFault[] {
  const file = 'law.json'
  const regimes = (list: readonly string[], field: string) =>
    list.flatMap((id, at) =>
      names.regimes.has(id)
        ? []
        : [fault({ file, field }, `/${at}`, `There is no regime '${id}'.${names.hint(id, names.regimes.keys())}`)],
    )
  const placed = <T>(field: string, list: readonly T[]) => list.map((it, at) => ({ file, field: `${field}/${at}`, it }))
  const faults = [
    ...twice(placed('/anchors', root.anchors), ({ id }) => id, 'The anchor'),
    ...twice(placed('/sources', root.sources), ({ id }) => id, 'The source'),
    ...twice(placed('/relations', root.relations), ({ id }) => id, 'The relation'),
    ...twice(placed('/measurement', root.measurement), ({ id }) => id, 'The measurement'),
    ...twice(placed('/pending', root.pending), ({ id }) => id, 'The pending change'),
  ]
  for (const [name, types] of Object.entries(root.groups))
    faults.push(...appliesFaults(types, { file, field: `/groups/${name}` }, names))
  for (const { field, it } of placed('/relations', root.relations)) {
    faults.push(...regimes(it.first, `${field}/first`), ...regimes(it.second, `${field}/second`))
    if (it.forTypes) faults.push(...appliesFaults(it.forTypes, { file, field: `${field}/forTypes` }, names))
    if (it.kind === 'displaces' && (it.first.length === 0 || it.second.length === 0))
      faults.push(fault({ file, field }, '', 'What displaces what? Both sides must name a regime.'))
    if (it.kind === 'displaces' && it.first.some((id) => it.second.includes(id)))
      faults.push(fault({ file, field }, '', 'A regime cannot displace itself.'))
  }
  for (const { field, it } of placed('/anchors', root.anchors)) {
    for (const [at, anchor] of (it.latestOf ?? []).entries()) {
      const owners = [...names.regimes.keys()]
      // Such an anchor is no regime's own: it is enough that one of them has the report.
      if (owners.every((regime) => anchorFault(anchor, regime, names) !== null))
        faults.push(fault({ file, field }, `/latestOf/${at}`, `No regime has what '${anchor}' speaks of.`))
      if (anchor === it.id)
        faults.push(fault({ file, field }, `/latestOf/${at}`, 'An anchor cannot be the latest of itself.'))
    }
  }
  for (const { field, it } of placed('/time/settings', root.time.settings))
    if (it.regime && !names.regimes.has(it.regime))
      faults.push(
        fault(
          { file, field },
          '/regime',
          `There is no regime '${it.regime}'.${names.hint(it.regime, names.regimes.keys())}`,
        ),
      )
  return faults
}

/** Nothing that keeps the law from being used, but worth a look: rules that no regime uses and no one names. */
export function remarksOn(law: Law): string[] {
  const named = new Set<string>()
  for (const { when } of law.rules) for (const id of namedIn(when).rules) named.add(id)
  for (const { byRule } of law.facts) if (byRule) named.add(byRule)
  for (const { trigger, reports, communications, authorityDuties } of law.regimes) {
    for (const { rule } of trigger.rules) named.add(rule)
    for (const id of trigger.supporting ?? []) named.add(id)
    for (const { trigger: own } of reports) if (own) named.add(own)
    for (const { whenRule } of [...communications, ...authorityDuties]) if (whenRule) named.add(whenRule)
  }
  return law.rules
    .filter(({ id }) => !named.has(id))
    .map(
      ({ id, label }) =>
        `The rule '${id}' (${label}) is named by no regime, report or rule; it can only be asked by itself.`,
    )
}
