// Impact by sector, by country and by incident, counted from the incidents and strands that may be told.

import { type SeverityColour, severityColours } from '#assess/model.ts'
import { inARow } from '#assess/rules/drafting/say.ts'
import type { Crisis, Strand } from '#coordinate/model/crisis.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Block, ContentSource, Sentence } from '../../model/product-content.ts'
import { prose, table } from './blocks.ts'
import { beyondLine, countryOf, type Desk, fromCrisis, fromIncident, line, sectorOf, weightiest } from './desk.ts'
import {
  byWeight,
  compare,
  type FiledIncident,
  incidentsOf,
  isOpen,
  severityWords,
  statusOf,
  userTotal,
} from './incidents.ts'
import { figure, moment, users } from './say.ts'

/** What one row or one country of the map is about. */
interface Place {
  /** Whether an incident of it counts in other rows too. */
  elsewhereToo(incident: FiledIncident): boolean
  /** A sector, a country, or '' for what nobody has placed yet. */
  id: string
  incidents: FiledIncident[]
  strands: Strand[]
}

export function impactSectors(desk: Desk): Block[] {
  const found = placesOf(
    desk,
    ({ affected }) => affected.sectors,
    ({ sectors }) => sectors,
  )
  const { sector, openIncidents, worstSeverity, users, countries } = desk.wording.headings
  const rows = weightiest(desk, found)
  const drawn = rows.shown.map((place) => {
    const states = [...new Set(place.incidents.flatMap(({ state }) => state.affected.countries))].sort()
    const where = states.length > 0 ? inARow(states.map((code) => countryOf(desk, code))) : 'not known'
    return [
      ...cellsOf(desk, place, place.id === '' ? 'Not placed in a sector yet' : sectorOf(desk, place.id)),
      cell(desk, place, 'countries', where, states.length === 0),
    ]
  })
  return [
    ...table([sector, openIncidents, worstSeverity, users, countries], drawn),
    ...prose(
      beyondLine(
        desk,
        rows.beyond.length,
        rows.beyond.flatMap((place) => sourcesOf(desk, place)),
        ['row', 'rows'],
      ),
    ),
  ]
}

export function impactCountries(desk: Desk): Block[] {
  const found = placesOf(
    desk,
    ({ affected }) => affected.countries,
    ({ countries }) => countries,
  )
  const isState = (id: string) => desk.names.memberStates.includes(id)
  const ordered = [...found].sort((a, b) => Number(isState(b.id)) - Number(isState(a.id)))
  const { country, openIncidents, worstSeverity, users, sectors } = desk.wording.headings
  const rows = ordered.map((place) => {
    const ids = [...new Set(place.incidents.flatMap(({ state }) => state.affected.sectors))].sort()
    const outside = place.id !== '' && !isState(place.id) ? ' (outside the Union)' : ''
    const name = place.id === '' ? 'Not placed in a country yet' : `${countryOf(desk, place.id)}${outside}`
    const which = ids.length > 0 ? inARow(ids.map((id) => sectorOf(desk, id))) : 'not known'
    return [...cellsOf(desk, place, name), cell(desk, place, 'sectors', which, ids.length === 0)]
  })
  return [...mapOf(desk, ordered), ...table([country, openIncidents, worstSeverity, users, sectors], rows)]
}

function mapOf(desk: Desk, places: readonly Place[]): Block[] {
  const { frame, headings } = desk.wording
  const values = places
    .filter(({ id }) => id !== '')
    .map((place) => {
      const name = countryOf(desk, place.id)
      const value = place.incidents.filter(isOpen).length
      const said = line(desk, `map:${place.id}`, `${name}: ${figure(value)}`, sourcesOf(desk, place))
      return { country: place.id, name, value, cell: said }
    })
  if (values.length === 0) return []
  return [{ kind: 'map', caption: `${headings.openIncidents}: ${frame.country}`, unit: headings.openIncidents, values }]
}

