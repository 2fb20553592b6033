// What is not known: said as plainly as what is, by incident and by question, and never left out because it is a gap.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { fromQuestion } from './attribution.ts'
import { list, prose } from './blocks.ts'
import { beyondLine, type Desk, fromIncident, fromTitled, line, weightiest } from './desk.ts'
import { fromDuty } from './duties.ts'
import { type FiledIncident, incidentsOf } from './incidents.ts'
import { asWritten, quoted } from './say.ts'

const unknown = { standing: 'unknown' } as const

export function unknowns(desk: Desk): Block[] {
  const found = [
    ...incidentsOf(desk).flatMap((incident) => incidentGaps(desk, incident)),
    ...desk.told.questions
      .filter(({ state }) => state.status === 'open')
      .map((question) =>
        line(
          desk,
          `question:${question.id}`,
          `Open question: ${asWritten(question.state.text)}`,
          [fromQuestion(question)],
          unknown,
        ),
      ),
    ...attackGaps(desk),
    ...verdictGaps(desk),
  ]
  const { shown, beyond } = weightiest(desk, found)
  return [
    ...list(shown.map((one) => [one])),
    ...prose(
      beyondLine(
        desk,
        beyond.length,
        beyond.flatMap(({ sources }) => sources),
        ['gap', 'gaps'],
      ),
    ),
  ]
}

function incidentGaps(desk: Desk, incident: FiledIncident): Sentence[] {
  const { reference, affected, severity, classification, times } = incident.state
  const gaps = [
    affected.users === null && 'how many users are affected',
    affected.countries.length === 0 && 'which countries are affected',
    affected.sectors.length === 0 && 'which sectors are affected',
    severity === null && 'how severe it is',
    times.startedAt === null && 'when it began',
    !classification?.rootCause && 'the root cause',
    !classification?.outlook && 'how it will develop',
  ].filter((one) => typeof one === 'string')
  if (gaps.length === 0) return []
  return [
    line(
      desk,
      `gaps:${incident.id}`,
      `${reference}: not known ${gaps.length === 1 ? 'is' : 'are'} ${inARow(gaps)}.`,
      [fromIncident(incident)],
      unknown,
    ),
  ]
}

function attackGaps(desk: Desk): Sentence[] {
  return desk.told.attacks.flatMap((attack) => {
    const { title, judged, crowd } = attack.state
    if (judged !== null) return []
    const missing = crowd.missing.length > 0 ? ` Missing to tell: ${inARow(crowd.missing)}.` : ''
    const text = `Nobody has judged yet whether what was measured at ${quoted(title)} is an attack.${missing}`
    return [line(desk, `unjudged:${attack.id}`, text, [fromTitled('sense.attack', attack)], unknown)]
  })
}

function verdictGaps(desk: Desk): Sentence[] {
  return desk.told.duties.flatMap((duty) => {
    const { tentative, status, name, regimeTitle, entityName } = duty.state
    if (!tentative || status === 'ended') return []
    const text = `Whether ${entityName} owes the report “${name}” (${regimeTitle}) is not settled: facts are missing.`
    return [line(desk, `verdict:${duty.id}`, text, [fromDuty(duty)], unknown)]
  })
}
