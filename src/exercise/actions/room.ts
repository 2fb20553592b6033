// What the actions of this room work with.
import { createHash } from 'node:crypto'
import type { Federate } from '#federate/index.ts'
import type { Contract } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Reply } from '#kernel/reply.ts'
import type { People } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { View, Writer } from '#platform/journal/types.ts'
import type { RealmClocks } from '#platform/realm-clocks.ts'
import type { Deps } from '#platform/room.ts'
import type { Recover } from '#recover/index.ts'
import type { Patience } from '../rules/joint/story.ts'
import type { Joints } from './joint/joints.ts'
import type { Runs } from './run/runs.ts'

export interface ExerciseWiring {
  people: People
  /** Whether what is told of an exercise reaches those who play it too. */
  federate: Pick<Federate, 'terms' | 'trust'>
  /** What evaluations find becomes a lesson there. */
  recover: Pick<Recover, 'addLesson'>
  /** Calls an operation of any room, with the same checks as over HTTP. */
  call(
    contract: string,
    input: unknown,
    within: { reader: Reader; realm: Realm; upload?: Uint8Array; key?: string },
  ): Promise<Reply<unknown>>
  /** Timed work of all rooms takes its turn now; done when it has. */
  nudge(): Promise<void>
  clocks: RealmClocks
  /** Every operation of the node, for the linter. */
  contracts(): readonly Contract[]
}

export interface ExerciseRoom extends Deps, ExerciseWiring {
  /** Ids of what the framework asks for, which objectives name. */
  obligations: ReadonlySet<string>
  runs: Runs
  joints: Joints
  patience: Patience
}

/** Exercises are planned in the live realm, by whoever directs them; what is played is in the realm of each. */
export const planningRealm = 'live'

export function planningView(room: Pick<Deps, 'journal'>): View {
  return { reader: systemReader('exercise', [planningRealm], room.journal.home), realm: planningRealm }
}

export function realmView(room: Pick<Deps, 'journal'>, realm: Realm): View {
  return { reader: systemReader('exercise', [planningRealm, realm], room.journal.home), realm }
}

/** The caller, where exercises are planned; wherever the call came from. */
export function plannerOf(call: Call): { view: View; writer: Writer } {
  const view: View = { ...call.view, realm: planningRealm }
  return { view, writer: { ...call.writer, view: { reader: call.reader, realm: planningRealm } } }
}

/** Always the same id for the same words: somebody of the cast is the same after a restart. */
export function idOf(...words: string[]): Id {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
