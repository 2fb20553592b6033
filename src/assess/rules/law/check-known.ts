// How well things are known: everything says whether it was read in the act, and what was not says what there was instead.
import type { LawFault } from './bind-shapes.ts'
import { type Draft, fault } from './check-places.ts'

interface Item {
  verified?: boolean
  evidence?: string
}

/** Items after inheritance. */
export function knownFaults(draft: Draft): LawFault[] {
  const root = { file: 'law.json', field: '' }
  const faults: LawFault[] = []
  const look = (item: Item, at: { file: string; field: string }) => {
    if (item.verified === undefined)
      faults.push(fault(at, '/verified', 'Neither this nor what it stands in says whether it was read in the act.'))
    else if (!item.verified && !item.evidence?.trim())
      faults.push(
        fault(at, '/evidence', "What is not verified says what there was: 'secondary', 'interpretation' or 'none'."),
      )
  }
  const lookAll = (list: readonly Item[], at: { file: string; field: string }, field: string) => {
    for (const [place, item] of list.entries()) look(item, { file: at.file, field: `${at.field}${field}/${place}` })
  }
  const { sources, measurement, relations, pending, time } = draft.root
  lookAll(sources, root, '/sources')
  lookAll(measurement, root, '/measurement')
  lookAll(relations, root, '/relations')
  lookAll(pending, root, '/pending')
  lookAll(time.items, root, '/time/items')
  look(time.caution, { ...root, field: '/time/caution' })
  for (const place of [...draft.facts, ...draft.rules, ...draft.overlays]) look(place.it, place)
  for (const place of draft.rules)
    if (place.it.interpretation) look(place.it.interpretation, { ...place, field: `${place.field}/interpretation` })
  for (const place of draft.regimes) {
    const { reports, communications, authorityDuties, calendar, template } = place.it
    look(place.it, place)
    lookAll(reports, place, '/reports')
    lookAll(communications, place, '/communications')
    lookAll(authorityDuties, place, '/authorityDuties')
    for (const [at, { contents }] of reports.entries()) lookAll(contents, place, `/reports/${at}/contents`)
    for (const [at, { contents }] of communications.entries())
      lookAll(contents ?? [], place, `/communications/${at}/contents`)
    for (const [at, { contents }] of authorityDuties.entries())
      lookAll(contents ?? [], place, `/authorityDuties/${at}/contents`)
    if (calendar?.interpretation) look(calendar.interpretation, { ...place, field: '/calendar/interpretation' })
    if (template) lookAll(template.fields, place, '/template/fields')
  }
  return faults
}
