// An hour of each kind of noise, second by second, through the same rules that a node uses: how often would names have moved.
import type { Instant } from '#kernel/time.ts'
import type { Question, Sample, Verdict } from '#sustain/model/resolvers.ts'
import { judgeAll } from '#sustain/rules/dns/health.ts'
import { planValues } from '#sustain/rules/dns/plan-values.ts'
import { nextStanding, noStanding, propose } from '#sustain/rules/dns/propose.ts'
import { judgePlan } from '#sustain/rules/dns/quorum.ts'

const question: Question = { name: 'portal.test', type: 'A', expect: 'answers', answers: ['192.0.2.10'], compare: true }
const common = { transport: 'udp', unionBased: false } as const
const values = planValues({
  ...{ name: 'Noise', control: 'none', questions: [question] },
  usual: [{ ...common, name: 'Usual', address: '192.0.2.1' }],
  fallback: [{ ...common, name: 'Fallback', address: '192.0.2.2' }],
})
const plan = { ...values, organisation: '', preAuthorised: null, active: true }
const vantages = ['Here', 'Elsewhere', 'Abroad']
const hour = 3600
const start = Date.parse('2027-01-01T00:00:00.000Z')

type What = 'well' | 'lost' | 'slow' | 'lie'
/** What one vantage point sees of the usual upstream in one second. */
type Scene = (second: number, vantage: number, chance: () => number) => What

const scenes: Record<string, Scene> = {
  'one answer in ten lost and one in ten slow, everywhere': (_second, _vantage, chance) =>
    chance() < 0.1 ? 'lost' : chance() < 0.1 ? 'slow' : 'well',
  'one vantage point of three sees it dead all the hour': (_second, vantage) => (vantage === 2 ? 'lost' : 'well'),
  'one vantage point of three is lied to all the hour': (_second, vantage) => (vantage === 1 ? 'lie' : 'well'),
  'silent for two seconds in every twenty, everywhere': (second) => (second % 20 < 2 ? 'lost' : 'well'),
  'dead for thirty seconds in every minute, everywhere': (second) => (second % 60 < 30 ? 'lost' : 'well'),
}

export function hourOfNoise() {
  return Object.entries(scenes).map(([scene, see]) => ({ scene, ...play(see) }))
}

function play(see: Scene): { moves: number; returns: number } {
  const chance = drawn(7)
  const seen = vantages.map((): Sample[] => [])
  let standing = noStanding
  let movedAt: Instant | null = null
  const counts = { moves: 0, returns: 0 }
  for (let second = 0; second < hour; second++) {
    const now = new Date(start + second * 1000).toISOString()
    const verdicts = vantages.flatMap((vantage, at) => {
      const kept = [
        ...(seen[at] ?? []).slice(-40),
        sample('Usual', now, see(second, at, chance)),
        sample('Fallback', now, 'well'),
      ]
      seen[at] = kept
      return judgeAll([...plan.usual, ...plan.fallback], kept, plan, { vantage, now }) satisfies Verdict[]
    })
    const { usual, fallback } = judgePlan(plan, verdicts, now)
    standing = nextStanding(standing, usual, plan.hysteresis, now)
    const { what } = propose({ standing, usual, fallback, movedAt, hysteresis: plan.hysteresis, now })
    if (what === 'propose-move') {
      counts.moves++
      movedAt = now
    } else if (what === 'propose-return') {
      counts.returns++
      movedAt = null
    }
  }
  return counts
}

function sample(upstream: string, now: Instant, what: What): Sample {
  if (what === 'lost')
    return { upstream, question: 0, at: now, outcome: 'timeout', milliseconds: 1000, authenticated: null, answers: [] }
  const answers = [what === 'lie' ? '203.0.113.66' : '192.0.2.10']
  const milliseconds = what === 'slow' ? 950 : 20
  return { upstream, question: 0, at: now, outcome: 'answered', milliseconds, authenticated: false, answers }
}

/** mulberry32: the same hour every time. */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
