// Records of ours as a bundle of STIX, for a marking that the asker chooses.
import { createHash } from 'node:crypto'
import type { InputOf } from '#kernel/contract.ts'
import { lacksJustification, type Marking, type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { exportStix as contract } from '../../api/translating.ts'
import { stixBundle } from '../../rules/translating/stix-bundle.ts'
import { readAttackTechniques } from '../../store/attack-techniques.ts'
import type { ShareRoom } from '../room.ts'
import { gather } from './gather.ts'

export const digest = {
  canonical: canonicalJson,
  sha1: (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest(),
}

/** The media type of section 13 of the standard. */
const stixType = 'application/stix+json;version=2.1'

export async function exportStix(
  room: ShareRoom,
  input: InputOf<typeof contract>,
  call: Call,
): Promise<Reply<Download>> {
  const { crisis, tlpVersion = 2, ...chosen } = input
  const file = crisis ? await room.coordinate.crisisFile(call.view, crisis) : await gather(room, call.view, chosen)
  if (!file) return refuse('unknown', `No crisis with the id ${crisis} that you may read.`, '/crisis')
  const owner = file.crisis?.marking.owner ?? call.reader.organisation ?? room.journal.home
  const marking = markingFrom(input.marking ?? choiceOf(file.crisis?.marking), owner, call.reader.person)
  if (lacksJustification(marking)) return refuse('marking-needs-reason', undefined, '/marking')
  const bundle = stixBundle(file, marking, digest, tlpVersion === 1 ? 1 : 2, readAttackTechniques())
  if (!bundle.objects.some(({ type }) => telling.has(type)))
    return refuse('nothing-to-tell', `Nothing of what you chose may be told at TLP:${marking.tlp}, or it is not there.`)
  const told = bundle.objects.some(({ type }) => type === 'report')
  const name = `${(told && file.crisis?.state.reference) || 'tocsin'}-${marking.tlp.toLowerCase()}.stix.json`
  return done({ name, type: stixType, bytes: Buffer.from(JSON.stringify(bundle)) })
}

const telling: ReadonlySet<string> = new Set(['incident', 'attack-pattern', 'note', 'report'])

function choiceOf(marking: Marking | undefined): MarkingChoice | undefined {
  if (!marking) return undefined
  const { owner: _owner, ...choice } = marking
  return choice
}
