// A MISP server, asked by a key: its index, and events by UUID, deleted parts among them.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { indexLines } from '../../rules/misp/manifest.ts'
import { readMispText } from '../../rules/misp/read-event.ts'
import type { MispSource } from '../../store/misp/sources.ts'
import { askServer } from './ask-server.ts'
import { type MispRoom, secondsNow } from './desk.ts'
import type { Listed, MispHost } from './host.ts'

const indexBytes = 64 * 1024 * 1024
const eventsBytes = 80 * 1024 * 1024
/** An index is asked for in pages; a server that answers with ever more is left after so many. */
const linesPerPage = 5_000
const mostPages = 40

export function serverHost(room: MispRoom, source: MispSource): MispHost {
  return {
    // The whole index each time, as servers do among each other: an event that is published late, or shared later with this key, is older
    // than the newest that was read.
    async list(): Promise<Reply<Listed>> {
      const all = new Map<string, { timestamp: number; sighted: number }>()
      for (let page = 1; page <= mostPages; page++) {
        const asked = { minimal: 1, published: 1, limit: linesPerPage, page, sort: 'timestamp' }
        const got = await askServer(room, source, '/events/index.json', asked, indexBytes)
        if (!got.ok) return got
        const index = indexLines(got.value.value)
        if (!index) return refuse('bad-answer', '/events/index is not the list of a MISP server.')
        const before = all.size
        for (const { uuid, timestamp, sighted = 0 } of index.lines) all.set(uuid, { timestamp, sighted })
        // A server that knows no pages answers each time the same.
        if (index.lines.length < linesPerPage || all.size === before) break
      }
      const lines = [...all].map(([uuid, one]) => ({ uuid, ...one }))
      return done({ lines, etag: null })
    },
    async fetch(lines) {
      const uuids = lines.map(({ uuid }) => uuid)
      const asked = {
        ...{ returnFormat: 'json', uuid: uuids, eventid: uuids, deleted: [0, 1] },
        ...{ includeEventUuid: 1, includeSightings: 1, sgReferenceOnly: 0 },
      }
      const got = await askServer(room, source, '/events/restSearch.json', asked, eventsBytes)
      if (!got.ok) return got
      const read = readMispText(got.value.text, room.types, secondsNow(room))
      // That there is nothing any more is no fault: it was withdrawn between the two questions.
      return done({ ...read, refused: read.refused.filter(({ fault }) => fault.refusal !== 'no-event') })
    },
  }
}
