// What the EU Cybersecurity Reserve asks of a request, as far as the record has it: Regulation (EU) 2025/38, Article 15(5).

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { countryOf, type Desk, fromIncident, line, named, weightiest } from './desk.ts'
import { countriesIn, type FiledIncident, incidentsOf, sectorsIn, severityWords } from './incidents.ts'
import { asWritten, users } from './say.ts'

/** The entity affected and the potential impact on it. */
export function reserveEntities(desk: Desk): Block[] {
  const { shown } = weightiest(desk, incidentsOf(desk))
  return list(shown.map((incident) => entityLines(desk, incident)))
}

function entityLines(desk: Desk, incident: FiledIncident): Sentence[] {
  const { id, state } = incident
  const { affected, severity, classification } = state
  const said = (key: string, text: string) => line(desk, `${key}:${id}`, text, [fromIncident(incident)])
  const names = affected.organisations.flatMap((one) => desk.told.names.organisations[one]?.name ?? [])
  const entities =
    names.length > 0
      ? said('entities', `${state.reference}: affected ${names.length === 1 ? 'is' : 'are'} ${inARow(names)}.`)
      : {
          ...said('entities', `${state.reference}: which entity is affected is not on record.`),
          standing: 'unknown' as const,
        }
  const outlook = classification?.outlook
  return [
    entities,
    ...(severity
      ? [said('impact', `Impact: ${severityWords(desk, severity.value)}, because: ${asWritten(severity.reason)}`)]
      : []),
    ...(affected.users ? [said('users', `Users affected: ${users(affected.users)}.`)] : []),
    ...(outlook ? [said('outlook', `Outlook: ${named(desk.names.outlooks, outlook).toLowerCase()}.`)] : []),
  ]
}

/** Whether it may spread to other Member States or sectors: what is affected already, and what nobody has judged. */
export function reserveSpillOver(desk: Desk): Block[] {
  const all = incidentsOf(desk)
  if (all.length === 0) return []
  const states = countriesIn(all).filter((code) => desk.names.memberStates.includes(code))
  const sectors = sectorsIn(all)
  const sources = all.map(fromIncident)
  const where = states.length > 0 ? inARow(states.map((code) => countryOf(desk, code))) : ''
  const what = sectors.length > 0 ? inARow(sectors.map((id) => named(desk.names.sectors, id))) : ''
  const worsening = all.filter(({ state }) => state.classification?.outlook === 'worsening')
  return prose(
    where === ''
      ? line(desk, 'states', 'Which Member States are affected is not on record.', sources, { standing: 'unknown' })
      : line(desk, 'states', `Member States affected so far: ${where}.`, sources, {
          figure: { label: 'Member States affected', value: states.length, unit: 'Member States' },
        }),
    what === '' ? null : line(desk, 'sectors', `Sectors affected so far: ${what}.`, sources),
    worsening.length === 0
      ? line(
          desk,
          'spread',
          'Nobody has judged that it will get worse; a judgement of the risk that it spreads is for the requester to write.',
          sources,
          { standing: 'unknown' },
        )
      : line(
          desk,
          'spread',
          `Judged to be getting worse: ${inARow(worsening.map(({ state }) => state.reference))}.`,
          worsening.map(fromIncident),
        ),
  )
}
