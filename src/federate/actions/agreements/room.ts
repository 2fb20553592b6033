// What the actions on agreements are given beside the room itself.
import { createHash } from 'node:crypto'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { View } from '#platform/journal/index.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { AgreementTerms } from '../../model/agreement.ts'
import type { AgreementModel, KindsFile } from '../../model/kinds.ts'
import type { FederateRoom } from '../room.ts'
import type { Standing } from './standing.ts'

export interface AgreementRoom {
  room: FederateRoom
  kinds: KindsFile
  models: readonly AgreementModel[]
  /** Agreements and peers as they stand, kept in memory: asked for each change of a record. */
  standing: Standing
}

export function nodeView({ journal }: Pick<FederateRoom, 'journal'>, realm: Realm, job = 'federate.agreements'): View {
  return { reader: systemReader(job, [realm], journal.home), realm }
}

export function severitiesOf({ kinds }: Pick<AgreementRoom, 'kinds'>): string[] {
  return kinds.severities.map(({ value }) => value)
}

export function sameTerms(one: AgreementTerms, other: AgreementTerms): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

/** SHA-256 (hex) of the canonical form (RFC 8785). */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
