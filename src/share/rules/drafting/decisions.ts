// What was decided by whom, after asking whom, against whose dissent, and what is still to be decided.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Decision } from '#coordinate/model/decision.ts'
import type { Said } from '#coordinate/model/words.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { actorOf, beyondLine, type Desk, fromReferenced, line, partyOf, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { asWritten, capital, moment, quoted } from './say.ts'

type FiledDecision = Filed<Decision>
const order: Record<Decision['status'], number> = { open: 0, 'for-second': 0, decided: 1, superseded: 2, dropped: 3 }

/** Open ones first, because somebody has to take them; then the newest. */
export function decisions(desk: Desk): Block[] {
  const found = desk.told.decisions
    .filter(({ state }) => state.status !== 'dropped')
    .sort(
      (a, b) =>
        order[a.state.status] - order[b.state.status] ||
        compare(b.state.changedAt, a.state.changedAt) ||
        compare(a.id, b.id),
    )
  const { shown, beyond } = weightiest(desk, found)
  const sources = beyond.map((one) => fromReferenced('coordinate.decision', one))
  return [
    ...list(shown.map((one) => decisionLines(desk, one))),
    ...prose(beyondLine(desk, beyond.length, sources, ['decision', 'decisions'])),
  ]
}

function decisionLines(desk: Desk, decision: FiledDecision): Sentence[] {
  const { id, state } = decision
  const sources = [fromReferenced('coordinate.decision', decision)]
  const said = (key: string, text: string) => line(desk, `${key}:${id}`, text, sources)
  return [
    said('decision', standing(desk, state)),
    ...(state.consulted.length > 0 ? [said('consulted', `Asked before: ${positions(desk, state.consulted)}.`)] : []),
    ...state.dissents.map((one) =>
      said(
        `dissent:${one.key}`,
        `Dissent of ${one.party ? partyOf(desk, one.party) : actorOf(desk, one.by)}: ${asWritten(one.words)}`,
      ),
    ),
  ]
}

function standing(desk: Desk, state: Decision): string {
  const { reference, question, status, chosen, options } = state
  const option = chosen && options.find(({ key }) => key === chosen.option)
  const superseded = status === 'superseded' ? ' A later decision has taken its place.' : ''
  if (!chosen || !option) {
    const held = options.filter(({ dropped }) => dropped === null).map(({ text }) => quoted(text))
    const among = held.length > 0 ? ` Options: ${inARow(held)}.` : ' No option is on record yet.'
    return `To be decided, ${reference}: ${asWritten(question)}${among}`
  }
  const second = status === 'for-second' ? ' A second person has not agreed yet.' : ''
  const who = partyOf(desk, chosen.decider)
  return `${capital(who)} decided on ${moment(chosen.at)} (${reference}, ${quoted(question)}): ${asWritten(option.text)} Reasons: ${asWritten(chosen.reasons)}${second}${superseded}`
}

const positionWords: Record<Said['position'], string> = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  abstains: 'abstains',
  informed: 'was informed',
  'no-answer': 'gave no answer',
}

export function positions(desk: Desk, consulted: readonly Said[]): string {
  return inARow(consulted.map(({ party, position }) => `${partyOf(desk, party)} (${positionWords[position]})`))
}
