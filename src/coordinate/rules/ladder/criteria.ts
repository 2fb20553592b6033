// One criterion of the table, asked of the facts: with what it rests on, where it is from, and how well that is known.
import type { CriterionAnswer } from '../../model/ladder.ts'
import type { Criterion } from '../../model/ladder-table.ts'
import type { Evidence } from '../../model/words.ts'
import type { Answered } from './ask-facts.ts'
import * as of from './ask-facts.ts'
import type { CrisisFacts } from './facts.ts'
import type { LadderTable } from './table.ts'

const mostEvidence = 100

export function askCriterion(
  table: LadderTable,
  facts: CrisisFacts,
  id: string,
  role: CriterionAnswer['role'],
): CriterionAnswer {
  const criterion = table.criterion(id)
  if (!criterion) throw new Error(`The table was bound without the criterion ${id}`)
  const { answer, because, evidence } = answerTo(table, facts, criterion)
  const { text, source, verification } = criterion
  const named = evidence.slice(0, mostEvidence)
  return { criterion: id, role, text, answer, because: because.slice(0, 2_000), evidence: named, source, verification }
}

function answerTo(table: LadderTable, facts: CrisisFacts, { ask }: Criterion): Answered {
  switch (ask.kind) {
    case 'member-states':
      return of.memberStates(facts, ask)
    case 'third-countries':
      return of.thirdCountries(facts, ask)
    case 'sectors':
      return of.sectors(facts, ask)
    case 'severity':
      return of.severity(facts, ask)
    case 'predicate':
      return of.predicate(facts, ask)
    case 'significant':
      return of.significant(facts, ask)
    case 'root-cause':
      return of.rootCause(facts, ask)
    case 'detected':
      return of.detected(facts, ask)
    case 'hybrid':
      return of.hybrid(facts)
    case 'asked':
      return of.asked(facts, ask, table.asked.find((one) => one.id === ask.asked)?.question ?? ask.asked)
    case 'contained':
      return of.allContained(facts)
    case 'none-open':
      return of.noneOpen(facts)
    case 'open-falling':
      return of.openFalling(facts, ask)
    case 'network-at':
      return of.networkAt(facts, ask)
    case 'any':
      return joined(table, facts, ask.of, 'yes', 'no')
    case 'all':
      return joined(table, facts, ask.of, 'no', 'yes')
  }
}

/** One part that says `settles` is enough; `otherwise` takes all of them. */
function joined(
  table: LadderTable,
  facts: CrisisFacts,
  ids: readonly string[],
  settles: 'yes' | 'no',
  otherwise: 'yes' | 'no',
): Answered {
  const parts = ids.map((id) => {
    const criterion = table.criterion(id)
    if (!criterion) throw new Error(`The table was bound without the criterion ${id}`)
    return { text: criterion.text, ...answerTo(table, facts, criterion) }
  })
  const settling = parts.filter(({ answer }) => answer === settles)
  const unknown = parts.filter(({ answer }) => answer === 'undetermined')
  const answer = settling.length > 0 ? settles : unknown.length > 0 ? 'undetermined' : otherwise
  const telling = settling.length > 0 ? settling : unknown.length > 0 ? unknown : parts
  const because = telling.map((part) => `${part.text}: ${part.answer}. ${part.because}`).join(' ')
  return { answer, because, evidence: distinct(telling.flatMap(({ evidence }) => evidence)) }
}

function distinct(all: readonly Evidence[]): Evidence[] {
  return [...new Map(all.map((one) => [one.id, one])).values()]
}

/** The questions to persons on which these criteria rest in the end. */
export function questionsBehind(table: LadderTable, ids: readonly string[]): Set<string> {
  const reached = new Set(ids)
  const questions = new Set<string>()
  for (const id of reached) {
    const ask = table.criterion(id)?.ask
    if (ask?.kind === 'asked') questions.add(ask.asked)
    if (ask?.kind === 'any' || ask?.kind === 'all') for (const part of ask.of) reached.add(part)
  }
  return questions
}
