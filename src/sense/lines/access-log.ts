// Access logs in, buckets out: common, combined and JSON lines, told apart line by line, counted without keeping who asked.
import type { Bucket } from '../model/bucket.ts'
import { createCommonLogReader } from './access/common-log.ts'
import { absent, createAccessFields } from './access/fields.ts'
import type { HostTargets } from './access/hosts.ts'
import { createJsonLineReader } from './access/json-line.ts'
import type { HeavyLimits } from './access/open-bucket.ts'
import { createQuickLineReader } from './access/quick-line.ts'
import { type CountryFinder, createRequestCounter } from './access/request-counter.ts'
import { createLineFeed } from './line-feed.ts'

export type { CountryFinder, HostTargets }

export interface AccessLogOptions extends HostTargets {
  countries: CountryFinder
  maxOpen?: number
  heavy?: Partial<HeavyLimits>
}

export interface AccessLogCounters {
  lines: number
  bytes: number
  /** Requests that went into a bucket. */
  requests: number
  /** Lines that were read, by their form. */
  formats: { common: number; combined: number; json: number }
  /**
   * By reason. `bad-line`: cut short, binary, or no access log. `line-cut`: longer than 64 KiB, read as far as that.
   * `no-target`: its host belongs to no target. `clock`: its time is impossible or over an hour ahead of the clock. These are not
   * counted in any bucket; the next are. `late`: its bucket was handed out before, so it came in another one with that mark.
   * `no-client`: it names no address. `bucket-overflow`: whole buckets that nobody fetched.
   */
  lost: Record<string, number>
}

export interface AccessLog {
  /** `nowSeconds`: the clock, where there is one; a replay has none. The chunk may be reused afterwards. */
  push(chunk: Uint8Array, nowSeconds?: number): void
  /** No more will come, or another file begins: the last line may lack its end. Buckets stay open until they are closed. */
  end(): void
  /** Buckets that ended before, in order of time, and those that had to be closed early. Each is handed out once. */
  close(beforeSeconds: number): Bucket[]
  /** Other targets from now on. */
  retarget(targets: HostTargets): void
  readonly counters: AccessLogCounters
}

const standardOpen = 1024
const standardHeavy: HeavyLimits = { sources: 20, paths: 20, agents: 10 }

/**
 * Reads access logs from chunks of any size. Nothing throws; work is linear in the bytes; memory is bounded by `maxOpen` buckets
 * of some 25 KB. Addresses go hashed into the count of distinct sources; only the biggest few sources of a bucket are
 * named (`heavy.sources`; 0 names none). Paths lose their query and are masked. Times decide the bucket, in any order.
 */
export function createAccessLog(options: AccessLogOptions): AccessLog {
  const { maxOpen = standardOpen } = options
  const counters: AccessLogCounters = {
    lines: 0,
    bytes: 0,
    requests: 0,
    formats: { common: 0, combined: 0, json: 0 },
    lost: {},
  }
  const lose = (reason: string): void => {
    counters.lost[reason] = (counters.lost[reason] ?? 0) + 1
  }
  const counter = createRequestCounter({ ...options, maxOpen, heavy: { ...standardHeavy, ...options.heavy } }, lose)
  const fields = createAccessFields()
  const readCommon = createCommonLogReader()
  const readQuick = createQuickLineReader()
  const readJson = createJsonLineReader(readCommon)
  const feed = createLineFeed(takeLines)
  const { arena } = feed
  const { bytes } = arena

  function takeLines(from: number, to: number): void {
    for (let at = from; at < to; at = fields.end + 1) {
      const first = bytes[at] as number
      if (first === 10 || (first === 13 && bytes[at + 1] === 10)) {
        fields.end = first === 10 ? at : at + 1
        continue
      }
      counters.lines++
      const json = first === 123
      if (!readLine(at, json)) {
        lose('bad-line')
        continue
      }
      if (json) counters.formats.json++
      else if (fields.agentFrom !== absent) counters.formats.combined++
      else counters.formats.common++
      if (counter.count(bytes, fields)) counters.requests++
      // Text without its escapes stands in the scratch, where the next line's will stand.
      if (fields.pathFrom >= arena.scratchFrom) counter.settle()
    }
    counter.settle()
  }

  function readLine(at: number, json: boolean): boolean {
    if (json) return readJson(arena, at, fields) === null
    return readQuick(arena, at, fields) || readCommon(arena, at, fields) === null
  }

  function countCut(): void {
    if (feed.cut > 0) counters.lost['line-cut'] = feed.cut
  }

  return {
    counters,
    push(chunk, nowSeconds) {
      counter.now = nowSeconds ?? null
      counters.bytes += chunk.length
      feed.push(chunk)
      countCut()
    },
    end() {
      feed.end()
      countCut()
    },
    close: counter.close,
    retarget: counter.retarget,
  }
}
