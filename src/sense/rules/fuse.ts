// One observation from what traffic, requests, complaints and news say; each of them stays visible beside it.
import type { Static } from 'typebox'
import type { Observation, ObservationPart, partKinds } from '../model/attacks.ts'

export type PartKind = (typeof partKinds)[number]

/** A channel that could have said something: whether it is measured at all decides what its silence means. */
export interface ChannelKnown {
  kind: PartKind
  measured: boolean
}

export interface Fused
  extends Pick<Static<typeof Observation>, 'onset' | 'confidence' | 'parts' | 'silent' | 'reasons'> {
  agreeing: ObservationPart[]
  disagreeing: ObservationPart[]
}

/** How much each kind adds, and how it lies in time to what it tells of: seconds before and after the onset that are no contradiction. */
const kinds: Readonly<Record<PartKind, { name: string; worth: number; early: number; late: number }>> = {
  traffic: { name: 'traffic', worth: 1, early: 600, late: 600 },
  web: { name: 'requests', worth: 1, early: 600, late: 900 },
  // People notice when it hurts, and some had other trouble before.
  complaints: { name: 'complaints', worth: 0.8, early: 600, late: 3600 },
  // Reports come hours later, round times, and copy one another.
  news: { name: 'news', worth: 0.5, early: 1800, late: 86_400 },
}

/** Who is asked for the onset, best first: measurements, then people, then what is written. */
const ranks: readonly PartKind[][] = [['traffic', 'web'], ['complaints'], ['news']]
const mostReasons = 20

/**
 * The same answer in whatever order parts come. The onset is measured by telemetry where there is any: complaints and news
 * never move it, they only agree or disagree. Null when no part has a time that can be read.
 */
export function fuseParts(given: readonly ObservationPart[], channels: readonly ChannelKnown[]): Fused | null {
  const parts = inOrder(given)
  const anchor = anchorOf(parts)
  if (anchor === null) return null
  const agreeing = parts.filter((part) => agrees(part, anchor))
  const disagreeing = parts.filter((part) => !agrees(part, anchor))
  const silent = silences(parts, channels)
  return {
    onset: onsetOf(anchor, agreeing),
    confidence: confidenceOf(agreeing, disagreeing, silent, channels),
    parts,
    silent,
    reasons: reasonsOf(anchor, agreeing, disagreeing).slice(0, mostReasons),
    agreeing,
    disagreeing,
  }
}

const time = (at: string) => Date.parse(at)
const iso = (ms: number) => new Date(ms).toISOString()

/** Readable times only, one for each reference, by time and then by name; a part told twice counts as the surer of the two. */
function inOrder(given: readonly ObservationPart[]): ObservationPart[] {
  const byName = new Map<string, ObservationPart>()
  for (const part of given) {
    if (![part.onset.at, part.onset.earliest, part.onset.latest].every((at) => Number.isFinite(time(at)))) continue
    const key = `${part.kind} ${part.ref}`
    const known = byName.get(key)
    if (known === undefined || compareTwice(part, known) < 0) byName.set(key, part)
  }
  return [...byName.values()].sort(compare)
}

function compare(a: ObservationPart, b: ObservationPart): number {
  return time(a.onset.at) - time(b.onset.at) || text(a.kind, b.kind) || text(a.ref, b.ref)
}

