// Crowds and floods are told apart on synthetic days, with the errors counted; what is missing is said.
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { CrowdVerdict } from '../model/attacks.ts'
import { sourcesGrow } from './flash/signs.ts'
import { type CrowdEvidence, judgeCrowd, shareKnown } from './flash.ts'
import { bucketsOf } from './generate/buckets.ts'
import { attackProfiles, crowdProfile, type Profile, usualCountries } from './generate/profiles.ts'
import { type AttackKind, attackKinds, generateDays } from './generate.ts'
import { type Amount, addUp, type WindowCounts } from './window.ts'

const shapes = { syn: 'syn-only', bogon: 'bogon', amplification: ['amplification-dns', 'amplification-ntp'] }
const calm = { days: 1, quietDays: 0.2, outages: 0, gaps: 0, holes: 0, base: 60_000 } as const

interface Case {
  kind: AttackKind | 'crowd'
  seed: number
  height: number
  channels: 'flow' | 'web' | 'both'
  /** Instead of the profile of its kind: people from elsewhere, floods that hide. */
  like?: Profile
}

/** What the judgement is given ten minutes into an event, and what the hour before it was like. */
function evidenceOf({ kind, seed, height, channels, like }: Case): CrowdEvidence {
  const isCrowd = kind === 'crowd'
  const days = generateDays({
    ...calm,
    seed,
    attacks: isCrowd ? 0 : 1,
    wavesPerAttack: { least: 1, most: 1 },
    waveSeconds: { least: 700, most: 900 },
    attackKinds: isCrowd ? [] : [kind],
    heights: [height],
    flashCrowds: isCrowd ? 1 : 0,
    flashHeight: { least: height, most: height },
  })
  const [wave, flash] = [days.truth.waves[0], days.truth.flash[0]]
  const onset = wave?.onset ?? flash?.onset ?? 0
  const from = wave?.standing ?? flash?.peak ?? 0
  const look = (channel: 'flow' | 'web') => {
    const buckets = [...bucketsOf(days, { channel, attack: like ?? null, span: { from: onset - 600, to: from + 200 } })]
    const seen = addUp(buckets.filter(({ at }) => at >= from))
    const usual = addUp(buckets.filter(({ at }) => at < onset))
    return seen === null ? null : { seen, usual }
  }
  const flow = channels === 'web' ? null : look('flow')
  const web = channels === 'flow' ? null : look('web')
  const first = flow ?? web
  return {
    flow,
    web,
    rampSeconds: isCrowd
      ? flash === undefined
        ? null
        : 0.3 * (flash.peak - flash.onset)
      : (wave?.rampSeconds ?? 0) / 2,
    knownSources:
      first?.seen.registers && first.usual?.registers ? shareKnown(first.seen.registers, first.usual.registers) : null,
    shapes,
  }
}

/** Of so many cases: right, undetermined, wrong. */
function errors(cases: Case[]): { right: number; undetermined: number; wrong: number } {
  const table = { right: 0, undetermined: 0, wrong: 0 }
  for (const one of cases) {
    const { verdict } = judgeCrowd(evidenceOf(one))
    if (verdict === 'undetermined') table.undetermined += 1
    else if ((verdict === 'flash-crowd') === (one.kind === 'crowd')) table.right += 1
    else table.wrong += 1
  }
  return table
}

const casesOf = (kind: Case['kind'], channels: Case['channels'], rounds: number): Case[] =>
  Array.from({ length: rounds }, (_, round) => ({
    kind,
    channels,
    seed: 100 + round,
    height: [1.5, 2, 3, 6][round % 4] ?? 2,
  }))

test('with flows and logs, crowds are crowds and floods are attacks', { timeout: 120_000 }, () => {
  const table: Record<string, object> = {}
  for (const kind of ['crowd', ...attackKinds] as const) {
    const found = errors(casesOf(kind, 'both', 4))
    table[kind] = found
    expect(found.wrong, kind).toBe(0)
    expect(found.right, `${kind} ${JSON.stringify(found)}`).toBeGreaterThanOrEqual(3)
  }
})

test('with flows alone nothing is called by the wrong name', { timeout: 120_000 }, () => {
  for (const kind of ['crowd', 'botnet-syn', 'amplification', 'http-flood'] as const)
    expect(errors(casesOf(kind, 'flow', 8)).wrong, kind).toBe(0)
})

