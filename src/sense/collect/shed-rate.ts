// How much is looked at when more comes than can be: one record in so many, raised at once, lowered with patience.

export interface Load {
  /** Share of the last interval in which the thread was not waiting, 0..1. */
  busy: number
  /** Something was lost for want of time: the kernel dropped datagrams, or a live capture lags more and more. */
  behind: boolean
}

export interface ShedState {
  /** One record in so many is looked at; 1: all. */
  rate: number
  /** Intervals of ease in a row. */
  calm: number
}

/** Beyond this the work is in receiving and decoding, and looking at less saves nothing more. */
export const mostShed = 64
export const startOfShedding: ShedState = { rate: 1, calm: 0 }

/** The next state after an interval. Doubling reaches ten times the load in four intervals; halving waits for ten calm ones. */
export function nextShed(state: ShedState, { busy, behind }: Load): ShedState {
  // A burst that overflowed the socket of an idle thread is not mended by looking at less.
  if (behind && busy > 0.7) return { rate: Math.min(mostShed, state.rate * 2), calm: 0 }
  if (busy > 0.5 || behind || state.rate === 1) return { rate: state.rate, calm: 0 }
  return state.calm >= 9 ? { rate: Math.max(1, state.rate / 2), calm: 0 } : { rate: state.rate, calm: state.calm + 1 }
}
