// A MISP server, asked by a key: its index since the last time, and events by UUID, deleted parts among them.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Got } from '#platform/fetch/index.ts'
import { indexLines } from '../../rules/misp/manifest.ts'
import { readMispText } from '../../rules/misp/read-event.ts'
import type { MispSource } from '../../store/misp/sources.ts'
import { type MispRoom, secondsNow } from './desk.ts'
import { parsed } from './fetch-feed.ts'
import { badStatus, type MispHost } from './host.ts'
import { textOf } from './import.ts'

const indexBytes = 64 * 1024 * 1024
const eventsBytes = 80 * 1024 * 1024
const timeoutMs = 60_000
/** An index is asked for in pages; a server that answers with ever more is left after so many. */
const linesPerPage = 5_000
const mostPages = 40

export function serverHost(room: MispRoom, source: MispSource): MispHost {
  const post = (path: string, body: unknown, maxBytes: number): Promise<Reply<Got>> =>
    room.fetcher.post(`${source.url}${path}`, {
      body: JSON.stringify(body),
      contentType: 'application/json',
      headers: { authorization: source.secret ?? '', accept: 'application/json' },
      maxBytes,
      timeoutMs,
    })

  return {
    async list() {
      const all = new Map<string, number>()
      for (let page = 1; page <= mostPages; page++) {
        const asked = {
          minimal: 1,
          published: 1,
          timestamp: source.since,
          limit: linesPerPage,
          page,
          sort: 'timestamp',
        }
        const got = await post('/events/index', asked, indexBytes)
        if (!got.ok) return got
        if (got.value.status === 401 || got.value.status === 403)
          return refuse('bad-answer', 'The server does not take the key.')
        if (got.value.status !== 200) return badStatus(got.value.status, '/events/index')
        const index = indexLines(parsed(textOf(got.value.bytes)))
        if (!index) return refuse('bad-answer', '/events/index is not the list of a MISP server.')
        const before = all.size
        for (const { uuid, timestamp } of index.lines) if (timestamp >= source.since) all.set(uuid, timestamp)
        // A server that knows no pages answers each time the same.
        if (index.lines.length < linesPerPage || all.size === before) break
      }
      return done({ lines: [...all].map(([uuid, timestamp]) => ({ uuid, timestamp })), etag: null })
    },
    async fetch(lines) {
      const uuids = lines.map(({ uuid }) => uuid)
      const asked = {
        returnFormat: 'json',
        uuid: uuids,
        eventid: uuids,
        deleted: [0, 1],
        includeEventUuid: 1,
        sgReferenceOnly: 0,
      }
      const got = await post('/events/restSearch', asked, eventsBytes)
      if (!got.ok) return got
      if (got.value.status !== 200) return badStatus(got.value.status, '/events/restSearch')
      const text = textOf(got.value.bytes)
      const empty = parsed(text)
      if (empty === undefined) return refuse('bad-answer', '/events/restSearch did not answer with JSON.')
      const read = readMispText(text, room.types, secondsNow(room))
      // That there is nothing any more is no fault: it was withdrawn between the two questions.
      return done({ ...read, refused: read.refused.filter(({ fault }) => fault.refusal !== 'no-event') })
    },
  }
}
