// Several vantage points, time, and noise: what is proposed, when, and what never is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Health, Verdict } from '../../model/resolvers.ts'
import { nextStanding, noStanding, type Proposal, propose } from './propose.ts'
import { type Judged, judgeQuorum, votesNeeded } from './quorum.ts'

const start = Date.parse('2026-03-10T10:00:00.000Z')
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const figures = {
  ...{ samples: 10, failed: 0, servfail: 0, nxdomain: 0, slow: 0, disagreeing: 0 },
  ...{ medianMilliseconds: null, p95Milliseconds: null, validates: null },
}
const verdict = (vantage: string, health: Health, seconds = 0, upstream = 'usual'): Verdict => ({
  ...{ vantage, upstream, at: at(seconds), health, because: [], figures },
})
const ask = (more: Partial<Parameters<typeof judgeQuorum>[1]> = {}) => ({
  ...{ upstreams: ['usual'], quorum: { least: 2, of: 3 }, vantages: [], freshSeconds: 10, now: at(0) },
  ...more,
})
const says = (healths: readonly Health[], more: Partial<Parameters<typeof judgeQuorum>[1]> = {}) =>
  judgeQuorum(
    healths.map((health, place) => verdict(`v${place}`, health)),
    ask(more),
  ).says

describe('a quorum of two of three', () => {
  test.each<[Health[], Judged['says']]>([
    [['failing', 'failing', 'well'], 'failing'],
    [['failing', 'well', 'well'], 'well'],
    [['failing', 'well'], 'undecided'],
    [['failing'], 'undecided'],
    [[], 'undecided'],
    [['failing', 'unknown', 'unknown'], 'undecided'],
    [['lying', 'lying', 'well'], 'lying'],
    [['failing', 'lying', 'well'], 'failing'],
    [['failing', 'slow', 'well'], 'slow'],
    [['slow', 'slow', 'well'], 'slow'],
    [['failing', 'lying', 'slow'], 'failing'],
  ])('of %j says %s', (healths, expected) => {
    expect(says(healths)).toBe(expected)
  })

  test('says who is for it, who is not, and who was not heard', () => {
    const judged = judgeQuorum(
      [verdict('Riga', 'failing'), verdict('Oslo', 'failing'), verdict('Rome', 'well'), verdict('Bern', 'well', -11)],
      ask({ vantages: ['Riga', 'Oslo', 'Rome', 'Bern', 'Wien'] }),
    )
    expect(judged).toMatchObject({ says: 'failing', unheard: ['Bern', 'Wien'] })
    expect(judged.because).toEqual([
      '2 of 3 vantage points say failing; 2 are needed: Riga, Oslo.',
      'Not heard lately: Bern, Wien.',
    ])
    expect(judged.evidence).toHaveLength(3)
  })

  test('hears nobody who is not among those that count, nobody from the future, and each only once', () => {
    const many = [verdict('stranger', 'failing'), verdict('other', 'failing'), verdict('Riga', 'well')]
    expect(judgeQuorum(many, ask({ vantages: ['Riga', 'Oslo'] })).says).toBe('undecided')
    expect(judgeQuorum([verdict('a', 'failing', 3600), verdict('b', 'failing')], ask()).says).toBe('undecided')
    const loud = Array.from({ length: 9 }, (_, place) => verdict('loud', 'failing', -place))
    expect(judgeQuorum([...loud, verdict('b', 'well')], ask()).says).toBe('undecided')
  })

  test('takes the newest verdict of each', () => {
    const all = [
      verdict('a', 'failing', -5),
      verdict('a', 'well', -1),
      verdict('b', 'well', -2),
      verdict('b', 'failing', -4),
    ]
    expect(judgeQuorum(all, ask()).says).toBe('well')
  })

  test('asks as large a part of more vantage points', () => {
    expect([3, 4, 6, 9].map((heard) => votesNeeded({ least: 2, of: 3 }, heard))).toEqual([2, 3, 4, 6])
    expect(says(['failing', 'failing', 'failing', 'well', 'well', 'well'])).toBe('undecided')
  })
})

describe('upstreams that stand in for each other', () => {
  const both = (one: Health, other: Health) =>
    judgeQuorum([verdict('here', one, 0, 'first'), verdict('here', other, 0, 'second')], {
      ...ask({ upstreams: ['first', 'second'], quorum: { least: 1, of: 1 } }),
    }).says

  test('are well while one of them is, fail when all do, and lie when one does', () => {
    expect(both('failing', 'well')).toBe('well')
    expect(both('failing', 'slow')).toBe('slow')
    expect(both('failing', 'failing')).toBe('failing')
    expect(both('lying', 'well')).toBe('lying')
    expect(both('failing', 'unknown')).toBe('undecided')
  })
})

const hysteresis = { failingSeconds: 3, wellSeconds: 60, leastSeconds: 120 }

/** Plays judgements second by second; a proposal is carried out at once. Answers when what was proposed. */
function play(seconds: number, usualAt: (second: number) => Judged['says'], fallback: Judged['says'] = 'well') {
  const proposed: { second: number; what: Proposal['what'] }[] = []
  let standing = noStanding
  let movedAt: string | null = null
  for (let second = 0; second < seconds; second++) {
    const usual = { says: usualAt(second), because: [] }
    standing = nextStanding(standing, usual, hysteresis, at(second))
    const { what } = propose({
      standing,
      usual,
      fallback: { says: fallback, because: [] },
      movedAt,
      hysteresis,
      now: at(second),
    })
    if (what === 'nothing') continue
    proposed.push({ second, what })
    movedAt = what === 'propose-move' ? at(second) : null
  }
  return proposed
}

