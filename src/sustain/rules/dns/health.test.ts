// Verdicts on resolvers: each threshold is passed, just missed and unknown; liars are named, differing answers are not lies.
import { describe, expect, test } from 'vitest'
import type { HealthThresholds, Question, Sample } from '../../model/resolvers.ts'
import { judgeAll } from './health.ts'

const now = '2026-03-10T10:00:30.000Z'
const thresholds: HealthThresholds = {
  windowSeconds: 30,
  leastSamples: 10,
  mostFailed: 0.5,
  mostServfail: 0.3,
  mostNxdomain: 0.2,
  slowMilliseconds: 500,
  mostSlow: 0.5,
  mostDisagreeing: 0.3,
}
const www: Question = { name: 'www.example.org', type: 'A', expect: 'answers', compare: true }

function samples(upstream: string, outcomes: readonly Partial<Sample>[]): Sample[] {
  return outcomes.map((one, at) => ({
    upstream,
    question: 0,
    at: new Date(Date.parse(now) - at * 1000).toISOString(),
    outcome: 'answered',
    milliseconds: 20,
    authenticated: false,
    answers: ['192.0.2.1'],
    ...one,
  }))
}
const times = (many: number, one: Partial<Sample>) => Array.from({ length: many }, () => one)
const judged = (
  all: readonly Sample[],
  questions: Question[] = [www],
  names = [...new Set(all.map((one) => one.upstream))],
) =>
  judgeAll(
    names.map((name) => ({ name })),
    all,
    { questions, thresholds },
    { vantage: 'here', now },
  )
const one = (outcomes: readonly Partial<Sample>[], questions?: Question[]) =>
  judged(samples('usual', outcomes), questions)[0]!

describe('one resolver', () => {
  test('with enough good answers is well', () => {
    const verdict = one(times(10, {}))
    expect(verdict).toMatchObject({ vantage: 'here', upstream: 'usual', at: now, health: 'well', because: [] })
    expect(verdict.figures).toMatchObject({ samples: 10, failed: 0, medianMilliseconds: 20, p95Milliseconds: 20 })
  })

  test('with one sample less is unknown, whatever they say', () => {
    expect(one(times(9, { outcome: 'timeout' }))).toMatchObject({
      health: 'unknown',
      because: ['9 samples in the last 30 s; 10 are needed.'],
    })
  })

  test('is not judged by samples that are older than the window', () => {
    const old = samples('usual', times(40, { outcome: 'timeout', at: '2026-03-10T09:59:59.999Z' }))
    const verdict = judged([...old, ...samples('usual', times(10, {}))])[0]
    expect(verdict).toMatchObject({ health: 'well', figures: { samples: 10 } })
  })

  test.each(['timeout', 'unreachable', 'tls-failed', 'http-failed', 'garbage', 'refused', 'other-rcode'] as const)(
    'that half of the time ends in %s is failing, and one less is not',
    (outcome) => {
      expect(one([...times(5, { outcome }), ...times(5, {})]).health).toBe('failing')
      expect(one([...times(5, { outcome }), ...times(6, {})]).health).toBe('well')
    },
  )

  test('says in figures what passed which limit', () => {
    const verdict = one([...times(6, { outcome: 'timeout' }), ...times(2, { outcome: 'garbage' }), ...times(2, {})])
    expect(verdict.because).toEqual(['Without use: 80 % of 10 questions, limit 50 % (6 timeout, 2 garbage).'])
  })

  test('with SERVFAIL above its own limit is failing', () => {
    expect(one([...times(3, { outcome: 'servfail' }), ...times(7, {})]).health).toBe('failing')
    expect(one([...times(3, { outcome: 'servfail' }), ...times(8, {})]).health).toBe('well')
  })

  test('that denies names which exist is lying', () => {
    expect(one([...times(2, { outcome: 'nxdomain', answers: [] }), ...times(8, {})]).health).toBe('lying')
    expect(one([...times(2, { outcome: 'nxdomain', answers: [] }), ...times(9, {})]).health).toBe('well')
  })

  test('whose answers come late half of the time is slow; what never came does not count as late', () => {
    expect(one([...times(5, { milliseconds: 501 }), ...times(5, {})]).health).toBe('slow')
    expect(one([...times(5, { milliseconds: 500 }), ...times(5, {})]).health).toBe('well')
    expect(one([...times(4, { milliseconds: 9000, outcome: 'timeout' }), ...times(6, {})]).health).toBe('well')
  })

  test('that says SERVFAIL for what is signed wrongly validates, and that is no fault', () => {
    const bogus: Question = { name: 'bogus.example.org', type: 'A', expect: 'bogus', compare: false }
    const good = [...times(6, { question: 1, outcome: 'servfail', answers: [] }), ...times(6, {})]
    expect(one(good, [www, bogus])).toMatchObject({ health: 'well', figures: { validates: true, servfail: 0 } })
    const bad = [...times(6, { question: 1 }), ...times(6, {})]
    expect(one(bad, [www, bogus])).toMatchObject({ health: 'well', figures: { validates: false } })
    expect(one(bad, [www, bogus]).because).toEqual(['It answers what is signed wrongly: it does not validate.'])
    const dead = [...times(6, { question: 1, outcome: 'servfail' }), ...times(6, { outcome: 'servfail' })]
    expect(one(dead, [www, bogus])).toMatchObject({ health: 'failing', figures: { validates: null } })
  })
})