test('a flood from the usual countries is still an attack where there are logs', { timeout: 120_000 }, () => {
  const like = { ...attackProfiles['http-flood'], countries: usualCountries }
  const cases = casesOf('http-flood', 'both', 8).map((one) => ({ ...one, like }))
  expect(errors(cases)).toEqual({ right: 8, undetermined: 0, wrong: 0 })
})

test('a flood that imitates people in everything is called a crowd, never without saying that it could be one', {
  timeout: 120_000,
}, () => {
  const like = { ...crowdProfile, population: 3000, destinations: 1 }
  const verdicts = casesOf('http-flood', 'both', 8).map((one) => judgeCrowd(evidenceOf({ ...one, like })))
  for (const { verdict, confidence, against } of verdicts) {
    expect(verdict).not.toBe('attack')
    expect(confidence).toBeLessThanOrEqual(0.9)
    if (verdict === 'flash-crowd') expect(against.join(' ')).toContain('imitates people')
  }
})

test('a verdict keeps its schema and gives reasons', () => {
  const verdict = judgeCrowd(evidenceOf({ kind: 'crowd', seed: 1, height: 3, channels: 'both' }))
  expect(Check(CrowdVerdict, verdict)).toBe(true)
  expect(verdict.verdict).toBe('flash-crowd')
  expect(verdict.for.length).toBeGreaterThanOrEqual(4)
})

test('without any channel, or without knowing what is usual, it is undetermined and says what is missing', () => {
  const none = { flow: null, web: null, rampSeconds: null, knownSources: null, shapes }
  expect(judgeCrowd(none)).toMatchObject({ verdict: 'undetermined', confidence: 0 })
  expect(judgeCrowd(none).missing).toHaveLength(4)
  const flow = evidenceOf({ kind: 'botnet-syn', seed: 1, height: 6, channels: 'flow' }).flow
  const newcomer = judgeCrowd({ ...none, flow: flow === null ? null : { seen: flow.seen, usual: null } })
  expect(newcomer.verdict).toBe('undetermined')
  expect(newcomer.missing.join()).toContain('what is usual')
})

test('hardly more than usual is no ground for a verdict', () => {
  const { flow } = evidenceOf({ kind: 'botnet-syn', seed: 1, height: 6, channels: 'flow' })
  const same = flow?.usual ? { seen: flow.usual, usual: flow.usual } : null
  expect(judgeCrowd({ flow: same, web: null, rampSeconds: 5, knownSources: null, shapes }).verdict).toBe('undetermined')
})

/** The same people and as many again: every count times a factor, without sources. */
function grown(window: WindowCounts, times: number): WindowCounts {
  const more = ({ bytes, packets, flows }: Amount) => ({
    bytes: bytes * times,
    packets: packets * times,
    flows: flows * times,
  })
  const each = (amounts: ReadonlyMap<string, Amount>) =>
    new Map([...amounts].map(([key, amount]) => [key, more(amount)]))
  return {
    ...window,
    ...more(window),
    countries: each(window.countries),
    parts: each(window.parts),
    sourcesPerBucket: null,
    registers: null,
  }
}

test('some weak signs are no verdict', () => {
  const usual = evidenceOf({ kind: 'crowd', seed: 1, height: 3, channels: 'flow' }).flow?.usual ?? null
  if (usual === null) throw new Error('nothing before')
  const weak = judgeCrowd({
    flow: { seen: grown(usual, 1.5), usual },
    web: null,
    rampSeconds: null,
    knownSources: null,
    shapes,
  })
  expect(weak.verdict).toBe('undetermined')
  expect(weak.confidence).toBe(0)
  expect(weak.against.length).toBeGreaterThan(0)
})

test('sources that send somewhat more than usual say nothing, those that send five times as much do', () => {
  const usual = evidenceOf({ kind: 'crowd', seed: 1, height: 3, channels: 'flow' }).flow?.usual ?? null
  if (usual === null || usual.sourcesPerBucket === null) throw new Error('nothing before')
  const sources = usual.sourcesPerBucket
  const twice = (newSources: number) =>
    sourcesGrow({ seen: { ...grown(usual, 2), sourcesPerBucket: sources * (1 + newSources) }, usual })
  expect(twice(1 / 1.8)).toEqual([])
  expect(twice(1 / 5)[0]?.weight).toBeGreaterThan(1)
  expect(twice(1)[0]?.weight).toBeLessThan(-1)
  expect(twice(3)[0]?.weight).toBeGreaterThan(1)
})