function compareTwice(a: ObservationPart, b: ObservationPart): number {
  return (
    b.confidence - a.confidence || time(a.onset.at) - time(b.onset.at) || text(JSON.stringify(a), JSON.stringify(b))
  )
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The earliest of the best rank that is at least half as sure as the surest of it: a faint early blip is no onset. */
function anchorOf(parts: readonly ObservationPart[]): ObservationPart | null {
  for (const rank of ranks) {
    const some = parts.filter((part) => rank.includes(part.kind))
    const surest = Math.max(0, ...some.map((part) => part.confidence))
    const anchor = some.find((part) => part.confidence >= surest / 2)
    if (anchor !== undefined) return anchor
  }
  return null
}

function agrees(part: ObservationPart, anchor: ObservationPart): boolean {
  const { early, late } = kinds[part.kind]
  const from = time(anchor.onset.earliest) - early * 1000
  const to = time(anchor.onset.latest) + late * 1000
  return time(part.onset.latest) >= from && time(part.onset.earliest) <= to
}

/** Telemetry that agrees may narrow the latest time; what rests on people alone leaves room for the time before they noticed. */
function onsetOf(anchor: ObservationPart, agreeing: readonly ObservationPart[]): Fused['onset'] {
  const at = time(anchor.onset.at)
  const telemetry = agreeing.filter((part) => ranks[0]?.includes(part.kind))
  const unseenMs = kinds[anchor.kind].late > 900 ? kinds[anchor.kind].late * 250 : 0
  const earliest = Math.min(at, time(anchor.onset.earliest) - unseenMs)
  const ends = [anchor, ...telemetry].map((part) => time(part.onset.latest)).filter((end) => end >= at)
  return { at: iso(at), earliest: iso(earliest), latest: iso(Math.max(at, Math.min(...ends))) }
}

/** Kinds that agree, each once: ten reports that copy one another are one. Contradictions and silence of what is measured lower it. */
function confidenceOf(
  agreeing: readonly ObservationPart[],
  disagreeing: readonly ObservationPart[],
  silent: Fused['silent'],
  channels: readonly ChannelKnown[],
): number {
  let doubt = 1
  let against = 0
  for (const kind of Object.keys(kinds) as PartKind[]) {
    const best = (parts: readonly ObservationPart[]) =>
      kinds[kind].worth * Math.max(0, ...parts.filter((part) => part.kind === kind).map((part) => part.confidence))
    doubt *= 1 - best(agreeing)
    against = Math.max(against, best(disagreeing) - best(agreeing))
  }
  const measuredSilent = silent.filter(
    ({ kind }) => kind !== 'news' && channels.some((one) => one.kind === kind && one.measured),
  ).length
  const sure = (1 - doubt) * (1 - 0.4 * Math.max(0, against)) * 0.9 ** measuredSilent
  return Math.round(Math.min(0.99, Math.max(0, sure)) * 1000) / 1000
}

function silences(parts: readonly ObservationPart[], channels: readonly ChannelKnown[]): Fused['silent'] {
  return (Object.keys(kinds) as PartKind[])
    .filter((kind) => !parts.some((part) => part.kind === kind))
    .map((kind) => {
      const measured = channels.some((channel) => channel.kind === kind && channel.measured)
      const { name } = kinds[kind]
      return {
        kind,
        says: measured
          ? `${upper(name)}: watched, and as usual.`
          : `${upper(name)}: not watched for this target, which says nothing either way.`,
      }
    })
}

const upper = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
const clock = (at: string) => `${iso(time(at)).slice(0, 16).replace('T', ' ')} UTC`

function reasonsOf(
  anchor: ObservationPart,
  agreeing: readonly ObservationPart[],
  disagreeing: readonly ObservationPart[],
): string[] {
  const rest = agreeing.filter((part) => part !== anchor)
  return [
    `The onset is that of ${kinds[anchor.kind].name}, ${clock(anchor.onset.at)}${ranks[0]?.includes(anchor.kind) ? ', as measured' : ', for want of a measurement'}.`,
    ...rest.map((part) => `In agreement: ${kinds[part.kind].name}, ${apart(part, anchor)}.`),
    ...disagreeing.map((part) => `In contradiction: ${kinds[part.kind].name}, ${apart(part, anchor)}.`),
  ]
}

function apart(part: ObservationPart, anchor: ObservationPart): string {
  const minutes = Math.round((time(part.onset.at) - time(anchor.onset.at)) / 60_000)
  if (minutes === 0) return 'from the same minute'
  return `from ${Math.abs(minutes)} min ${minutes > 0 ? 'later' : 'earlier'}`
}
