// Where MISP events come from: a feed or a server, asked in the same two ways.
import { type Reply, refuse } from '#kernel/reply.ts'
import type { VersionLine } from '../../rules/misp/manifest.ts'
import type { ReadMisp } from '../../rules/misp/read-event.ts'

/** Of a server also when each event was sighted last. */
export interface Listed {
  lines: (VersionLine & { sighted?: number })[]
  etag: string | null
}

/** Where events come from: what there is, and some of them whole. */
export interface MispHost {
  /** Null: nothing changed since the last time. */
  list(): Promise<Reply<Listed | null>>
  fetch(lines: readonly VersionLine[]): Promise<Reply<ReadMisp>>
}

export function badStatus(status: number, what: string) {
  return refuse('bad-answer', `${what} was answered with status ${status}.`)
}
