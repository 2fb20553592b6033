// Publishing an approved advisory: hashed and signed once, and from then on served as those very bytes.
import { createHash } from 'node:crypto'
import type { InputOf } from '#kernel/contract.ts'
import { lacksJustification, type MarkingChoice, markingFrom, tlpRank } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/advisories-own.ts'
import type { IssuedAdvisory } from '../../model/advisories/issued.ts'
import { fileNameOf } from '../../rules/advisories/file-name.ts'
import { issuedAdvisoryRecord } from '../../rules/advisories/issued-record.ts'
import { tlpOfContent } from '../../rules/advisories/marking.ts'
import { pathOf } from '../../rules/advisories/shelves.ts'
import { issuedWithId } from '../../store/advisories/advisories.ts'
import { sign } from './openpgp.ts'
import { type Moved, moved, ownFor } from './own.ts'
import { type AdvisoryRoom, keptFile } from './room.ts'

export async function publishAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.publishAdvisory>,
  call: Call,
): Promise<Reply<Moved>> {
  const seen = await room.journal.reads.one(issuedAdvisoryRecord, call.view, input.id)
  if (!seen) return refuse('unknown', `No advisory of ours with the id ${input.id} that you may read.`)
  const { content } = seen.state
  if (content.status === 'draft') return refuse('still-a-draft', `Its status is draft, its version ${content.version}.`)
  const bytes = await keptFile(room, seen.state.file)
  if (!bytes.ok) return bytes
  const before = await issuedWithId(room.journal, call.view, content.trackingId, ['published'])
  const key = await room.ownKey.get()
  const published = {
    path: pathOf(content, tlpOfContent(content), fileNameOf(content.trackingId)),
    sha256: hashOf('sha256', bytes.value),
    sha512: hashOf('sha512', bytes.value),
    signature: await sign(bytes.value, key.secret, room.clock.now()),
    fingerprint: key.fingerprint,
  }
  return room.journal.commit(call.writer, async (unit) => {
    const held = await ownFor(unit, input.id, input.version, 'publish')
    if (held.state.file !== seen.state.file) unit.refuse('stale-version', 'It was written in since.')
    await openUp(unit, held, input.marking, call)
    for (const { id } of before) await unit.append(issuedAdvisoryRecord, 'federate.issuedSuperseded', id, {})
    const { entry, held: after } = await unit.append(issuedAdvisoryRecord, 'federate.issuedPublished', held.id, {
      published,
    })
    return done(moved(after, entry))
  })
}

const hashOf = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex')

/** From those who wrote it to those whom the label names; never to more than it does. */
async function openUp(
  unit: Unit,
  held: Held<IssuedAdvisory>,
  chosen: MarkingChoice | undefined,
  { reader }: Call,
): Promise<void> {
  const tlp = tlpOfContent(held.state.content)
  if (chosen && tlpRank(chosen.tlp) < tlpRank(tlp))
    unit.refuse('looser-marking', `Its label comes to TLP:${tlp}.`, '/marking')
  const choice = chosen ?? (tlp === 'RED' ? undefined : { tlp })
  if (!choice) return
  const marking = markingFrom(choice, held.marking.owner, reader.person)
  if (lacksJustification(marking)) unit.refuse('marking-needs-reason', undefined, '/marking')
  if (JSON.stringify(marking) === JSON.stringify(held.marking)) return
  await unit.remark(issuedAdvisoryRecord, held.id, choice, `Published as ${held.state.content.trackingId}.`)
}
