// Puts a question that somebody has to decide.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { markingFrom } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, ownerLike, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/decisions.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { DecisionKind } from '../../model/decision-kinds.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { decisionRecord } from '../../rules/decisions/decision-record.ts'
import { nextDecisionNumber } from '../../store/decisions/decisions.ts'
import { choiceOf } from '../ladder/room.ts'
import { type DecidingRoom, evidenceFor, numbered } from './room.ts'

type Input = InputOf<typeof api.openDecision>

export function openDecision(
  room: DecidingRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.openDecision>>> {
  return numbered(room, call, async (unit) => {
    const kind = kindFor(room, unit, input)
    const crisis = input.crisis === undefined ? null : await crisisOf(unit, input.crisis)
    const { marking, options } = markedFor(room, unit, input, crisis)
    if (crisis && !staysWithin(marking, crisis.marking))
      unit.refuse('would-leak', 'The crisis that it belongs to may be read by fewer.', '/marking')
    const evidence = await evidenceFor(room, unit, input.evidence ?? [], marking)
    const year = Number(unit.now.slice(0, 4))
    const number = await nextDecisionNumber(room.journal, unit.view, year)
    const reference = `DEC-${year}-${String(number).padStart(4, '0')}`
    const causes = [...(crisis ? [crisis.id] : []), ...(input.evidence ?? [])]
    const { entry, held } = await unit.open(
      decisionRecord,
      'coordinate.decisionOpened',
      {
        ...{ reference, year, number, crisis: crisis?.id ?? null, kind: kind.id, evidence },
        question: input.question,
        background: input.background ?? '',
        options: (input.options ?? []).map(({ text, speaksFor = '', speaksAgainst = '' }) => {
          return { text, speaksFor, speaksAgainst }
        }),
        fourEyes: kind.fourEyes || input.fourEyes === true,
        reviewAt: reviewFor(unit, input.reviewAt ?? null),
      },
      { ...options, cause: await newestEntries(room.journal, unit.view, causes) },
    )
    return done({ id: held.id, version: held.version, entry, reference, fourEyes: held.state.fourEyes })
  })
}

function kindFor({ kinds }: DecidingRoom, unit: Unit, { kind: id = 'general', fourEyes }: Input): DecisionKind {
  const kind = kinds.find((one) => one.id === id)
  if (!kind) return unit.refuse('unknown-kind', `There is no kind ${id}.`, '/kind')
  if (kind.fourEyes && fourEyes === false) unit.refuse('four-eyes-asked', `${kind.name}: ${kind.because}`, '/fourEyes')
  return kind
}

async function crisisOf(unit: Unit, id: string): Promise<Held<Crisis>> {
  const held = await unit.read(crisisRecord, id)
  return held ?? unit.refuse('unknown', `No crisis with the id ${id} that you may read.`, '/crisis')
}

/** As was asked; else like the crisis; else by the default. */
function markedFor(
  { journal }: DecidingRoom,
  { view: { reader } }: Unit,
  { marking }: Input,
  crisis: Held<Crisis> | null,
) {
  const owner = crisis ? ownerLike(crisis, reader, journal.home) : (reader.organisation ?? journal.home)
  if (!marking && crisis)
    return { marking: { ...crisis.marking, owner }, options: { marking: choiceOf(crisis.marking), owner } }
  return { marking: markingFrom(marking, owner, reader.person), options: { ...(marking ? { marking } : {}), owner } }
}

/** A day on which it is looked at again lies ahead. */
export function reviewFor(unit: Unit, at: string | null): string | null {
  if (at !== null && instant(at) <= unit.now) unit.refuse('impossible-times', `${at} has passed.`, '/reviewAt')
  return at === null ? null : instant(at)
}
