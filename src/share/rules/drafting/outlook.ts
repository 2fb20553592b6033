// What is expected: only what somebody judged, promised or planned. Nothing is predicted here.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { holderOf } from './claims.ts'
import { beyondLine, type Desk, fromClaim, fromIncident, fromReferenced, line, named, weightiest } from './desk.ts'
import { compare, type FiledIncident, incidentsOf, isOpen } from './incidents.ts'
import { asWritten, capital, moment, quoted } from './say.ts'

export function outlook(desk: Desk): Block[] {
  const found = [...byOutlook(desk), ...promises(desk), ...reviews(desk)]
  const { shown, beyond } = weightiest(desk, found)
  return [
    ...list(shown.map((one) => [one])),
    ...prose(
      beyondLine(
        desk,
        beyond.length,
        beyond.flatMap(({ sources }) => sources),
        ['expectation', 'expectations'],
      ),
    ),
  ]
}

/** Open incidents that are judged alike in one sentence: 'worsening' before 'stable' before 'improving'. */
function byOutlook(desk: Desk): Sentence[] {
  const groups = new Map<string, FiledIncident[]>()
  for (const incident of incidentsOf(desk).filter(isOpen)) {
    const value = incident.state.classification?.outlook
    if (value) groups.set(value, [...(groups.get(value) ?? []), incident])
  }
  const order = ['worsening', 'stable', 'improving']
  const place = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length)
  return [...groups]
    .sort(([a], [b]) => place(a) - place(b) || compare(a, b))
    .map(([value, of]) => {
      const label = named(desk.names.outlooks, value)
      const which = inARow(of.map(({ state }) => state.reference))
      return line(desk, `outlook:${value}`, `Judged ${label.toLowerCase()}: ${which}.`, of.map(fromIncident))
    })
}

function promises(desk: Desk): Sentence[] {
  return desk.told.claims
    .filter(({ state }) => state.status === 'standing' && state.promise !== null)
    .map((claim) => {
      const { state } = claim
      const due = state.promise?.due ? ` (due: ${state.promise.due})` : ' (no date is given)'
      const text = `${capital(holderOf(state))} has promised: ${quoted(state.proposition)}${due}.`
      return line(desk, `promise:${claim.id}`, text, [fromClaim(claim)], { standing: 'claimed' })
    })
}

function reviews(desk: Desk): Sentence[] {
  return desk.told.decisions
    .filter(({ state }) => state.reviewAt !== null && state.reviewAt >= desk.now && state.status === 'decided')
    .sort((a, b) => compare(a.state.reviewAt ?? '', b.state.reviewAt ?? '') || compare(a.id, b.id))
    .map((decision) => {
      const { reference, question, reviewAt } = decision.state
      const text = `Decision ${reference} is looked at again on ${moment(reviewAt ?? '')}: ${asWritten(question)}`
      return line(desk, `review:${decision.id}`, text, [fromReferenced('coordinate.decision', decision)])
    })
}