describe('what has lasted', () => {
  test('three seconds of failing call for a move, and one second less does not', () => {
    expect(play(20, (second) => (second >= 5 && second < 8 ? 'failing' : 'well'))).toEqual([])
    expect(play(20, (second) => (second >= 5 ? 'failing' : 'well'))).toEqual([{ second: 8, what: 'propose-move' }])
  })

  test('lying and slow call for it too, and a mixture of them counts as one', () => {
    expect(play(9, (second) => (['lying', 'slow', 'failing'] as const)[second % 3] ?? 'well')).toHaveLength(1)
  })

  test('being undecided in between pauses a move; being well ends it; a long silence begins anew', () => {
    expect(play(9, (second) => (second % 2 === 0 ? 'failing' : 'undecided'))).toEqual([
      { second: 4, what: 'propose-move' },
    ])
    expect(play(60, (second) => (second % 3 === 2 ? 'well' : 'failing'))).toEqual([])
    expect(play(60, (second) => (second % 20 === 0 ? 'failing' : 'undecided'))).toEqual([])
  })

  test('nothing is gained by a move to what fails, lies, is unknown, or is as slow', () => {
    for (const fallback of ['failing', 'lying', 'undecided'] as const)
      expect(play(60, () => 'failing', fallback)).toEqual([])
    expect(play(60, () => 'slow', 'slow')).toEqual([])
    expect(play(60, () => 'failing', 'slow')).toHaveLength(1)
  })

  test('the way back is proposed after it was well for a minute, and not before two minutes away', () => {
    const failing = (until: number) => (second: number) => (second < until ? ('failing' as const) : ('well' as const))
    expect(play(300, failing(10))).toEqual([
      { second: 3, what: 'propose-move' },
      { second: 123, what: 'propose-return' },
    ])
    expect(play(300, failing(150))[1]).toEqual({ second: 210, what: 'propose-return' })
  })

  test('one second of doubt begins the minute of being well anew', () => {
    const usual = (second: number) => (second < 10 ? 'failing' : second === 150 ? 'undecided' : 'well')
    expect(play(140, (second) => (second < 100 ? 'failing' : usual(second)))).toHaveLength(1)
    expect(play(400, (second) => (second < 100 ? 'failing' : usual(second)))[1]?.second).toBe(211)
  })
})

describe('an hour of noise', () => {
  const healths: Health[] = ['well', 'failing', 'slow', 'lying', 'unknown']

  test('at any one of three vantage points moves nothing', () => {
    const noise = fc.array(fc.constantFrom(...healths), { minLength: 3600, maxLength: 3600 })
    fc.assert(
      fc.property(noise, fc.integer({ min: 0, max: 2 }), (noisy, where) => {
        const usual = (second: number) => {
          const seen = [0, 1, 2].map((one) => (one === where ? (noisy[second] ?? 'well') : 'well'))
          return judgeQuorum(
            seen.map((health, place) => verdict(`v${place}`, health, second)),
            ask({ now: at(second) }),
          ).says
        }
        expect(play(3600, usual)).toEqual([])
      }),
      { numRuns: 8 },
    )
  })

  test('that wanders from one vantage point to the next, and lets some fall silent, moves nothing', () => {
    const turn = fc.record({
      where: fc.integer({ min: 0, max: 4 }),
      health: fc.constantFrom(...healths),
      silent: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(turn, { minLength: 600, maxLength: 600 }), (turns) => {
        const usual = (second: number) => {
          const { where, health, silent } = turns[second] ?? { where: 0, health: 'well' as const, silent: false }
          const seen = [0, 1, 2, 3, 4].flatMap((one) =>
            one === where ? (silent ? [] : [verdict(`v${one}`, health, second)]) : [verdict(`v${one}`, 'well', second)],
          )
          return judgeQuorum(seen, ask({ now: at(second), quorum: { least: 3, of: 5 } })).says
        }
        expect(play(600, usual)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('however wild it is, no way back comes before its minute and its two minutes, and no two moves follow each other', () => {
    const any = fc.constantFrom<Judged['says']>('well', 'failing', 'slow', 'lying', 'undecided')
    const runs = fc.array(fc.record({ says: any, seconds: fc.integer({ min: 1, max: 200 }) }), {
      minLength: 5,
      maxLength: 40,
    })
    let returns = 0
    fc.assert(
      fc.property(runs, (spans) => {
        const seconds = spans.flatMap(({ says: one, seconds: many }) => Array.from({ length: many }, () => one))
        const proposed = play(seconds.length, (second) => seconds[second] ?? 'well')
        for (const [place, { second, what }] of proposed.entries()) {
          expect(what).toBe(place % 2 === 0 ? 'propose-move' : 'propose-return')
          if (what !== 'propose-return') continue
          returns++
          expect(second - (proposed[place - 1]?.second ?? 0)).toBeGreaterThanOrEqual(hysteresis.leastSeconds)
          expect(seconds.slice(second - hysteresis.wellSeconds, second + 1).every((one) => one === 'well')).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
    expect(returns).toBeGreaterThan(20)
  })
})
