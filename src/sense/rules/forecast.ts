// When a threshold of the law may be reached if it goes on like this: users affected, minutes, or both multiplied.
// A forecast over scenarios laid out evenly, not drawn: the same curve gives the same answer.
import { crossingOf, type Scenario, scenarios } from './forecast/scenarios.ts'
import type { Forecast, ForecastAsk, ForecastFact } from './forecast/shapes.ts'

export type { AffectedPoint, Forecast, ForecastAsk, ForecastFact } from './forecast/shapes.ts'

const minute = 60
/** Beyond this nothing is told of a median. */
const words = { likely: 0.7, possible: 0.2 }

/** Never throws. Not knowing how many use the service, or since when it lasts, is undetermined: never no. */
export function forecastThreshold(ask: ForecastAsk): Forecast {
  const missing = missingIn(ask)
  const soFar = soFarOf(ask)
  const facts = factsOf(ask)
  if (missing.length > 0 || soFar === null) return { ...undetermined, soFar, missing, facts, because: [] }
  if (soFar >= ask.threshold) return { ...reached(ask), soFar, facts }
  const laid = scenarios(ask)
  const crossings = laid.map((scenario) => ({ weight: scenario.weight, at: crossingOf(ask, soFar, scenario) }))
  const probability = sum(crossings.filter(({ at }) => at !== null).map(({ weight }) => weight))
  return {
    verdict: probability >= words.likely ? 'likely' : probability >= words.possible ? 'possible' : 'unlikely',
    probability: Math.round(probability * 100) / 100,
    soFar,
    ...timesOf(crossings, ask.now),
    because: becauseOf(ask, soFar, laid),
    missing: [],
    facts,
  }
}

const undetermined = { verdict: 'undetermined', probability: null, earliest: null, median: null, latest: null } as const

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

function missingIn(ask: ForecastAsk): string[] {
  const missing: string[] = []
  if (ask.onset === null) missing.push('since when it lasts')
  if (ask.what !== 'minutes' && ask.points.length === 0) missing.push('how many users are affected')
  if (ask.what !== 'minutes' && ask.points.length > 0 && ask.points.length < 3 && !ask.over)
    missing.push('at least three points of the curve')
  return missing
}

/** Counted with the middle estimate; what was not measured between two points is drawn straight. */
function soFarOf(ask: ForecastAsk): number | null {
  if (ask.onset === null) return null
  if (ask.what === 'minutes') return Math.max(0, (ask.now - ask.onset) / minute)
  if (ask.points.length === 0) return null
  if (ask.what === 'users') return Math.max(...ask.points.map(({ users }) => users))
  return userMinutes(ask)
}

function userMinutes({ points, now }: ForecastAsk): number {
  let total = 0
  for (const [place, point] of points.entries()) {
    const next = points[place + 1]
    const until = next?.at ?? Math.max(now, point.at)
    total += ((point.users + (next?.users ?? point.users)) / 2) * ((until - point.at) / minute)
  }
  return total
}

function reached(ask: ForecastAsk): Omit<Forecast, 'soFar' | 'facts'> {
  return {
    verdict: 'reached',
    probability: 1,
    earliest: ask.now,
    median: ask.now,
    latest: ask.now,
    because: ['What was measured so far is at or above it.'],
    missing: [],
  }
}

/** Of those scenarios that reach it: a tenth are earlier, a half, nine tenths. */
function timesOf(
  crossings: readonly { weight: number; at: number | null }[],
  now: number,
): Pick<Forecast, 'earliest' | 'median' | 'latest'> {
  const reaching = crossings
    .flatMap(({ weight, at }) => (at === null ? [] : [{ weight, at }]))
    .sort((a, b) => a.at - b.at)
  const whole = sum(reaching.map(({ weight }) => weight))
  if (!(whole > 0)) return { earliest: null, median: null, latest: null }
  const quantile = (share: number) => {
    let left = share * whole
    const found = reaching.find(({ weight }) => {
      left -= weight
      return left <= 1e-12
    })
    return Math.max(now, Math.round(found?.at ?? reaching.at(-1)?.at ?? now))
  }
  return { earliest: quantile(0.1), median: quantile(0.5), latest: quantile(0.9) }
}

function becauseOf(ask: ForecastAsk, soFar: number, laid: readonly Scenario[]): string[] {
  const minutes = Math.round((ask.now - (ask.onset ?? ask.now)) / minute)
  const middle = [...laid].sort((a, b) => a.lastsSeconds - b.lastsSeconds)[Math.floor(laid.length / 2)]
  const unit = { users: 'users', minutes: 'minutes', 'user-minutes': 'user-minutes' }[ask.what]
  return [
    `${Math.round((100 * soFar) / ask.threshold)} % of ${ask.threshold} ${unit} is reached after ${minutes} minutes.`,
    ...(ask.over || middle === undefined
      ? []
      : [
          `Of disturbances that lasted ${minutes} minutes, half last another ${Math.round(middle.lastsSeconds / minute)} or longer.`,
        ]),
    ...(ask.over ? ['It is over, so nothing more is added.'] : []),
    ...(ask.what === 'minutes'
      ? []
      : [
          `The number of users is an estimate, between ${ask.points.at(-1)?.low} and ${ask.points.at(-1)?.high} at the newest point.`,
        ]),
  ]
}

/** By the names that the rules of significance use; each is a proposal that a person confirms. */
function factsOf(ask: ForecastAsk): ForecastFact[] {
  const facts: ForecastFact[] = []
  const source = 'sense: estimated from measurements, to be confirmed'
  if (ask.onset !== null) {
    const minutes = Math.max(0, Math.round((ask.now - ask.onset) / minute))
    for (const name of [
      'incident.duration_minutes',
      ask.complete ? 'service.complete_unavailability_minutes' : 'service.limited_availability_minutes',
    ])
      facts.push({ name, value: minutes, unit: 'minutes', low: minutes, high: ask.over ? minutes : null, source })
  }
  const most = [...ask.points].sort((a, b) => b.users - a.users)[0]
  if (most === undefined) return facts
  const kind = ask.complete ? 'unavailable' : 'limited'
  facts.push({
    name: `service.${kind}_users_union`,
    value: Math.round(most.users),
    unit: 'count',
    low: Math.round(most.low),
    high: Math.round(most.high),
    source,
  })
  if (ask.allUsers !== null && ask.allUsers > 0) {
    const share = (users: number) => Math.min(100, Math.round((1000 * users) / (ask.allUsers ?? 1)) / 10)
    facts.push({
      name: `service.${kind}_users_union_pct`,
      value: share(most.users),
      unit: 'percent',
      low: share(most.low),
      high: share(most.high),
      source,
    })
  }
  return facts
}
