// Evidence: files kept under their hash, and who had them in hand.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { actorOf, systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { newestEntries, type Writer } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import { evidenceMaxBytes } from '../model.ts'
import { incident } from '../rules/incident.ts'
import { evidence } from '../rules/kept.ts'
import { mediaTypeOf } from '../rules/media-type.ts'
import { type Changed, changed, type Desk, markedLike, seen, writable } from './desk.ts'

export async function addEvidence(
  desk: Desk,
  input: InputOf<typeof api.addEvidence>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.addEvidence>>> {
  // Asked before the file is received: nobody uploads 256 MiB to learn that the incident is not theirs to see.
  if (!(await desk.journal.reads.one(incident, call.view, input.incident))) {
    return refuse('unknown', `No incident with the id ${input.incident} that you may read.`, '/incident')
  }
  if (!call.upload) return refuse('empty-file')
  const stored = await desk.files.put(call.upload, evidenceMaxBytes)
  if (!stored.ok) return stored
  const { sha256, bytes, head } = stored.value
  if (bytes === 0) return refuse('empty-file')
  const mediaType = mediaTypeOf(head)
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(incident, input.incident)
    if (!held) return refuse('unknown')
    const { tlp, markingReason, reviewOn } = input
    const asked = tlp && { tlp, ...(markingReason ? { reason: markingReason } : {}), ...(reviewOn ? { reviewOn } : {}) }
    const { entry, held: kept } = await unit.open(
      evidence,
      'assess.evidenceAdded',
      {
        incident: input.incident,
        name: plainName(input.name),
        description: input.description ?? '',
        bytes,
        sha256,
        mediaType,
        receivedFrom: input.receivedFrom ?? '',
      },
      {
        ...markedLike(desk, unit.view, held, asked),
        cause: await newestEntries(desk.journal, unit.view, [input.incident]),
      },
    )
    return done({ id: kept.id, version: kept.version, entry, sha256, bytes, mediaType })
  })
}

/** A name, and no path; nothing that would turn the text around it or end a header. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim()
  return plain === '' || plain === '.' || plain === '..' ? 'file' : plain
}

/**
 * The file, after its hash was found to be that of the record. That it was taken is written down first: readers from
 * other organisations may take it too, so the entry is written in the name of the node and says who it was.
 */
export async function getEvidence(
  desk: Desk,
  input: InputOf<typeof api.getEvidence>,
  call: Call,
): Promise<Reply<Download>> {
  const held = await desk.journal.reads.one(evidence, call.view, input.id)
  if (!held) return refuse('unknown', `No file with the id ${input.id} that you may read.`)
  const file = await desk.files.get(held.state.sha256)
  if (file.state !== 'intact') {
    return refuse(
      'file-damaged',
      file.state === 'missing' ? 'The file is not in the store any more.' : 'Its hash is not that of the record.',
    )
  }
  const own = writable(desk, call.view, held)
  const { realm } = call.view
  const node: Writer = {
    view: { reader: systemReader('assess.custody', [realm], desk.journal.home), realm },
    verb: call.writer.verb,
  }
  const noted = await desk.journal.commit(own ? call.writer : node, async (unit) => {
    const body = { step: 'downloaded' as const, to: null, note: '', by: own ? null : actorOf(call.reader) }
    return done(changed(await unit.append(evidence, 'assess.evidenceHandled', held.id, body)))
  })
  if (!noted.ok) {
    file.stream.destroy()
    return noted
  }
  return done({ name: held.state.name, type: held.state.mediaType, bytes: file.stream })
}

export function transferEvidence(
  desk: Desk,
  input: InputOf<typeof api.transferEvidence>,
  call: Call,
): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(evidence, input.id)
    if (!held) return refuse('unknown', `No file with the id ${input.id} that you may read.`)
    seen(unit, held, input.version)
    const body = { step: 'transferred' as const, to: input.to, note: input.note ?? '', by: null }
    return done(
      changed(
        await unit.append(evidence, 'assess.evidenceHandled', input.id, body, { expectedVersion: input.version }),
      ),
    )
  })
}

export async function evidenceCustody(
  desk: Desk,
  input: InputOf<typeof api.evidenceCustody>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.evidenceCustody>>> {
  const held = await desk.journal.reads.one(evidence, call.view, input.id)
  if (!held) return refuse('unknown', `No file with the id ${input.id} that you may read.`)
  const { id, version, marking, since, state } = held
  return done({ id, version, marking, since, state, intact: await desk.files.check(state.sha256) })
}
