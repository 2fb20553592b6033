// What a forecast is asked with, and what it answers. Times in seconds since 1970 UTC.

/** Users affected at one moment, with the bounds of that estimate. */
export interface AffectedPoint {
  at: number
  users: number
  low: number
  high: number
}

export interface ForecastAsk {
  what: 'users' | 'minutes' | 'user-minutes'
  threshold: number
  now: number
  /** Null: not known since when. */
  onset: number | null
  /** It is over: nothing more is added. */
  over: boolean
  /** In order of time, from the onset on; may be empty where only time counts. */
  points: readonly AffectedPoint[]
  /** Of the service in the Union; null: not known. */
  allUsers: number | null
  /** Nothing works any more, as against works badly. */
  complete: boolean
  /** How long disturbances last, before anything is known of this one (data/sense/thresholds.json). */
  durations: { medianMinutes: number; sigma: number }
}

export interface ForecastFact {
  /** As in the rules of significance, such as `service.limited_users_union`. */
  name: string
  value: number | null
  unit: string
  low: number | null
  high: number | null
  source: string
}

export interface Forecast {
  verdict: 'reached' | 'likely' | 'possible' | 'unlikely' | 'undetermined'
  probability: number | null
  soFar: number | null
  /** Of the futures that reach it: a tenth are there before `earliest`, half before `median`, nine tenths before `latest`. */
  earliest: number | null
  median: number | null
  latest: number | null
  because: string[]
  missing: string[]
  facts: ForecastFact[]
}
