// Taking parts from a file: read whole, resolved whole, then written in parcels of what is needed first. A parcel is all or nothing; after a
// stop the same file goes on where it ended, because what stands already changes nothing.
import type { Readable } from 'node:stream'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { lacksJustification, markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import { importParts as contract } from '../../../api/parts.ts'
import type { PartFile } from '../../../model/part-file.ts'
import type { Evidence } from '../../../model/words.ts'
import { ordering } from '../../../rules/files/in-order.ts'
import { type KnownBy, type ResolvedPart, resolving } from '../../../rules/files/resolve.ts'
import { inSlices } from '../../../store/in-slices.ts'
import { type Promised, promiseIds } from '../../../store/promised-ids.ts'
import type { SustainRoom } from '../../room.ts'
import { knownBy } from './known-by.ts'
import { readParts } from './read-pieces.ts'
import { type ImportJob, takeParcel } from './take-parcel.ts'

type Input = InputOf<typeof contract>
type Output = OutputOf<typeof contract>

/** A parcel is some tens of milliseconds of work: nobody else waits longer for their turn. */
const partsPerParcel = 100
/**
 * An answer comes after so long, with how much is left: whoever waits sees how far it is, and no line is cut. Reading a large file again
 * takes a while, so what is written in one turn lasts at least as long.
 */
const leastMilliseconds = 20_000
const mostMilliseconds = 200_000
const shownReasons = 100
const shownParts = 1000

export async function importParts(room: SustainRoom, input: Input, call: Call): Promise<Reply<Output>> {
  if (call.reader.person === null) return refuse('person-needed')
  const owner = call.reader.organisation ?? room.journal.home
  if (input.marking && lacksJustification(markingFrom(input.marking, owner, call.reader.person)))
    return refuse('marking-needs-reason', undefined, '/marking')
  const began = performance.now()
  const bytes = await bytesOf(call.upload)
  if (!bytes.ok) return bytes
  const read = await readParts({ bytes: bytes.value, form: input.form })
  if (!read.ok) return 'why' in read ? refuse(read.refusal, read.why) : read
  if (read.file.tlp === 'RED' && !input.marking)
    return refuse('marking-needs-reason', 'The file says TLP:RED: say how what it holds is to be marked.', '/marking')
  const aimed = aimAt(read.file, input.of)
  if (!aimed.ok) return aimed
  return takeFile(room, aimed.value, input, call, began)
}

async function takeFile(
  room: SustainRoom,
  file: PartFile,
  input: Input,
  call: Call,
  began: number,
): Promise<Reply<Output>> {
  const known = await knownBy(room.journal, call, file.parts, { withNeeds: true })
  if (input.of && !known.get(input.of))
    return refuse('unknown', `There is no part ${input.of} that you may read.`, '/of')
  const { parts, leftOut, promised } = await resolved(room, file, known, call, input.tryOnly === true)
  for (const one of parts) judgeMoments(one, call.now)
  const job: ImportJob = {
    otherNeeds: file.otherNeeds,
    imported: importedFrom(input.name, call.now),
    marking: input.marking ?? null,
    tryOnly: input.tryOnly === true,
    promised,
  }
  const out: Output = { added: 0, changed: 0, same: 0, needs: 0, leftOut: [], leftOutTotal: 0, parts: [] }
  const order = await inSlices(ordering(parts))
  const read = performance.now()
  const until = Math.max(read + leastMilliseconds, Math.min(began + mostMilliseconds, read + 2 * (read - began)))
  const left = await takeParcels(room, order, { ...job, until }, call, out)
  if (!left.ok) return left
  return done({
    ...out,
    ...{ leftOut: leftOut.slice(0, shownReasons), leftOutTotal: leftOut.length },
    ...(left.value > 0 ? { left: left.value } : {}),
  })
}

/**
 * What is new gets ids that outlive a stop between two parcels, and that whoever takes the same file at the same moment gets too: either the
 * other one has not written yet, and both have the same promise, or it has, and then the part is found when it is looked for once more.
 */
async function resolved(room: SustainRoom, file: PartFile, known: KnownBy, call: Call, tryOnly: boolean) {
  const fresh: Promised[] = []
  const promise = (key: string) => {
    const id = newId(room.clock.now())
    fresh.push({ key, id })
    return id
  }
  const once = await inSlices(resolving(file, known, promise))
  if (tryOnly || fresh.length === 0) return { ...once, promised: false }
  const owner = call.reader.organisation ?? room.journal.home
  const ids = await promiseIds(room.journal.sql, call.view.realm, owner, fresh)
  const promisedFor = new Map(fresh.map(({ key }, at) => [key, ids[at]]))
  const news = file.parts.filter(({ part }) => promisedFor.has(part.id))
  const since = await knownBy(room.journal, call, news, { withNeeds: false })
  if (since.size === 0 && ids.every((id, at) => id === fresh[at]?.id)) return { ...once, promised: true }
  const idFor = (key: string) => promisedFor.get(key) ?? newId(room.clock.now())
  return { ...(await inSlices(resolving(file, new Map([...known, ...since]), idFor))), promised: true }
}

/** How many are still to be taken when the time is over. */
async function takeParcels(
  room: SustainRoom,
  parts: readonly ResolvedPart[],
  job: ImportJob & { until: number },
  call: Call,
  out: Output,
): Promise<Reply<number>> {
  for (let from = 0; from < parts.length; from += partsPerParcel) {
    if (performance.now() > job.until && !job.tryOnly) return done(parts.length - from)
    const parcel = parts.slice(from, from + partsPerParcel)
    const taken = await takeParcel(room, parcel, job, call)
    if (!taken.ok) return taken
    out.added += taken.value.added.length
    out.changed += taken.value.changed.length
    out.same += taken.value.same
    for (const { needs = [] } of parcel) out.needs += needs.length
    out.parts.push(...[...taken.value.added, ...taken.value.changed].slice(0, shownParts - out.parts.length))
  }
  return done(0)
}

/** A bill of materials that is about a part of the map: what it says of its main component is said of that part. */
function aimAt(file: PartFile, of: string | undefined): Reply<PartFile> {
  if (of === undefined) return done(file)
  if (file.otherNeeds === 'gone') return refuse('bad-input', '"of" goes with a bill of materials only.', '/of')
  const main = file.parts.find(({ part }) => part.id === file.main)
  if (!main) return refuse('bad-file', 'It names no main component (metadata.component) that could stand for the part.')
  const aimed = { at: main.at, part: { id: of, ...(main.part.needs ? { needs: main.part.needs } : {}) } }
  return done({ ...file, parts: file.parts.map((one) => (one === main ? aimed : one)) })
}

/** Moments in one spelling; what lies ahead or does not exist is as of now. */
function judgeMoments({ part }: ResolvedPart, now: string): void {
  for (const piece of part.evidence ?? []) {
    const moment = Date.parse(piece.seenAt)
    piece.seenAt = moment <= Date.parse(now) ? instant(piece.seenAt) : now
  }
}

function importedFrom(name: string, seenAt: string): Evidence {
  const plain = name
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 180)
  return { kind: 'imported', what: `File ${plain || 'without a name'}`, seenAt }
}

async function bytesOf(upload: Readable | undefined): Promise<Reply<Uint8Array>> {
  const most = contract.upload?.maxBytes ?? 0
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of upload ?? []) {
      const part = Buffer.from(chunk)
      size += part.length
      if (size > most) return refuse('too-large', `A file has at most ${most} bytes.`)
      chunks.push(part)
    }
  } catch {
    return refuse('bad-file', 'The upload was broken off.')
  }
  return size === 0 ? refuse('bad-file', 'It is empty.') : done(Buffer.concat(chunks))
}
