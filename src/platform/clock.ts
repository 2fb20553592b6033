// The clock: the only place that asks for the time. An exercise brings its own; tests bring one that stands still.
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
