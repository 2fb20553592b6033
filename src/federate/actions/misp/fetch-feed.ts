// A MISP feed: a manifest, perhaps signed, and a file for each event.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Got } from '#platform/fetch/index.ts'
import { manifestLines } from '../../rules/misp/manifest.ts'
import { type ReadMisp, readMispText } from '../../rules/misp/read-event.ts'
import { depthOf, mispBudget } from '../../rules/misp/taking.ts'
import type { MispSource } from '../../store/misp/sources.ts'
import { type MispRoom, secondsNow } from './desk.ts'
import { badStatus, type MispHost } from './host.ts'
import { textOf } from './import.ts'
import { whyNotSigned } from './signatures.ts'

const manifestBytes = 32 * 1024 * 1024
const timeoutMs = 30_000

export function feedHost(room: MispRoom, source: Pick<MispSource, 'url' | 'openpgp_key' | 'etag'>): MispHost {
  const get = (name: string, maxBytes: number, etag: string | null = null): Promise<Reply<Got>> =>
    room.fetcher.get(`${source.url}/${name}`, { accept: 'application/json, */*;q=0.1', maxBytes, timeoutMs, etag })

  return {
    async list() {
      const got = await get('manifest.json', manifestBytes, source.etag)
      if (!got.ok) return got
      if (got.value.notModified) return done(null)
      if (got.value.status !== 200) return badStatus(got.value.status, 'manifest.json')
      const text = textOf(got.value.bytes)
      const unsigned = await whyUnsigned(text)
      if (unsigned !== undefined) return refuse('not-signed', unsigned)
      const read = parsed(text)
      const manifest = read === undefined ? undefined : manifestLines(read)
      if (!manifest) return refuse('bad-answer', 'manifest.json is no manifest of a MISP feed.')
      return done({ lines: manifest.lines, etag: got.value.headers.etag ?? null })
    },
    async fetch(lines) {
      const all: ReadMisp = { events: [], refused: [] }
      let missing = 0
      for (const { uuid } of lines) {
        const got = await get(`${uuid}.json`, mispBudget.eventBytes)
        if (!got.ok && got.refusal !== 'too-large') return got
        if (got.ok && got.value.status >= 500) return badStatus(got.value.status, `${uuid}.json`)
        if (!got.ok || got.value.status !== 200) {
          missing += 1
          const why = got.ok ? `It was answered with status ${got.value.status}.` : (got.detail ?? 'It is too large.')
          all.refused.push({ uuid, fault: { at: '/', refusal: 'not-fetched', why, cost: 'event' } })
          continue
        }
        const read = readMispText(textOf(got.value.bytes), room.types, secondsNow(room))
        all.events.push(...read.events)
        all.refused.push(...read.refused.map((one) => ({ ...one, uuid: one.uuid || uuid })))
      }
      return missing === lines.length && missing > 1
        ? refuse('bad-answer', 'None of the events could be fetched.')
        : done(all)
    },
  }

  /** With a key, a manifest without a good signature is no manifest at all. */
  async function whyUnsigned(text: string): Promise<string | undefined> {
    if (source.openpgp_key === null) return undefined
    const got = await get('manifest.json.asc', 1_000_000)
    if (!got.ok) return `Its signature could not be fetched: ${got.detail ?? got.refusal}`
    if (got.value.status !== 200) return `Its signature was answered with status ${got.value.status}.`
    const why = await whyNotSigned(text, got.value.bytes, source.openpgp_key, room.clock.now())
    return why === undefined ? undefined : `manifest.json is not signed by the key that was given: ${why}`
  }
}

export function parsed(text: string): unknown {
  if (depthOf(text) > mispBudget.depth) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
