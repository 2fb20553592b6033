// federate.importMisp: a file of MISP JSON is read within bounds, and all events in it that can be kept are kept.
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/misp.ts'
import { wayOf } from '../../rules/misp/ownership.ts'
import { mispSteps, type ReadMisp } from '../../rules/misp/read-event.ts'
import { mispBudget } from '../../rules/misp/taking.ts'
import { type MispRoom, organisationOf, secondsNow } from './desk.ts'
import { type Kept, keepEvents } from './keep-events.ts'

type Taken = OutputOf<typeof api.importMisp>
const mostReasons = 200

export async function importMisp(
  room: MispRoom,
  { name = 'upload' }: InputOf<typeof api.importMisp>,
  { view, upload, writer, reader }: Call,
): Promise<Reply<Taken>> {
  const bytes = upload ? await bytesOf(upload) : Buffer.alloc(0)
  if (bytes === undefined)
    return refuse(
      'too-large',
      `At most ${mispBudget.bytes / 1024 / 1024} MiB at a time; export fewer events into one file.`,
    )
  const read = await inTurns(mispSteps(textOf(bytes), room.types, secondsNow(room)))
  const [first] = read.refused
  if (read.events.length === 0 && first && (first.fault.refusal === 'no-json' || first.fault.refusal === 'too-deep'))
    return refuse('no-json', first.fault.why, first.fault.at)
  const by = organisationOf(room, reader)
  const way = { key: wayOf(by), by, relays: true, ours: by === room.journal.home }
  const kept = await keepEvents(room, { realm: view.realm, read, way, name, reader, verb: writer.verb })
  return kept.ok ? done(takenOf(kept.value)) : kept
}

export function takenOf({ intake, events, refused, objects }: Kept): Taken {
  return { intake, events, refused: refused.length, reasons: refused.slice(0, mostReasons), objects }
}

/** Reading a large file holds nobody else up: others have their turn after each event. */
async function inTurns(steps: Generator<void, ReadMisp>): Promise<ReadMisp> {
  let step = steps.next()
  while (!step.done) {
    await setImmediate()
    step = steps.next()
  }
  return step.value
}

/** Undefined when there is more than is read; what is left over is not kept in memory. */
async function bytesOf(upload: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of upload) {
    size += chunk.length
    if (size <= mispBudget.bytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return size > mispBudget.bytes ? undefined : Buffer.concat(chunks)
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
