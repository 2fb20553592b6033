// What the actions on advisories work with, and the few steps that all of them take.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Id } from '#kernel/id.ts'
import { type MarkingChoice, markingFrom, type Tlp } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Files } from '#platform/files.ts'
import type { Call } from '#platform/http/types.ts'
import type { FederateRoom } from '../room.ts'
import type { DocumentReader } from './document-reader.ts'
import type { OwnKey } from './own-key.ts'
import { documentMaxBytes } from './read-document.ts'

export interface AdvisoryRoom extends FederateRoom {
  reader: DocumentReader
  files: Files
  ownKey: OwnKey
}

/** The bytes of an upload. Refuses `too-large`. */
export async function uploaded({ upload }: Call, maxBytes = documentMaxBytes): Promise<Reply<Uint8Array>> {
  if (!upload) return done(new Uint8Array())
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of upload) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
    size += bytes.length
    if (size > maxBytes) {
      upload.resume()
      return refuse('too-large', `A document may have at most ${maxBytes} bytes.`)
    }
    chunks.push(bytes)
  }
  return done(Buffer.concat(chunks))
}

export async function keepFile({ files }: Pick<AdvisoryRoom, 'files'>, bytes: Uint8Array): Promise<Reply<string>> {
  const kept = await files.put(Readable.from([Buffer.from(bytes)]), documentMaxBytes)
  return kept.ok ? done(kept.value.sha256) : kept
}

/** The bytes of a kept file, if they are still those that were kept. Refuses `file-damaged`. */
export async function keptFile({ files }: Pick<AdvisoryRoom, 'files'>, sha256: string): Promise<Reply<Buffer>> {
  const found = await files.get(sha256)
  if (found.state === 'intact') return done(await buffer(found.stream))
  const why = found.state === 'missing' ? 'It is not in the store any more.' : 'Its hash is not that of the record.'
  return refuse('file-damaged', why)
}

/** An id that follows from what it names, so that two who take in the same thing at once make one record. */
export function idFrom(...parts: readonly string[]): Id {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest()
  hash.writeUInt8(0x80 | (hash.readUInt8(6) & 0x0f), 6)
  hash.writeUInt8(0x80 | (hash.readUInt8(8) & 0x3f), 8)
  const hex = hash.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

const reviewDays = 30

/** The label of the publisher as a choice. Somebody has to be named where it is RED: whoever brings it. */
export function choiceFor(tlp: Tlp, now: string): MarkingChoice {
  if (tlp !== 'RED') return { tlp }
  const reviewOn = new Date(Date.parse(now) + reviewDays * 86_400_000).toISOString().slice(0, 10)
  return { tlp, reason: 'Its publisher marked it TLP:RED, or with a label that is not known.', reviewOn }
}

/** What somebody chose for a document of others, if nobody could read more by it than by its label. Refuses `looser-marking`. */
export function markedAtMost(
  chosen: MarkingChoice | undefined,
  tlp: Tlp,
  call: Pick<Call, 'reader' | 'now'>,
  home: Id,
): Reply<MarkingChoice> {
  const owner = call.reader.organisation ?? home
  const label = choiceFor(tlp, call.now)
  if (!chosen) return done(label)
  const made = (choice: MarkingChoice) => markingFrom(choice, owner, call.reader.person)
  if (staysWithin(made(chosen), made(label))) return done(chosen)
  return refuse('looser-marking', `The label of its publisher comes to TLP:${tlp} here.`, '/marking')
}
