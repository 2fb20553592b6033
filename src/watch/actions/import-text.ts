// Importing: a text or a file is analysed, and all of its articles are taken in at once or not at all.
import type { Readable } from 'node:stream'
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import {
  importFile as fileContract,
  type Imported,
  type ImportedItem,
  importMaxBytes,
  type importText as textContract,
} from '../api.ts'
import { type Articles, analyseFile, analyseText, type Known } from './analyse.ts'
import type { Context } from './contexts.ts'
import type { Place } from './intake.ts'
import { keepRaw } from './keep-raw.ts'
import { momentOf, plainLine } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { type Taken, takeIn } from './take-in.ts'

type About = Omit<InputOf<typeof fileContract>, 'name' | 'mediaType'>

export async function importText(
  room: WatchRoom,
  input: InputOf<typeof textContract>,
  call: Call,
): Promise<Reply<Imported>> {
  const known = knownFrom(input, call.now)
  if (!known.ok) return known
  return inside(room, async (place) => {
    if (!place.weigh(Buffer.byteLength(input.text))) return full
    const context = await contextFor(room, call)
    const read = await analyseText(room, input.text, { ...known.value, context })
    return read.ok ? keep(room, read.value, input, call, context) : read
  })
}

const full = refuse('busy', 'Too much is being taken in at once; try again in a moment.')

/** Whoever comes while the house is full is told so at once, before anything is read. */
async function inside<T>(room: WatchRoom, work: (place: Place) => Promise<Reply<T>>): Promise<Reply<T>> {
  const place = room.intake.enter()
  if (!place) return full
  try {
    return await work(place)
  } finally {
    place.leave()
  }
}

function contextFor(room: WatchRoom, call: Call): Promise<Context> {
  return room.contexts.of(call.view.realm, call.reader.organisation ?? room.journal.home)
}

export async function importFile(
  room: WatchRoom,
  input: InputOf<typeof fileContract>,
  call: Call,
): Promise<Reply<Imported>> {
  const known = knownFrom(input, call.now)
  if (!known.ok) return known
  return inside(room, async (place) => {
    const bytes = await bytesOf(call.upload)
    if (!bytes.ok) return bytes
    if (!place.weigh(bytes.value.length)) return full
    const context = await contextFor(room, call)
    const mediaType = input.mediaType ?? typeByName(input.name)
    const read = await analyseFile(room, bytes.value, mediaType, { ...known.value, context })
    if (!read.ok) return read
    // A mail says who publishes it; of any other file only its name is known.
    const said = read.value.articles.some(({ outlet }) => outlet)
    const about = said ? input : { sourceName: plainLine(input.name, 200) || 'File', ...input }
    return keep(room, read.value, about, call, context)
  })
}

function knownFrom({ title, url, publishedAt }: About, now: string): Reply<Known> {
  if (publishedAt !== undefined) {
    const moment = momentOf(publishedAt)
    if (moment === null) return refuse('impossible-date', `${publishedAt} does not exist.`, '/publishedAt')
    if (tooLate(moment, now)) return refuse('impossible-date', `${publishedAt} lies in the future.`, '/publishedAt')
  }
  return done({ ...(title ? { title } : {}), ...(url ? { url } : {}), ...(publishedAt ? { publishedAt } : {}) })
}

const clocksDisagreeMilliseconds = 24 * 3600 * 1000

/** A day of grace: clocks differ, and so do time zones that were left out. */
export function tooLate(moment: string, now: string): boolean {
  return Date.parse(moment) > Date.parse(now) + clocksDisagreeMilliseconds
}

async function keep(
  room: WatchRoom,
  read: Articles,
  input: Partial<About>,
  call: Call,
  context: Context,
): Promise<Reply<Imported>> {
  const from = {
    source: null,
    sourceName: input.sourceName ? plainLine(input.sourceName, 200) || null : null,
    reliability: 'F' as const,
    marking: input.marking,
    owner: call.reader.organisation ?? room.journal.home,
    cause: [],
    context,
  }
  const kept = await keepRaw(room, read.articles)
  if (!kept.ok) return kept
  return room.inTurn(() =>
    room.journal.commit(call.writer, async (unit) => {
      const taken = await takeIn(room.journal, unit, read.articles, from)
      return done({ items: taken.map(importedItem), did: read.did, partial: read.partial })
    }),
  )
}

export function importedItem({ outcome, why, item }: Taken): ImportedItem {
  const {
    title,
    language,
    publishedAt,
    topics,
    incident,
    incidentWhy,
    countries,
    sectors = [],
    times,
    status,
    partial,
    uncovered,
  } = item.state
  return {
    id: item.id,
    version: item.version,
    outcome,
    why,
    title,
    language,
    publishedAt,
    topics,
    incident,
    incidentWhy,
    countries,
    sectors,
    times,
    status,
    marking: item.marking,
    partial,
    uncovered,
  }
}

export async function bytesOf(upload: Readable | undefined): Promise<Reply<Uint8Array>> {
  const most = fileContract.upload?.maxBytes ?? importMaxBytes
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of upload ?? []) {
      const part = Buffer.from(chunk)
      size += part.length
      if (size > most) return refuse('too-large', `At most ${most} bytes are taken.`)
      chunks.push(part)
    }
  } catch {
    return refuse('not-a-file', 'The upload was broken off.')
  }
  return size === 0 ? refuse('not-a-file') : done(Buffer.concat(chunks))
}

function typeByName(name: string): string | null {
  if (/\.eml$/i.test(name)) return 'message/rfc822'
  return /\.x?html?$/i.test(name) ? 'text/html' : null
}
