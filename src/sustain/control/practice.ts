// A resolver that is there in an exercise only: its settings are what became of its plan, and what it answers is what the story says of its upstreams.
import type { PracticeEntry } from '../model/controls.ts'
import type { Control, Plan, SavedConfiguration } from '../model/failover.ts'
import type { Question, Sample, Upstream, Verdict } from '../model/resolvers.ts'
import { placeOf } from '../rules/dns/can-forward.ts'
import { freshSecondsOf, judgeQuorum } from '../rules/dns/quorum.ts'
import type { Ask } from './move-resolver.ts'

const namePattern = /^practice(-|$)/

/** A plan of an exercise that names such a control moves nothing but itself. undefined: it names another one. */
export function practiceEntry(name: string): PracticeEntry | undefined {
  if (!namePattern.test(name)) return undefined
  const serves: Upstream = {
    name: `Practice resolver ${name}`,
    transport: 'udp',
    address: '127.0.0.1',
    unionBased: false,
  }
  return { name, kind: 'practice', serves, drill: true }
}

export interface Practised {
  plan: Pick<Plan, 'usual' | 'fallback' | 'quorum' | 'vantages' | 'everySeconds' | 'timeoutMilliseconds'>
  /** Names go to the fallback, by the failover of this plan that is open. */
  away: boolean
  /** What vantage points of the exercise say of its upstreams. */
  verdicts(): Promise<readonly Verdict[]>
  /** The clock of the story. */
  now(): Date
}

export interface Practice {
  control: Control
  /** Of itself, it says what the upstreams say that it stands on. */
  ask: Ask
}

export function practiceResolver({ plan, away, verdicts, now }: Practised, { serves }: PracticeEntry): Practice {
  let stands: readonly string[] = (away ? plan.fallback : plan.usual).map(placeOf)
  const all = [...plan.usual, ...plan.fallback]

  function reading(): SavedConfiguration {
    const moved = plan.fallback.map(placeOf).join() === stands.join()
    return { kind: 'practice', text: JSON.stringify(stands), upstreams: stands, moved }
  }

  async function sampleOf(upstream: Upstream, question: Question): Promise<Sample> {
    const at = now().toISOString()
    const ask = { quorum: plan.quorum, vantages: plan.vantages, freshSeconds: freshSecondsOf(plan), now: at }
    const { says } = judgeQuorum(await verdicts(), { ...ask, upstreams: [upstream.name] })
    const said = { upstream: upstream.name, question: 0, at, milliseconds: 0, authenticated: null, answers: [] }
    if (says === 'failing') return { ...said, outcome: 'timeout', why: 'As the vantage points of the exercise say' }
    if (question.expect === 'nxdomain') return { ...said, outcome: 'nxdomain' }
    if (question.expect === 'bogus') return { ...said, outcome: 'servfail' }
    return { ...said, outcome: 'answered', answers: says === 'lying' ? [wrongAnswer] : (question.answers ?? []) }
  }

  return {
    control: {
      kind: 'practice',
      read: async () => ({ ok: true, value: reading(), said: '' }),
      check: async () => [],
      async point({ upstreams }) {
        stands = upstreams.map(placeOf)
        return { ok: true, value: null, said: 'A practice resolver: nothing outside the exercise was touched' }
      },
      async restore({ text }) {
        stands = JSON.parse(text) as string[] // written by `reading` above, and kept under its hash
        return { ok: true, value: null, said: '' }
      },
    },
    async ask(upstream, question) {
      if (upstream !== serves) return sampleOf(upstream, question)
      const samples = await Promise.all(
        all.filter((one) => stands.includes(placeOf(one))).map((one) => sampleOf(one, question)),
      )
      // It goes on to the next of its upstreams where one is silent.
      const found = samples.find(({ outcome }) => outcome !== 'timeout') ?? samples[0]
      return found ? { ...found, upstream: serves.name } : sampleOf(upstream, question)
    },
  }
}

/** An address for documentation (RFC 5737): where a resolver that lies sends those who ask. */
const wrongAnswer = '203.0.113.66'
