// The life of a restriction, every cell filled in.
import type { RestrictionState } from '../../model/restrictions/restriction.ts'
import type { Life } from '../life.ts'

export type RestrictionEvent = 'change' | 'source' | 'say' | 'lift' | 'withdraw' | 'reopen'
const inForce = {
  change: { to: 'confirmed' },
  source: { to: 'confirmed' },
  say: { to: 'confirmed' },
  lift: { to: 'lifted' },
  withdraw: { to: 'withdrawn' },
  reopen: { not: 'It has not ended.' },
} as const
const gone = { not: 'It was written down in error. Open it again first, if it was not.' }
export const restrictionLife: Life<RestrictionState, RestrictionEvent> = {
  reported: { ...inForce, change: { to: 'reported' }, source: { to: 'confirmed' }, say: { to: 'reported' } },
  confirmed: inForce,
  lifted: {
    change: { to: 'lifted' },
    // What is learnt of it afterwards is written down, too.
    source: { to: 'lifted' },
    say: { to: 'lifted' },
    lift: { not: 'It was lifted already.' },
    withdraw: { to: 'withdrawn' },
    reopen: { to: 'reported' },
  },
  withdrawn: { change: gone, source: gone, say: gone, lift: gone, withdraw: gone, reopen: { to: 'reported' } },
}
