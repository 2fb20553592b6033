// Which versions of which events a feed or a server has: its manifest, or the answer of its index.
import { isJson, uuidOf, wholeOf } from './taking.ts'

export interface VersionLine {
  uuid: string
  /** Seconds since 1970. */
  timestamp: number
}

/** Of an index also when it was sighted last; 0 or left out: not that its server says. */
interface IndexLine extends VersionLine {
  sighted?: number
}

const mostLines = 200_000
const mostTimestamp = 99_999_999_999

/** manifest.json: an object by UUID. Undefined when it is none. Lines without a UUID or a time are counted, not read. */
export function manifestLines(value: unknown): { lines: VersionLine[]; faulty: number } | undefined {
  if (!isJson(value)) return undefined
  return linesOf(Object.entries(value).slice(0, mostLines))
}

/** POST /events/index: a list, in the short or the long form. */
export function indexLines(value: unknown): { lines: IndexLine[]; faulty: number } | undefined {
  const list = isJson(value) && Array.isArray(value.response) ? value.response : value
  if (!Array.isArray(list)) return undefined
  return linesOf(
    list.slice(0, mostLines).map((one) => {
      const line = isJson(one) && isJson(one.Event) ? one.Event : one
      return [isJson(line) ? line.uuid : undefined, line]
    }),
  )
}

function linesOf(entries: [unknown, unknown][]): { lines: IndexLine[]; faulty: number } {
  const found = new Map<string, IndexLine>()
  let faulty = 0
  for (const [key, line] of entries) {
    const uuid = uuidOf(key)
    const timestamp = isJson(line) ? wholeOf(line.timestamp, 0, mostTimestamp) : null
    if (uuid === null || timestamp === null) faulty += 1
    else {
      const sighted = isJson(line) ? (wholeOf(line.sighting_timestamp, 1, mostTimestamp) ?? 0) : 0
      found.set(uuid, { uuid, timestamp, ...(sighted > 0 ? { sighted } : {}) })
    }
  }
  return { lines: [...found.values()], faulty }
}