export function impactIncidents(desk: Desk): Block[] {
  const { incident: heading, status, severity, users: usersHeading, countries, sectors, since } = desk.wording.headings
  const { shown, beyond } = weightiest(desk, incidentsOf(desk))
  const rows = shown.map((incident) => {
    const { id, state } = incident
    const { affected, times } = state
    const from = [fromIncident(incident)]
    const said = (key: string, text: string, known = true) =>
      line(desk, `${key}:${id}`, known ? text : 'not known', from, known ? {} : { standing: 'unknown' })
    const userSum = affected.users
    return [
      said('name', `${state.reference}: ${state.title}`),
      said('status', statusOf(incident)),
      said('severity', state.severity ? severityWords(desk, state.severity.value) : '', state.severity !== null),
      userSum
        ? {
            ...said('users', users(userSum)),
            figure: { label: `users affected, ${state.reference}`, value: userSum.value, unit: 'users' },
          }
        : said('users', '', false),
      said('countries', inARow(affected.countries.map((code) => countryOf(desk, code))), affected.countries.length > 0),
      said('sectors', inARow(affected.sectors.map((sector) => sectorOf(desk, sector))), affected.sectors.length > 0),
      said('since', times.startedAt ? moment(times.startedAt) : '', times.startedAt !== null),
    ]
  })
  return [
    ...table([heading, status, severity, usersHeading, countries, sectors, since], rows),
    ...prose(beyondLine(desk, beyond.length, beyond.map(fromIncident), ['incident', 'incidents'])),
  ]
}

function placesOf(
  desk: Desk,
  ofIncident: (state: FiledIncident['state']) => readonly string[],
  ofStrand: (strand: Strand) => readonly string[],
): Place[] {
  const places = new Map<string, Place>()
  const elsewhereToo = ({ state }: FiledIncident) => ofIncident(state).length > 1
  const at = (id: string) => {
    const known: Place = places.get(id) ?? { id, incidents: [], strands: [], elsewhereToo }
    places.set(id, known)
    return known
  }
  for (const incident of incidentsOf(desk)) {
    const ids = ofIncident(incident.state)
    for (const id of ids.length > 0 ? ids : ['']) at(id).incidents.push(incident)
  }
  for (const strand of desk.told.crisis?.state.strands ?? [])
    for (const id of ofStrand(strand)) at(id).strands.push(strand)
  return [...places.values()].sort(byPlaceWeight)
}

/** The worst incident first, then more of them; what is not placed stands last. */
function byPlaceWeight(a: Place, b: Place): number {
  const [worstA, worstB] = [a.incidents[0], b.incidents[0]]
  const worst =
    worstA && worstB ? byWeight({ ...worstA, id: '' }, { ...worstB, id: '' }) : Number(!!worstB) - Number(!!worstA)
  return (
    Number(a.id === '') - Number(b.id === '') || worst || b.incidents.length - a.incidents.length || compare(a.id, b.id)
  )
}

function sourcesOf({ told }: Pick<Desk, 'told'>, { incidents, strands }: Place): ContentSource[] {
  const crisis: Filed<Crisis> | null = told.crisis
  return [...incidents.map(fromIncident), ...(strands.length > 0 && crisis ? [fromCrisis(crisis)] : [])]
}

function cell(desk: Desk, place: Place, column: string, text: string, unknown = false): Sentence {
  const key = `${column}:${place.id === '' ? 'none' : place.id}`
  return line(desk, key, text, sourcesOf(desk, place), unknown ? { standing: 'unknown' } : {})
}

/** The worst colour that a person judged, of incidents and of strands in other domains. */
function worstIn({ incidents, strands }: Place): SeverityColour | null {
  const judged = new Set([
    ...incidents.map(({ state }) => state.severity?.value),
    ...strands.map((one) => one.severity),
  ])
  return severityColours.find((value) => judged.has(value)) ?? null
}

function cellsOf(desk: Desk, place: Place, name: string): Sentence[] {
  const open = place.incidents.filter(isOpen).length
  const worst = worstIn(place)
  const total = userTotal(place.incidents)
  const strands = place.strands.length > 0 ? ` (and ${place.strands.length} in other domains)` : ''
  const usersLabel = `users affected, ${name}`
  // One number for several places cannot be told apart: the sums of the rows are more than the whole.
  const shared = total?.from.some(place.elsewhereToo) ? '; not split by place' : ''
  return [
    cell(desk, place, 'name', name),
    {
      ...cell(desk, place, 'open', `${figure(open)}${strands}`),
      figure: { label: `open incidents, ${name}`, value: open, unit: 'incidents' },
    },
    cell(desk, place, 'worst', worst ? severityWords(desk, worst) : 'not judged', worst === null),
    total
      ? {
          ...cell(desk, place, 'users', `${total.words}${shared}`),
          figure: { label: usersLabel, value: total.value, unit: 'users' },
        }
      : cell(desk, place, 'users', 'not known', true),
  ]
}
