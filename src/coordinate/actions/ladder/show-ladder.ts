// The ladder as it stands: where each network is, which steps the facts call for, what was decided.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/ladder.ts'
import type { Ladder, LadderStep } from '../../model/ladder.ts'
import type { StepCell } from '../../model/ladder-table.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { partiesToConsult } from '../../rules/ladder/consult.ts'
import { questionsBehind } from '../../rules/ladder/criteria.ts'
import type { CrisisFacts } from '../../rules/ladder/facts.ts'
import { ladderClocks } from '../../rules/ladder/ladder-clocks.ts'
import { criteriaOf, modeOf, type PossibleStep, possibleSteps } from '../../rules/ladder/propose.ts'
import { namedInLadder, redactedSteps } from '../../rules/ladder/redact-ladder.ts'
import { gapsOf } from '../../rules/ladder/steps.ts'
import { linkedRecords } from '../../store/crises.ts'
import { gather } from './gather.ts'
import { type LadderRoom, ladderOf } from './room.ts'

type Shown = OutputOf<typeof api.ladder>

export async function showLadder(
  room: LadderRoom,
  { crisis: id }: InputOf<typeof api.ladder>,
  { view, now }: Call,
): Promise<Reply<Shown>> {
  const crisis = await room.journal.reads.one(crisisRecord, view, id)
  if (!crisis) return refuse('unknown', `No crisis with the id ${id} that you may read.`)
  const asOf = view.asOf ?? now
  const held = await ladderOf(room.journal, view, id)
  const gathered = await gather(room, view, crisis, held, asOf)
  const facts = gathered.within(null)
  // Of a crisis of others this node has what it was told: whoever has the whole of it proposes steps, and nobody here does.
  const possible = crisis.origin ? null : possibleSteps(room.table, held?.state ?? null, facts)
  return done({
    ladder: held && {
      ...{ id: held.id, version: held.version, marking: held.marking },
      ...{ openedAt: held.state.openedAt, changedAt: held.state.changedAt, data: held.state.data },
    },
    crisis: { id, reference: crisis.state.reference, title: crisis.state.title },
    asOf,
    data: room.table.version,
    networks: networksOf(room, held, asOf),
    cells: cellsOf(room, held, possible, facts),
    asked: questionsOf(room, held, possible ?? []),
    steps: held ? stepsOf(room, held, gathered.within(held.marking), await readable(room, view, held)) : [],
    mayAct: view.asOf === undefined && !crisis.origin && mayActOn(room, view, held ?? crisis),
  })
}

function mayActOn({ journal }: LadderRoom, { reader, realm }: Call['view'], held: Held<unknown>): boolean {
  const role = reader.roles.some((one) => one === 'crisis-manager' || one === 'duty-officer')
  return role && reader.person !== null && !held.origin && mayWrite(reader, realm, held.marking, journal.home)
}

function networksOf({ table }: LadderRoom, held: Held<Ladder> | null, now: Instant): Shown['networks'] {
  const state = held?.state ?? null
  const runs = ladderClocks(table, state, now)
  return table.networks.map(({ cells: _cells, clocks: _clocks, ...network }) => ({
    ...network,
    mode: modeOf(state, network),
    since: state?.modes[network.id]?.since ?? null,
    step: state?.modes[network.id]?.step ?? null,
    clocks: runs.flatMap(({ network: of, clock, ...run }) => {
      if (of !== network.id) return []
      const { id, text, within, source, verification } = clock
      return [{ id, text, within, source, verification, ...run }]
    }),
  }))
}

const theirs = 'It is a crisis of another organisation, whose people propose and decide its steps.'

/** A cell for every network and event from where it stands: a step with its criteria, or why there is none. */
function cellsOf(
  room: LadderRoom,
  held: Held<Ladder> | null,
  possible: readonly PossibleStep[] | null,
  facts: CrisisFacts,
): Shown['cells'] {
  const { table } = room
  return table.networks.flatMap((network) =>
    table.events.map(({ id, label, direction }) => {
      const told = { network: network.id, event: id, label, direction }
      const found = possible?.find((one) => one.network === network.id && one.event.id === id)
      if (!found) {
        const cell = table.cell(network.id, modeOf(held?.state ?? null, network), id)
        const none = possible === null ? theirs : 'none' in cell ? cell.none : null
        return {
          ...told,
          standing: 'none' as const,
          none,
          to: null,
          cell: null,
          criteria: [],
          toConsult: [],
          step: null,
        }
      }
      const { cell, criteria, standing, step } = found
      return { ...told, standing, none: null, to: cell.to, cell, criteria, toConsult: asked(room, cell, facts), step }
    }),
  )
}

/** Whom a step asks to be consulted, given which Member States are affected as far as these facts say. */
export function asked(room: LadderRoom, cell: StepCell, { incidents, strands }: CrisisFacts) {
  const ofStrands = strands.flatMap(({ countries }) => countries.filter((one) => room.memberStates.has(one)))
  const affected = [...new Set([...incidents.flatMap((one) => one.memberStates), ...ofStrands])].sort()
  return partiesToConsult(room.table, cell, affected, room.countryName)
}

function questionsOf(
  { table }: LadderRoom,
  held: Held<Ladder> | null,
  possible: readonly PossibleStep[],
): Shown['asked'] {
  const ids = possible.flatMap(({ cell }) => [...cell.criteria, ...cell.against])
  const needed = questionsBehind(table, ids)
  return table.asked.map((one) => ({
    ...one,
    answer: held?.state.answers[one.id] ?? null,
    needed: needed.has(one.id),
  }))
}

async function readable({ journal }: LadderRoom, view: Call['view'], { state }: Held<Ladder>): Promise<Set<string>> {
  return new Set((await linkedRecords(journal, view, namedInLadder(state))).map(({ id }) => id))
}

function stepsOf(
  { table }: LadderRoom,
  { state }: Held<Ladder>,
  facts: CrisisFacts,
  known: ReadonlySet<string>,
): Shown['steps'] {
  const steps = redactedSteps(state.steps, known)
  return steps.reverse().map((step) => ({ ...step, gaps: presentGaps(step) }))

  function presentGaps(step: LadderStep): string[] {
    if (step.status !== 'proposed') return []
    const cell = table.cell(step.network, step.from, step.event)
    return gapsOf(step, 'none' in cell ? step.criteria : criteriaOf(table, facts, cell), null)
  }
}

export async function showLadderTable({ table }: LadderRoom): Promise<Reply<OutputOf<typeof api.ladderTable>>> {
  const { events, networks, asked: questions, actors } = table
  const copy = { events: [...events], networks: [...networks], asked: [...questions], actors: [...actors] }
  return done({ data: table.version, ...copy })
}