describe('answers against what is known', () => {
  const known: Question = { ...www, answers: ['192.0.2.1', '192.0.2.2'], compare: false }

  test('are right in any part of it, and lies where anything else stands among them', () => {
    expect(one(times(10, { answers: ['192.0.2.2'] }), [known]).health).toBe('well')
    const verdict = one([...times(7, {}), ...times(3, { answers: ['192.0.2.1', '203.0.113.9'] })], [known])
    expect(verdict.health).toBe('lying')
    expect(verdict.because[1]).toBe(
      'It says 192.0.2.1, 203.0.113.9 for www.example.org A, where 192.0.2.1, 192.0.2.2 is right.',
    )
  })

  test('are lies for a name that must not exist', () => {
    const missing: Question = { name: 'nowhere.example.org', type: 'A', expect: 'nxdomain', compare: true }
    expect(one(times(10, { answers: ['203.0.113.9'] }), [missing]).health).toBe('lying')
    expect(one(times(10, { outcome: 'nxdomain', answers: [] }), [missing]).health).toBe('well')
  })

  test('are compared without regard to the case of names and their last dot', () => {
    const mail: Question = { ...www, type: 'MX', answers: ['10 Mail.Example.org.'] }
    expect(one(times(10, { answers: ['10 mail.example.org'] }), [mail]).health).toBe('well')
  })

  test('say nothing where none came: a dead resolver is failing, not lying', () => {
    expect(one(times(10, { outcome: 'timeout', answers: [] }), [known]).health).toBe('failing')
  })
})

describe('answers of several resolvers', () => {
  const say = (name: string, ...sets: string[][]) =>
    samples(
      name,
      Array.from({ length: 10 }, (_, at) => ({ answers: sets[at % sets.length] ?? [] })),
    )
  const health = (...all: Sample[][]) =>
    Object.fromEntries(judged(all.flat()).map((verdict) => [verdict.upstream, verdict.health]))

  test('name the one that stands alone against two', () => {
    const all = [say('a', ['192.0.2.1']), say('b', ['192.0.2.1']), say('liar', ['203.0.113.9'])]
    expect(health(...all)).toEqual({ a: 'well', b: 'well', liar: 'lying' })
    const liar = judged(all.flat()).find(({ upstream }) => upstream === 'liar')
    expect(liar?.because).toContain('It says 203.0.113.9 for www.example.org A; a and b say 192.0.2.1.')
  })

  test('name nobody when there are two; that they disagree is said', () => {
    const verdicts = judged([...say('a', ['192.0.2.1']), ...say('b', ['203.0.113.9'])])
    expect(verdicts.map((verdict) => verdict.health)).toEqual(['well', 'well'])
    expect(verdicts[0]?.because).toEqual([
      'It and b disagree on www.example.org A; with two, nobody can say which is wrong.',
    ])
  })

  test('name nobody when two stand against two, and two liars when they stand against three', () => {
    const right = (name: string) => say(name, ['192.0.2.1'])
    const wrong = (name: string) => say(name, ['203.0.113.9'])
    expect(health(right('a'), right('b'), wrong('x'), wrong('y'))).toMatchObject({ a: 'well', x: 'well' })
    expect(health(right('a'), right('b'), right('c'), wrong('x'), wrong('y'))).toEqual({
      ...{ a: 'well', b: 'well', c: 'well' },
      ...{ x: 'lying', y: 'lying' },
    })
  })

  test('may be differing parts of one set', () => {
    const parts = [
      ['192.0.2.1', '192.0.2.2'],
      ['192.0.2.2', '192.0.2.3'],
      ['192.0.2.3', '192.0.2.1'],
    ]
    expect(health(say('a', ...parts), say('b', parts[1] ?? []), say('c', ...parts.slice(1)))).toEqual({
      ...{ a: 'well', b: 'well', c: 'well' },
    })
  })

  test('may have nothing in common where each asker is answered differently', () => {
    const all = [say('a', ['192.0.2.1']), say('b', ['198.51.100.1']), say('c', ['203.0.113.1'])]
    expect(health(...all)).toEqual({ a: 'well', b: 'well', c: 'well' })
    const lots = (name: string, net: string) => say(name, [`${net}.1`], [`${net}.2`], [`${net}.3`])
    expect(health(lots('a', '192.0.2'), lots('b', '192.0.2'), lots('c', '203.0.113'))).toMatchObject({ c: 'well' })
  })

  test('that a name does not exist, or has nothing, stand against answers', () => {
    const others = [...say('a', ['192.0.2.1']), ...say('b', ['192.0.2.1'])]
    for (const outcome of ['nxdomain', 'empty'] as const) {
      const odd = samples('odd', times(10, { outcome, answers: [] }))
      const verdict = judged([...others, ...odd]).find(({ upstream }) => upstream === 'odd')
      expect(verdict).toMatchObject({ health: 'lying', figures: { disagreeing: 1 } })
    }
  })

  test('are not compared for names that answer each asker differently', () => {
    const all = [say('a', ['192.0.2.1']), say('b', ['192.0.2.1']), say('c', ['203.0.113.9'])]
    const verdicts = judged(all.flat(), [{ ...www, compare: false }])
    expect(verdicts.map((verdict) => verdict.health)).toEqual(['well', 'well', 'well'])
  })

  test('that are wrong only now and then are lies from the threshold on', () => {
    const others = [...say('a', ['192.0.2.1']), ...say('b', ['192.0.2.1'])]
    const sometimes = (many: number) =>
      samples('odd', [...times(many, { answers: ['203.0.113.9'] }), ...times(10 - many, {})])
    expect(judged([...others, ...sometimes(2)])[2]?.health).toBe('well')
    expect(judged([...others, ...sometimes(3)])[2]?.health).toBe('lying')
  })
})
