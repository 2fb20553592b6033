// Who may be behind it: competing hypotheses as such. An attribution is told only when two analysts accept it, and never without
// its standing note.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Question } from '#watch/model/hypotheses.ts'
import { acceptingAnalysts, isStanding, standingNote } from '#watch/rules/hypotheses/attribution.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { beyondLine, type Desk, line, source, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { asWritten, many, moment, quoted } from './say.ts'

type FiledQuestion = Filed<Question>

export function fromQuestion(question: FiledQuestion) {
  return source('watch.question', question, question.state.text)
}

export function attribution(desk: Desk): Block[] {
  const asked = desk.told.questions
    .filter(({ state }) => state.kind === 'attribution')
    .sort((a, b) => compare(a.state.askedAt, b.state.askedAt) || compare(a.id, b.id))
  const { shown, beyond } = weightiest(desk, asked)
  return [
    ...list(shown.map((question) => questionLines(desk, question))),
    ...prose(beyondLine(desk, beyond.length, beyond.map(fromQuestion), ['question', 'questions'])),
  ]
}

/** A question with what competes for its answer. */
function questionLines(desk: Desk, question: FiledQuestion): Sentence[] {
  const { id, state } = question
  const sources = [fromQuestion(question)]
  const held = state.hypotheses.filter(({ dropped }) => dropped === null)
  const said = [line(desk, `question:${id}`, `Question: ${asWritten(state.text)}`, sources)]
  if (held.length > 0) {
    const rows = state.rows.filter(({ dropped }) => dropped === null).length
    const texts = inARow(held.map(({ text }) => quoted(text)))
    const weighed = rows > 0 ? `, weighed against ${many(rows, 'piece of evidence', 'pieces of evidence')}` : ''
    const text =
      held.length === 1
        ? `One hypothesis is considered${weighed}: ${texts}.`
        : `${held.length} hypotheses compete${weighed}: ${texts}.`
    said.push(line(desk, `hypotheses:${id}`, text, sources, { standing: 'claimed' }))
  }
  return [...said, ...attributionLines(desk, question)]
}

function attributionLines(desk: Desk, question: FiledQuestion): Sentence[] {
  const { id, state } = question
  const { attribution: found } = state
  const sources = [fromQuestion(question)]
  const open = line(desk, `attribution:${id}`, 'Nothing is attributed to anybody.', sources, { standing: 'unknown' })
  if (state.kind !== 'attribution') return []
  if (!found) return [open]
  const analysts = acceptingAnalysts(found.acceptances)
  // Both are asked: a record that says that it stands with one analyst is not believed.
  if (!found.standing || !isStanding(found.acceptances)) {
    const text = `Nothing is attributed to anybody: a proposal is on record, accepted by ${many(analysts.length, 'analyst')} of the 2 that are needed.`
    return [{ ...open, text }]
  }
  const since = found.standingSince ? ` (since ${moment(found.standingSince)})` : ''
  const who = inARow(analysts.map(({ name }) => name))
  return [
    line(desk, `attribution:${id}`, `${quoted(found.statement)}: this is the judgement of ${who}${since}.`, sources, {
      standing: 'claimed',
    }),
    line(desk, `attribution-note:${id}`, standingNote, sources),
  ]
}
