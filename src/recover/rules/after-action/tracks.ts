// Records through time, with who could read each version by the marking that it had then.
import { type Marking, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Track } from '../../model/after-action.ts'

export interface VersionRow {
  record: string
  subject: string
  title: string
  state: unknown
  marking: Marking
  from: string
  until: string | null
}

/** What the state of a record of any kind calls its standing. */
export function statusOf(state: unknown): string | null {
  const { status, state: stands } = (state ?? {}) as { status?: unknown; state?: unknown }
  const word = status ?? stands
  return typeof word === 'string' ? word.slice(0, 80) : null
}

/** The severity of an incident, how far a service is back: what is asked for first when somebody looks at a picture. */
export function detailOf(state: unknown): string | null {
  const { severity, progress } = (state ?? {}) as { severity?: unknown; progress?: unknown }
  const { value } = (severity ?? {}) as { value?: unknown }
  if (typeof value === 'string') return `severity ${value}`.slice(0, 80)
  const { level } = ((Array.isArray(progress) ? progress.at(-1) : null) ?? {}) as { level?: unknown }
  return typeof level === 'number' ? `${Math.round(level * 100)} % back` : null
}

/** `rows`: the versions that whoever looks may read, of each record oldest first. */
export function tracksOf(rows: readonly VersionRow[], readers: readonly Reader[], realm: Realm): Track[] {
  const tracks = new Map<string, Track>()
  for (const row of rows) {
    const version = {
      ...{ from: row.from, until: row.until, title: row.title.slice(0, 500), status: statusOf(row.state) },
      more: detailOf(row.state),
      tlp: row.marking.tlp,
      by: readers.flatMap((reader, place) => (mayRead(reader, realm, row.marking) ? [place] : [])),
    }
    const track = tracks.get(row.subject) ?? { id: row.subject, record: row.record, versions: [] }
    tracks.set(row.subject, track)
    const before = track.versions.at(-1)
    if (before && before.until === version.from && alike(before, version)) before.until = version.until
    else track.versions.push(version)
  }
  return [...tracks.values()]
}

type Version = Track['versions'][number]
function alike(a: Version, b: Version): boolean {
  const said = a.title === b.title && a.status === b.status && a.more === b.more
  return said && a.tlp === b.tlp && a.by.join() === b.by.join()
}

export function highestOf(tracks: readonly Track[]): Tlp {
  const ranks = tracks.flatMap(({ versions }) => versions.map(({ tlp }) => tlpRank(tlp)))
  return tlpLabels[ranks.reduce((most, rank) => Math.max(most, rank), 0)] ?? 'RED'
}

/** `coordinate.decisionTaken` as people say it, where nothing tells it in a sentence. */
export function wordsOfKind(kind: string): string {
  return kind
    .slice(kind.indexOf('.') + 1)
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .trim()
}
