// How much is looked at when more comes than can be: one record in so many, raised at once, lowered with patience.

export interface Load {
  /** Share of the last interval in which the worker was busy, 0..1. */
  busy: number
  /** Datagrams that the kernel dropped in the last interval. */
  dropped: number
}

export interface ShedState {
  /** One record in so many is looked at; 1: all. */
  rate: number
  /** Intervals of ease in a row. */
  calm: number
}

export const mostShed = 1024
export const startOfShedding: ShedState = { rate: 1, calm: 0 }

/** The next state after an interval. Doubling reaches ten times the load in four intervals; halving waits for ten calm ones. */
export function nextShed(state: ShedState, { busy, dropped }: Load): ShedState {
  if (busy > 0.92 || (dropped > 0 && busy > 0.7)) return { rate: Math.min(mostShed, state.rate * 2), calm: 0 }
  if (busy > 0.5 || dropped > 0 || state.rate === 1) return { rate: state.rate, calm: 0 }
  return state.calm >= 9 ? { rate: Math.max(1, state.rate / 2), calm: 0 } : { rate: state.rate, calm: state.calm + 1 }
}
