// Makes the files of `./tocsin sense generate`: the series, its truth, complaints, and rows by country and protocol.
// Where they are written is for the command to say.

import type { Bucket } from '../model/bucket.ts'
import { type BucketOptions, bucketsOf } from '../rules/generate/buckets.ts'
import { complaintsAbout, type GeneratedComplaints } from '../rules/generate/complaints.ts'
import { storyBuckets, storyComplaints, storyFacts, storyTraffic } from '../rules/generate/story.ts'
import { csvOf, type GeneratedDays, type GenerateOptions, generateDays } from '../rules/generate.ts'
import { utcOf } from '../rules/moments.ts'
import { estimateDistinct } from '../tally/hyperloglog.ts'

export const presets = ['days', 'story'] as const
export type Preset = (typeof presets)[number]

export interface GenerateAsk {
  /** days: events drawn from the options. story: the denial of service of 10 March 2025, with complaints. */
  preset: Preset
  options: Partial<GenerateOptions>
  /** Also rows: one line per bucket, country and protocol, and one line per bucket with distinct sources. */
  rows: boolean
  series: string
  channel: BucketOptions['channel']
}

export interface GeneratedFile {
  name: string
  /** In pieces, because rows of a month are large. */
  text: Iterable<string>
}

export interface GeneratedSet {
  files: GeneratedFile[]
  /** For the one line that the command says at the end. */
  told: { buckets: number; waves: number; flash: number; outages: number; gaps: number; leftOut: number }
}

/** `series.csv`, `truth.json` and `complaints.csv` (a minute each) always; `rows.csv` and `sources.csv` when asked. */
export function generateFiles(ask: GenerateAsk): GeneratedSet {
  const days =
    ask.preset === 'story'
      ? storyTraffic(ask.options.seed ?? 1, ask.options.quietDays ?? 14)
      : generateDays(ask.options)
  const complaints = complaintsFor(ask, days)
  const { truth } = days
  return {
    files: [
      { name: 'series.csv', text: [csvOf(days.points)] },
      { name: 'truth.json', text: [`${JSON.stringify(truthOf(ask, days, complaints), null, 2)}\n`] },
      { name: 'complaints.csv', text: [csvOf(complaints.points)] },
      ...(ask.rows ? rowFiles(ask, days) : []),
    ],
    told: {
      buckets: days.points.length,
      waves: truth.waves.length,
      flash: truth.flash.length,
      outages: truth.outages.length,
      gaps: truth.gaps.length,
      leftOut: truth.leftOut,
    },
  }
}

/** Of the story as it was told; of other days, one surge after the first wave of each attack and after each outage. */
function complaintsFor(ask: GenerateAsk, days: GeneratedDays): GeneratedComplaints {
  const { options, truth } = days
  if (ask.preset === 'story') return storyComplaints(options.seed, options.quietDays, 60)
  const firsts = truth.waves.filter(
    (wave, place) => truth.waves.findIndex(({ attack }) => attack === wave.attack) === place,
  )
  return complaintsAbout([...firsts, ...truth.outages], options)
}

function truthOf(ask: GenerateAsk, days: GeneratedDays, complaints: GeneratedComplaints): object {
  const story = ask.preset === 'story' ? { exercise: true, story: storyFacts } : {}
  return { ...days.truth, ...story, options: days.options, complaints: complaints.truth }
}

/** The buckets that the rows of both files come from; feed them to a store to have the whole chain run. */
export function bucketsFor(ask: GenerateAsk, days: GeneratedDays): Iterable<Bucket> {
  if (ask.preset === 'story') return storyBuckets(days, ask.series)
  return bucketsOf(days, { series: ask.series, channel: ask.channel })
}

function rowFiles(ask: GenerateAsk, days: GeneratedDays): GeneratedFile[] {
  return [
    { name: 'rows.csv', text: rowLines(bucketsFor(ask, days)) },
    { name: 'sources.csv', text: sourceLines(bucketsFor(ask, days)) },
  ]
}

function* rowLines(buckets: Iterable<Bucket>): Generator<string> {
  yield 'timestamp,country,part,direction,bytes,packets,flows\n'
  for (const { at, rows } of buckets)
    for (const row of rows)
      yield `${utcOf(at)},${row.country},${row.part},${row.direction},${row.bytes},${row.packets},${row.flows}\n`
}

function* sourceLines(buckets: Iterable<Bucket>): Generator<string> {
  yield 'timestamp,sources\n'
  for (const { at, sources } of buckets)
    if (sources !== null) yield `${utcOf(at)},${Math.round(estimateDistinct(sources))}\n`
}
