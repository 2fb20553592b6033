// Proposals of an observation that a person chose become parts and needs, in one unit of work, with what was seen as their evidence.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { earlier, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/observe.ts'
import { partRecord } from '../../events.ts'
import type { Proposal } from '../../model/observed.ts'
import { type Accepted, evidenceOf, withProposals } from '../../rules/observe/with-proposals.ts'
import { differing } from '../../rules/parts/differing.ts'
import { withEvidence } from '../../rules/parts/evidence.ts'
import { partsNamed } from '../../store/known-keys.ts'
import { partFrom } from '../parts/add-part.ts'
import { judgeNeeds } from '../parts/judge-part.ts'
import { shown } from '../parts/shown.ts'
import type { SustainRoom } from '../room.ts'

type Input = InputOf<typeof api.acceptObserved>
type Output = OutputOf<typeof api.acceptObserved>

export function acceptObserved(
  room: SustainRoom,
  { part, version, chosen }: Input,
  call: Call,
): Promise<Reply<Output>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await unit.read(partRecord, part)
    if (!before) return unit.refuse('unknown', `There is no part ${part} that you may read.`)
    const proposals = chosen.map((one, at) => ({ ...one, seenAt: momentOf(unit, one.seenAt, at) }))
    const { accepted, added } = await providersOf(room, unit, proposals)
    const needs = withProposals(before.state.needs, accepted)
    await judgeNeeds(room, unit, needs, part, before.state.needs, added)
    const evidence = withEvidence(before.state.evidence, proposals.map(evidenceOf))
    const changed = differing(before.state, { needs, evidence })
    const { held } = await unit.append(partRecord, 'sustain.partChanged', part, changed, { expectedVersion: version })
    return done({ part: shown(held), added: [...added] })
  })
}

function momentOf(unit: Unit, text: string, at: number): string {
  if (Number.isNaN(Date.parse(text))) unit.refuse('bad-input', `${text} does not exist.`, `/chosen/${at}/seenAt`)
  return earlier(instant(text), unit.now)
}

/** Known ones are taken as they stand, and what was seen is evidence for them too; the others are put on the map. */
async function providersOf(room: SustainRoom, unit: Unit, proposals: readonly Proposal[]) {
  const aliases = [...new Set(proposals.map(({ alias }) => alias))]
  const known = new Map((await partsNamed(room.journal, unit.view, aliases)).map(({ key, id }) => [key, id]))
  const added = new Set<Id>()
  const seen = new Set<Id>()
  const accepted: Accepted[] = []
  for (const proposal of proposals) {
    const standing = proposal.part ?? known.get(proposal.alias)
    const part = standing ?? (await openProvider(unit, proposal))
    if (standing === undefined) {
      added.add(part)
      known.set(proposal.alias, part)
    } else if (!added.has(part) && !seen.has(part)) await confirm(room, unit, part, proposal)
    seen.add(part)
    accepted.push({ proposal, part })
  }
  return { accepted, added }
}

async function openProvider(unit: Unit, proposal: Proposal): Promise<Id> {
  const { name, kind, layer, alias } = proposal
  const given = { name, kind, layer, aliases: [alias], behind: { organisation: null, name } }
  const { held } = await unit.open(partRecord, 'sustain.partAdded', partFrom(given, evidenceOf(proposal)))
  return held.id
}

/** A part of somebody else may be named; what we saw of it is not ours to write there. */
async function confirm(room: SustainRoom, unit: Unit, part: Id, proposal: Proposal): Promise<void> {
  const held = await unit.read(partRecord, part)
  const { reader, realm } = unit.view
  if (!held || held.origin || !mayWrite(reader, realm, held.marking, room.journal.home)) return
  const evidence = withEvidence(held.state.evidence, [evidenceOf(proposal)])
  const changed = differing(held.state, { evidence })
  if (Object.keys(changed).length > 0) await unit.append(partRecord, 'sustain.partChanged', part, changed)
}
