// What a probe of a service notes on its way: how far it came, when, and what stopped it.
import type { ReachOutcome, ReachSample } from '../model/reach.ts'
import type { Endpoint } from '../model/services.ts'

/** A probe was stopped here. */
export class Stopped extends Error {
  readonly outcome: ReachOutcome

  constructor(outcome: ReachOutcome, why: string) {
    super(why)
    this.outcome = outcome
  }
}

export type Noted = Omit<ReachSample, 'at' | 'role' | 'endpoint' | 'kind' | 'outcome' | 'milliseconds' | 'why'>

export function nothingNoted(): Noted {
  return {
    dnsMilliseconds: null,
    connectMilliseconds: null,
    tlsMilliseconds: null,
    firstByteMilliseconds: null,
    status: null,
    bytes: 0,
    bytesPerSecond: null,
    slices: [],
    addresses: [],
    certificate: null,
  }
}

export type Limits = {
  /** For everything together, in milliseconds. */
  timeoutMilliseconds: number
  /** For the connection alone. */
  connectMilliseconds: number
}

/** A transfer may take longer: ten seconds of it show a cap of any rate. */
export function limitsOf({ kind }: Endpoint): Limits {
  return { timeoutMilliseconds: kind === 'throughput' ? 15_000 : 10_000, connectMilliseconds: 5_000 }
}

export const transferMilliseconds = 10_000
/** Pages are read so far for a text in them. */
export const mostPageBytes = 256 * 1024

/** Says honestly who asks. */
export const userAgent = 'Tocsin (reachability probe; asks seldom and takes no more than it says)'
