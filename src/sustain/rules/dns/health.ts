// What the samples of a short while say of one resolver: well, slow, failing, lying, or too little to say; each with its reason.
import type { Instant } from '#kernel/time.ts'
import type {
  HealthFigures,
  HealthThresholds,
  Outcome,
  Question,
  Sample,
  Upstream,
  Verdict,
} from '../../model/resolvers.ts'
import { type Agreement, compareAnswers } from './agreement.ts'

const useless: ReadonlySet<Outcome> = new Set<Outcome>([
  'timeout',
  'unreachable',
  'tls-failed',
  'http-failed',
  'garbage',
  'servfail',
  'refused',
  'other-rcode',
])

export interface Asked {
  questions: readonly Question[]
  thresholds: HealthThresholds
}

/** One verdict for each upstream, from what one vantage point saw of all of them. */
export function judgeAll(
  upstreams: readonly Pick<Upstream, 'name'>[],
  samples: readonly Sample[],
  asked: Asked,
  { vantage, now }: { vantage: string; now: Instant },
): Verdict[] {
  const recent = within(samples, asked.thresholds.windowSeconds, now)
  const agreements = compareAnswers(recent, asked.questions)
  return upstreams.map(({ name }) => {
    const own = recent.filter(({ upstream }) => upstream === name)
    const judged = judgeHealth(own, agreements.get(name), asked)
    return { vantage, upstream: name, at: now, ...judged }
  })
}

export function within(samples: readonly Sample[], seconds: number, now: Instant): Sample[] {
  const from = Date.parse(now) - seconds * 1000
  return samples.filter(({ at }) => Date.parse(at) >= from)
}

/** `samples`: those of one upstream within the window. */
export function judgeHealth(
  samples: readonly Sample[],
  agreement: Agreement | undefined,
  { questions, thresholds }: Asked,
): Pick<Verdict, 'health' | 'because' | 'figures'> {
  const figures = figuresOf(samples, agreement, questions, thresholds)
  if (samples.length < thresholds.leastSamples) {
    const because = `${count(samples.length, 'sample')} in the last ${thresholds.windowSeconds} s; ${thresholds.leastSamples} are needed.`
    return { health: 'unknown', because: [because], figures }
  }
  const faults = faultsOf(samples, figures, agreement, questions, thresholds)
  const worst = (['failing', 'lying', 'slow'] as const).find((health) => faults.some((one) => one.health === health))
  const notes = figures.disagreeing === 0 ? (agreement?.because ?? []) : []
  const unchecked = figures.validates === false ? ['It answers what is signed wrongly: it does not validate.'] : []
  const because = [...faults.map(({ why }) => why), ...notes, ...unchecked].slice(0, 20).map((why) => why.slice(0, 300))
  return { health: worst ?? 'well', because, figures }
}

/** For a name that is signed wrongly on purpose, SERVFAIL is the right answer. */
function isUseless({ outcome, question }: Sample, questions: readonly Question[]): boolean {
  return useless.has(outcome) && !(outcome === 'servfail' && questions[question]?.expect === 'bogus')
}

function figuresOf(
  samples: readonly Sample[],
  agreement: Agreement | undefined,
  questions: readonly Question[],
  { slowMilliseconds }: HealthThresholds,
): HealthFigures {
  const expects = (sample: Sample) => questions[sample.question]?.expect
  const useful = samples.filter((one) => !isUseless(one, questions))
  const times = useful.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)
  const existing = samples.filter((one) => expects(one) === 'answers')
  const share = (part: number, all: number) => (all === 0 ? 0 : part / all)
  return {
    samples: samples.length,
    failed: share(samples.length - useful.length, samples.length),
    servfail: share(
      samples.filter((one) => one.outcome === 'servfail' && expects(one) !== 'bogus').length,
      samples.filter((one) => expects(one) !== 'bogus').length,
    ),
    nxdomain: share(existing.filter(({ outcome }) => outcome === 'nxdomain').length, existing.length),
    slow: share(useful.filter(({ milliseconds }) => milliseconds > slowMilliseconds).length, useful.length),
    disagreeing: agreement ? share(agreement.disagreeing, agreement.compared) : 0,
    medianMilliseconds: rank(times, 0.5),
    p95Milliseconds: rank(times, 0.95),
    validates: validation(samples, questions),
  }
}

/** The value below or at which that share of all stands. */
function rank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

/** Answers to what is signed wrongly say no. SERVFAIL says yes only where something else was answered, or all would be SERVFAIL. */
function validation(samples: readonly Sample[], questions: readonly Question[]): boolean | null {
  const bogus = samples.filter(({ question }) => questions[question]?.expect === 'bogus')
  if (bogus.some(({ outcome }) => outcome === 'answered')) return false
  if (bogus.some(({ outcome }) => outcome === 'servfail') && samples.some(({ outcome }) => outcome === 'answered'))
    return true
  return samples.some(({ authenticated, outcome }) => authenticated && outcome === 'answered') ? true : null
}

interface Fault {
  health: 'failing' | 'lying' | 'slow'
  why: string
}

function faultsOf(
  samples: readonly Sample[],
  figures: HealthFigures,
  agreement: Agreement | undefined,
  questions: readonly Question[],
  thresholds: HealthThresholds,
): Fault[] {
  const passed = (share: number, most: number) => share > 0 && share >= most
  const percents = (share: number, most: number) =>
    `${percent(share)} of ${count(samples.length, 'question')}, limit ${percent(most)}`
  const faults: Fault[] = []
  if (passed(figures.failed, thresholds.mostFailed)) {
    const kinds = kindsOf(samples.filter((one) => isUseless(one, questions)))
    faults.push({
      health: 'failing',
      why: `Without use: ${percents(figures.failed, thresholds.mostFailed)} (${kinds}).`,
    })
  }
  if (passed(figures.servfail, thresholds.mostServfail))
    faults.push({ health: 'failing', why: `SERVFAIL: ${percents(figures.servfail, thresholds.mostServfail)}.` })
  if (passed(figures.disagreeing, thresholds.mostDisagreeing)) {
    const why = `Answers that stand alone: ${percent(figures.disagreeing)} of ${agreement?.compared ?? 0} compared, limit ${percent(thresholds.mostDisagreeing)}.`
    faults.push(
      { health: 'lying', why },
      ...(agreement?.because ?? []).slice(0, 5).map((said): Fault => ({ health: 'lying', why: said })),
    )
  }
  if (passed(figures.nxdomain, thresholds.mostNxdomain))
    faults.push({
      health: 'lying',
      why: `It denies names that exist: ${percent(figures.nxdomain)}, limit ${percent(thresholds.mostNxdomain)}.`,
    })
  if (passed(figures.slow, thresholds.mostSlow)) {
    const p95 = Math.round(figures.p95Milliseconds ?? 0)
    faults.push({
      health: 'slow',
      why: `Slower than ${thresholds.slowMilliseconds} ms: ${percent(figures.slow)} of its answers, limit ${percent(thresholds.mostSlow)}; 95 of 100 came within ${p95} ms.`,
    })
  }
  return faults
}

function kindsOf(samples: readonly Sample[]): string {
  const counts = new Map<Outcome, number>()
  for (const { outcome } of samples) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([outcome, times]) => `${times} ${outcome}`)
    .join(', ')
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`
const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`
