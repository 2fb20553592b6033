// What the actions on the ladder work with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Journal, Unit, View } from '#platform/journal/index.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { Ladder, LadderStep } from '../../model/ladder.ts'
import type { Party } from '../../model/words.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { ladderRecord } from '../../rules/ladder/ladder-record.ts'
import { modeOf } from '../../rules/ladder/propose.ts'
import { type StepAct, whyNotStep } from '../../rules/ladder/steps.ts'
import type { LadderTable } from '../../rules/ladder/table.ts'
import { belonging } from '../../store/crises.ts'
import { isLadderTaken } from '../../store/ladder/ladders.ts'
import { mustKnowParty } from '../crises/desk.ts'
import type { CoordinateRoom } from '../room.ts'

export interface LadderRoom extends CoordinateRoom {
  table: LadderTable
  /** ISO 3166-1 alpha-2. */
  memberStates: ReadonlySet<string>
  countryName(code: string): string
}

export async function ladderOf(journal: Journal, view: View, crisis: Id): Promise<Held<Ladder> | null> {
  const [found] = await belonging<Ladder>(journal, view, ladderRecord, 'crisis', [crisis], 1)
  return found ?? null
}

/** Only named persons act on the ladder: whoever holds a token of theirs is the same person. */
export function mustBePerson(unit: Unit): void {
  if (unit.view.reader.person === null) unit.refuse('person-needed')
}

export async function crisisFor(unit: Unit, id: Id): Promise<Held<Crisis>> {
  const held = await unit.read(crisisRecord, id)
  if (held?.origin) unit.refuse('not-yours', 'It is a copy: its owner climbs the ladder. Send a comment or a proposal.')
  return held ?? unit.refuse('unknown', `No crisis with the id ${id} that you may read.`, '/crisis')
}

/** The marking of a record as the choice that makes the same one again. */
export function choiceOf({ owner: _owner, ...marking }: Marking): MarkingChoice {
  return marking
}

/** The ladder of a crisis; opened here where nobody has, marked like the crisis. */
export async function ladderFor(
  { journal, table }: LadderRoom,
  unit: Unit,
  crisis: Held<Crisis>,
): Promise<{ held: Held<Ladder>; opened: boolean }> {
  const found = await ladderOf(journal, unit.view, crisis.id)
  if (found) return { held: (await unit.read(ladderRecord, found.id)) ?? found, opened: false }
  const modes = Object.fromEntries(table.networks.map((network) => [network.id, network.first]))
  const body = { crisis: crisis.id, data: table.version, modes }
  const marked = { marking: choiceOf(crisis.marking), owner: crisis.marking.owner }
  const { held } = await unit.open(ladderRecord, 'coordinate.ladderOpened', body, marked)
  return { held, opened: true }
}

/** The ladder at the version that the caller saw. 0 opens it, and is stale where it is open. */
export async function ladderAt(
  room: LadderRoom,
  unit: Unit,
  crisis: Held<Crisis>,
  version: number,
): Promise<Held<Ladder>> {
  const { held, opened } = await ladderFor(room, unit, crisis)
  if (opened && version === 0) return held
  if (opened || held.version !== version) {
    const stands = opened ? 'nobody has opened it' : `it is at version ${held.version}`
    unit.refuse('stale-version', `You saw version ${version} of the ladder; ${stands}.`)
  }
  return held
}

/** For append: the version named by the caller, where the ladder was not opened in this very unit. */
export function seen(version: number): { expectedVersion?: number } {
  return version === 0 ? {} : { expectedVersion: version }
}

export function stepFor(unit: Unit, { state }: Held<Ladder>, key: string, act: StepAct): LadderStep {
  const step = state.steps.find((one) => one.key === key)
  if (!step) return unit.refuse('no-such-step', `The ladder has no step ${key}.`, '/step')
  const why = whyNotStep(step, act)
  if (why) unit.refuse('wrong-state', why)
  return step
}

/** The actor is one of the framework; persons and organisations are those of the register that the caller may read. */
export async function mustBeKnown(room: LadderRoom, unit: Unit, party: Party, where: string): Promise<void> {
  const { actor } = party
  if (actor !== null && !room.table.actor(actor))
    unit.refuse('unknown-actor', `There is no actor ${actor}.`, `${where}/actor`)
  await mustKnowParty(room, unit, party, where)
}

/** A moment that has come; now where nothing is said. */
export function momentFor(unit: Unit, at: Instant | undefined, where = '/at'): Instant {
  const said = at === undefined ? unit.now : new Date(at).toISOString()
  if (said > unit.now) unit.refuse('impossible-times', `${said} has not come yet.`, where)
  return said
}

export function changedStep(room: LadderRoom, { entry, held }: Appended<Ladder>, key: string) {
  const step = held.state.steps.find((one) => one.key === key)
  if (!step) throw new Error(`The ladder lost step ${key}`)
  const network = room.table.network(step.network)
  const mode = network ? modeOf(held.state, network) : step.from
  return { id: held.id, version: held.version, entry, step: key, status: step.status, network: step.network, mode }
}

const attempts = 3

/** One ladder for each crisis: whoever opened it in the same moment won, and the work is done on theirs. */
export async function onLadder<T>(
  room: LadderRoom,
  call: Call,
  work: (unit: Unit) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await room.journal.commit(call.writer, work)
    } catch (error) {
      if (!isLadderTaken(error)) throw error
    }
  }
  return refuse('unknown', 'There is no ladder of this crisis that you may read.')
}
