// How records of this part are answered: with what should be looked at in them.
import type { OutputOf } from '#kernel/contract.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { approveGuideline } from '../../api/guidelines.ts'
import type { getDnsUse } from '../../api/resolvers.ts'
import type { DnsUse } from '../../model/dns-use.ts'
import type { OwnGuideline } from '../../model/guideline.ts'
import { checkGuideline } from '../../rules/guideline/check.ts'
import { findingsOf } from '../../rules/observation/findings.ts'
import type { ResolverArea } from './area.ts'

export type ShownUse = OutputOf<typeof getDnsUse>
export type ShownGuideline = OutputOf<typeof approveGuideline>

export function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}

export function shownUse({ data }: ResolverArea, held: Held<DnsUse>): ShownUse {
  const least = data.readiness.thresholds.leastObservedShare.value
  return { ...shown(held), findings: findingsOf(held.state, data.known, least) }
}

export function shownGuideline({ data }: ResolverArea, held: Held<OwnGuideline>): ShownGuideline {
  return { ...shown(held), findings: checkGuideline(held.state.text, data.known) }
}

/** Organisations exist once, in the live realm; an exercise names them too. */
export async function organisationOf({ room }: ResolverArea, unit: Unit, given: string | undefined): Promise<string> {
  const id = given ?? unit.view.reader.organisation ?? room.journal.home
  const view = { reader: unit.view.reader, realm: 'live' }
  if (await room.journal.reads.one(organisationRecord, view, id)) return id
  return unit.refuse('no-organisation', `There is no organisation ${id} that you may read.`, '/organisation')
}
