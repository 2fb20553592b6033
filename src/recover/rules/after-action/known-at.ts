// What was known at a moment, by whom: looked up in tracks, without a node.
import type { AfterAction, CourseMoment, Track } from '../../model/after-action.ts'

export type TrackVersion = Track['versions'][number]
export interface Known {
  track: Track
  version: TrackVersion
  /** The knower that was asked about could read it. Everybody in view could where nobody was asked about. */
  readable: boolean
}

export function versionAt({ versions }: Pick<Track, 'versions'>, at: string): TrackVersion | undefined {
  return versions.find(({ from, until }) => from <= at && (until === null || until > at))
}

/** Each record that there was, the latest change first. `by`: a place in the list of knowers; null: whoever is looking. */
export function knownAt(tracks: readonly Track[], at: string, by: number | null): Known[] {
  const known = tracks.flatMap((track) => {
    const version = versionAt(track, at)
    return version ? [{ track, version, readable: by === null || version.by.includes(by) }] : []
  })
  return known.sort((a, b) => (a.version.from > b.version.from ? -1 : a.version.from < b.version.from ? 1 : 0))
}

/** How many of the records of that moment each knower could read, in the order of the knowers. */
export function reachAt(tracks: readonly Track[], at: string, knowers: number): number[] {
  const reach = Array.from({ length: knowers }, () => 0)
  for (const { version } of knownAt(tracks, at, null)) for (const by of version.by) reach[by] = (reach[by] ?? 0) + 1
  return reach
}

/** When this knower could first read anything of it; null: never. */
export function learntAt({ versions }: Pick<Track, 'versions'>, by: number): string | null {
  return versions.find((one) => one.by.includes(by))?.from ?? null
}

/** What had happened and nobody had written down: it explains decisions better than what was known. */
export function notYetKnown(course: readonly CourseMoment[], at: string): CourseMoment[] {
  return course.filter(({ observedAt, recordedAt }) => observedAt <= at && recordedAt > at)
}

/** Moments at which something changed, each once: where a slider stops. */
export function stopsOf({
  tracks,
  course,
  from,
  until,
}: Pick<AfterAction, 'tracks' | 'course' | 'from' | 'until'>): string[] {
  const stops = new Set([from, until])
  for (const { versions } of tracks) for (const one of versions) stops.add(one.from)
  for (const { recordedAt } of course) stops.add(recordedAt)
  return [...stops].filter((at) => at >= from && at <= until).sort()
}
