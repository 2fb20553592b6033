// What goes to the public: wordings that were agreed on, and facts of incidents that may be told to everybody.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { PublicLine } from '#coordinate/model/crisis.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { countryOf, type Desk, fixed, fromCrisis, fromIncident, line, weightiest } from './desk.ts'
import { type FiledIncident, incidentsOf, isOpen } from './incidents.ts'
import { asWritten, moment, quoted, span, users } from './say.ts'

const audiences: readonly PublicLine['audience'][] = ['public', 'press']

/** Agreed wordings for the public, in the product's language first. A draft of a wording is not told. */
export function lines(desk: Desk): Block[] {
  const { told, language, given } = desk
  const { crisis } = told
  const agreed = (crisis?.state.lines ?? []).filter(
    ({ status, audience }) => status === 'agreed' && audiences.includes(audience),
  )
  const own = agreed.filter((one) => one.language === language)
  const chosen = own.length > 0 ? own : agreed.filter((one) => one.language === 'en')
  const fromRecord = crisis
    ? chosen.map(({ key, text }) =>
        line(desk, `line:${key}`, asWritten(text), [fromCrisis(crisis)], { standing: 'agreed' }),
      )
    : []
  const written = (given.lines ?? []).map(
    ({ text, by }, n): Sentence => ({
      ...fixed(desk, `given:${n + 1}`, asWritten(text), 'fixed'),
      by,
      standing: 'known',
    }),
  )
  return prose(fromRecord, written)
}

/** Since when, which services, where, how many: nothing of cause, means or perpetrator. */
export function publicFacts(desk: Desk): Block[] {
  const { shown } = weightiest(desk, incidentsOf(desk))
  return list(shown.map((incident) => factsOf(desk, incident)))
}

function factsOf(desk: Desk, incident: FiledIncident): Sentence[] {
  const { id, state } = incident
  const { affected, times, title } = state
  const said = (key: string, text: string) => line(desk, `${key}:${id}`, text, [fromIncident(incident)])
  const services = affected.services.map(({ name }) => name)
  const since =
    times.startedAt && times.endedAt
      ? `from ${span(times.startedAt, times.endedAt)}`
      : times.startedAt
        ? `since ${moment(times.startedAt)}`
        : ''
  const what =
    services.length > 0
      ? `${inARow(services)}: disturbed ${since}`.trim()
      : `${asWritten(title).replace(/\.$/, '')} ${since}`.trim()
  return [
    said('fact', `${what}${isOpen(incident) ? '; this is not over' : ''}.`),
    ...(affected.countries.length > 0
      ? [said('where', `Countries: ${inARow(affected.countries.map((code) => countryOf(desk, code)))}.`)]
      : []),
    ...(affected.users ? [said('users', `Users affected: ${users(affected.users)}.`)] : []),
  ]
}

/** What those who manage the crisis have set themselves. */
export function objectives(desk: Desk): Block[] {
  const { crisis } = desk.told
  if (!crisis) return []
  const order = { open: 0, met: 1, dropped: 2 }
  const found = [...crisis.state.objectives].sort((a, b) => order[a.status] - order[b.status])
  const words = { open: 'Aimed at', met: 'Met', dropped: 'Given up' }
  const { shown } = weightiest(desk, found)
  return list(
    shown.map(({ key, text, status, outcome }) => {
      const end = outcome ? ` (${asWritten(outcome)})` : ''
      return [line(desk, `objective:${key}`, `${words[status]}: ${quoted(text)}${end}.`, [fromCrisis(crisis)])]
    }),
  )
}
