// What failover keeps in this process: the controls, the files of what stood before, and who is being moved at this moment.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { createFiles, type Files } from '#platform/files.ts'
import type { View, Writer } from '#platform/journal/types.ts'
import type { Deps } from '#platform/room.ts'
import { askHere } from '../../control/ask-here.ts'
import { type Controls, openControls } from '../../control/controls-file.ts'
import type { Ask } from '../../control/move-resolver.ts'
import type { Control } from '../../model/failover.ts'
import type { Verdict } from '../../model/resolvers.ts'
import type { Standing } from '../../rules/dns/propose.ts'

export interface FailoverArea {
  controls: Controls
  files: Files
  ask: Ask
  /** Failovers that this process moves. */
  moving: Map<Id, Promise<void>>
  /** What is remembered of each plan between verdicts. */
  standings: Map<Id, { version: number; standing: Standing }>
  /** What resolvers said of themselves a moment ago. */
  readings: Map<string, { at: number; read: ReturnType<Control['read']> }>
  /** Failovers whose resolver did not answer when it was last looked at: the first time may be a restart. */
  silent: Set<Id>
  /** Ends waiting before a move; what has begun is finished. */
  stopping: AbortController
  /** What vantage points say of a plan now, for what is proposed by hand. */
  verdictsOf(realm: Realm, plan: Id): Promise<readonly Verdict[]>
}

export function createFailoverArea({ settings }: Deps, verdictsOf: FailoverArea['verdictsOf']): FailoverArea {
  return {
    controls: openControls(settings.controls),
    files: createFiles(settings.dataDir),
    ask: askHere,
    moving: new Map(),
    standings: new Map(),
    readings: new Map(),
    silent: new Set(),
    stopping: new AbortController(),
    verdictsOf,
  }
}

/** Only what was made here: a plan of somebody else moves nothing of ours. */
export function ownView(realm: Realm, home: Id): View {
  return { reader: systemReader('sustain.failover', [realm], home), realm, own: true }
}

export function ownWriter(realm: Realm, home: Id, verb: string): Writer {
  return { view: ownView(realm, home), verb }
}
