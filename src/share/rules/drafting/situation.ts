// What has happened and where it stands: the crisis, its strands in each domain, its incidents with the worst first.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Crisis, Strand } from '#coordinate/model/crisis.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import {
  beyondLine,
  countryOf,
  type Desk,
  fromCrisis,
  fromIncident,
  line,
  named,
  sectorOf,
  weightiest,
} from './desk.ts'
import {
  compare,
  countriesIn,
  type FiledIncident,
  incidentsOf,
  isOpen,
  sectorsIn,
  severityWords,
  statusOf,
  worstOf,
} from './incidents.ts'
import { asWritten, capital, many, moment, quoted, span, users } from './say.ts'

const crisisStatus: Record<Crisis['status'], string> = {
  open: 'is open',
  'standing-down': 'is being stood down',
  closed: 'is closed',
}

/** A few sentences for somebody with no time: what, since when, how large, how bad. */
export function lead(desk: Desk): Block[] {
  const { crisis } = desk.told
  return prose(crisis && crisisStanding(desk, crisis), extent(desk), worst(desk), crisis && summaryOf(desk, crisis))
}

export function situation(desk: Desk): Block[] {
  const { crisis } = desk.told
  const strands = [...(crisis?.state.strands ?? [])].sort((a, b) => compare(a.addedAt, b.addedAt))
  const { shown, beyond } = weightiest(desk, incidentsOf(desk))
  return [
    ...prose(crisis && crisisStanding(desk, crisis), crisis && summaryOf(desk, crisis), extent(desk)),
    ...(crisis ? list(strands.map((strand) => strandLines(desk, crisis, strand))) : []),
    ...list(shown.map((incident) => incidentLines(desk, incident))),
    ...prose(beyondLine(desk, beyond.length, beyond.map(fromIncident), ['incident', 'incidents'])),
  ]
}

function crisisStanding(desk: Desk, crisis: Filed<Crisis>): Sentence {
  const { title, reference, status, statusSince, openedAt, closed } = crisis.state
  const since = statusSince === openedAt ? '' : `; it ${crisisStatus[status]} since ${moment(statusSince)}`
  const ended = closed ? ` Closed because: ${asWritten(closed.reason)}` : ''
  const standing = since === '' ? ` and ${crisisStatus[status]}` : since
  const text = `${reference}, ${quoted(title)}, was opened on ${moment(openedAt)}${standing}.${ended}`
  return line(desk, 'crisis', text, [fromCrisis(crisis)])
}

function summaryOf(desk: Desk, crisis: Filed<Crisis>): Sentence[] {
  const { summary } = crisis.state
  return summary.trim() === '' ? [] : [line(desk, 'summary', asWritten(summary), [fromCrisis(crisis)])]
}

function extent(desk: Desk): Sentence[] {
  const all = incidentsOf(desk)
  if (all.length === 0) return []
  const [countries, sectors] = [countriesIn(all), sectorsIn(all)]
  const states = countries.filter((code) => desk.names.memberStates.includes(code))
  const open = all.filter(isOpen).length
  const where = [
    states.length > 0 && many(states.length, 'Member State'),
    countries.length > states.length &&
      many(countries.length - states.length, 'country outside the Union', 'countries outside the Union'),
  ].filter((one) => typeof one === 'string')
  const place = where.length > 0 ? `in ${inARow(where)}` : 'in countries that are not known yet'
  const what = sectors.length > 0 ? `and in ${many(sectors.length, 'sector')}` : 'and in sectors that are not known yet'
  const openWords =
    open === all.length
      ? all.length === 1
        ? 'It is open.'
        : 'All are open.'
      : open === 0
        ? 'None is open.'
        : `${capital(many(open, 'is', 'are'))} open.`
  const text = `The crisis comprises ${many(all.length, 'incident')} ${place}, ${what}. ${openWords}`
  return [
    line(desk, 'extent', text, all.map(fromIncident), {
      figure: { label: 'incidents', value: all.length, unit: 'incidents' },
    }),
  ]
}

function worst(desk: Desk): Sentence[] {
  const found = worstOf(incidentsOf(desk))
  if (!found) return []
  const which = inARow(found.bearing.slice(0, 5).map(({ state }) => state.reference))
  const more = found.bearing.length > 5 ? ` and ${many(found.bearing.length - 5, 'other')}` : ''
  const text = `The worst severity that a person judged is ${severityWords(desk, found.value)}: ${which}${more}.`
  return [line(desk, 'worst', text, found.bearing.map(fromIncident))]
}

const strandStatus: Record<Strand['status'], string> = {
  ongoing: 'It goes on',
  ended: 'It has ended',
  unclear: 'Whether it goes on is not clear',
}

function strandLines(desk: Desk, crisis: Filed<Crisis>, strand: Strand): Sentence[] {
  const { key, domain, title, text, status, severity, startedAt, endedAt, sectors, countries } = strand
  const sources = [fromCrisis(crisis)]
  const when =
    startedAt && endedAt ? ` (${span(startedAt, endedAt)})` : startedAt ? ` (since ${moment(startedAt)})` : ''
  const where = inARow([...countries.map((code) => countryOf(desk, code)), ...sectors.map((id) => sectorOf(desk, id))])
  const said = [
    line(
      desk,
      `strand:${key}`,
      `${capital(named(desk.names.domains, domain))}: ${asWritten(title)} ${strandStatus[status]}${when}.`,
      sources,
    ),
    text.trim() !== '' && line(desk, `strand-text:${key}`, asWritten(text), sources),
    where !== '' && line(desk, `strand-where:${key}`, `It concerns ${where}.`, sources),
    severity !== null &&
      line(desk, `strand-severity:${key}`, `Its severity is judged ${severityWords(desk, severity)}.`, sources),
  ]
  return said.filter((one) => one !== false)
}

/** One incident in a few sentences; the same ones for every product, so that they agree. */
function incidentLines(desk: Desk, incident: FiledIncident): Sentence[] {
  const { id, state } = incident
  const { reference, title, summary, severity, affected, times, statusSince } = state
  const sources = [fromIncident(incident)]
  const said = (key: string, text: string) => line(desk, `${key}:${id}`, text, sources)
  const began =
    times.startedAt && times.endedAt
      ? `It lasted from ${span(times.startedAt, times.endedAt)}.`
      : times.startedAt
        ? `It began on ${moment(times.startedAt)}.`
        : times.detectedAt
          ? `It was detected on ${moment(times.detectedAt)}.`
          : ''
  const services = affected.services.map(({ name }) => name)
  return [
    said('status', `${reference}, ${quoted(title)}, is ${statusOf(incident)} (since ${moment(statusSince)}).`),
    ...(began ? [said('times', began)] : []),
    ...(summary.trim() === '' ? [] : [said('summary', asWritten(summary))]),
    ...(severity
      ? [said('severity', `Severity: ${severityWords(desk, severity.value)}, because: ${asWritten(severity.reason)}`)]
      : []),
    ...(services.length > 0 ? [said('services', `Services affected: ${inARow(services)}.`)] : []),
    ...(affected.users
      ? [
          {
            ...said('users', `Users affected: ${users(affected.users)}.`),
            figure: { label: `users affected, ${reference}`, value: affected.users.value, unit: 'users' },
          },
        ]
      : []),
  ]
}
