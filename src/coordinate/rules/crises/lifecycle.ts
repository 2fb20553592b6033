// The life of a crisis: status by event, every cell filled, with the reason where something cannot be done.
import type { CrisisStatus } from '../../model/crisis.ts'

/** What a person may do to a crisis as a whole; `change` stands for every other act on its contents. */
export const crisisMoves = ['stand-down', 'close', 'reopen'] as const
export type CrisisMove = (typeof crisisMoves)[number]
export type CrisisEvent = CrisisMove | 'change'

export type Step = { to: CrisisStatus } | { not: string }

export const lifecycle: Record<CrisisStatus, Record<CrisisEvent, Step>> = {
  open: {
    change: { to: 'open' },
    'stand-down': { to: 'standing-down' },
    close: { not: 'It is open. Stand it down first, so that those who take part hear that it ends.' },
    reopen: { not: 'It is open already.' },
  },
  'standing-down': {
    change: { to: 'standing-down' },
    'stand-down': { not: 'It is being stood down already.' },
    close: { to: 'closed' },
    reopen: { to: 'open' },
  },
  closed: {
    change: { not: 'It is closed. Reopen it before you change it.' },
    'stand-down': { not: 'It is closed.' },
    close: { not: 'It is closed already.' },
    reopen: { to: 'open' },
  },
}

/** The moves that are possible now, in the order of the table. */
export function movesFrom(status: CrisisStatus): CrisisMove[] {
  return crisisMoves.filter((event) => 'to' in lifecycle[status][event])
}

/** Why an act on the contents cannot be done now; null where it can. */
export function whyNotChange(status: CrisisStatus): string | null {
  const step = lifecycle[status].change
  return 'not' in step ? step.not : null
}
