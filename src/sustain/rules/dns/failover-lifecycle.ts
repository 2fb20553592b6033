// The life of a failover: what each event does in each state, every cell filled in.
import type { FailoverState } from '../../model/failover.ts'

/**
 * dismiss, go, back: what somebody decides (or a pre-authorisation). saved: the way back is kept. switched: moved and verified.
 * failed: could not be done, what stood before stands again. returned: what stood before stands again, verified. kept: the way back did
 * not work, the fallback stands again. stranded: nothing could be shown to work. propose-return: the usual resolver is well again.
 * again: what the resolver forgot is set once more.
 */
export const failoverEvents = [
  'dismiss',
  'go',
  'again',
  'saved',
  'switched',
  'failed',
  'stranded',
  'propose-return',
  'back',
  'returned',
  'kept',
] as const
export type FailoverEvent = (typeof failoverEvents)[number]

export type Cell = { to: FailoverState } | { not: string }

const over = 'It is over; look at the plan for what stands now.'
const row = (cells: Partial<Record<FailoverEvent, FailoverState>>, not: string): Record<FailoverEvent, Cell> => {
  const cell = (event: FailoverEvent): Cell => {
    const to = cells[event]
    return to ? { to } : { not }
  }
  return {
    dismiss: cell('dismiss'),
    go: cell('go'),
    again: cell('again'),
    saved: cell('saved'),
    switched: cell('switched'),
    failed: cell('failed'),
    stranded: cell('stranded'),
    'propose-return': cell('propose-return'),
    back: cell('back'),
    returned: cell('returned'),
    kept: cell('kept'),
  }
}

export const failoverLifecycle: Record<FailoverState, Record<FailoverEvent, Cell>> = {
  proposed: row({ dismiss: 'dismissed', go: 'switching' }, 'It is only proposed: say go, or dismiss it.'),
  dismissed: row({}, over),
  switching: row(
    { saved: 'switching', switched: 'switched', failed: 'failed', stranded: 'stranded' },
    'The resolver is being changed at this moment; wait until it is done.',
  ),
  switched: row(
    { 'propose-return': 'switched', back: 'returning', again: 'switching' },
    'Names go to the fallback already; the next step is the way back.',
  ),
  failed: row({}, over),
  returning: row(
    { returned: 'returned', kept: 'switched', stranded: 'stranded' },
    'The resolver is being put back at this moment; wait until it is done.',
  ),
  returned: row({}, over),
  // Whoever looked at it may try the way back once more; nothing else is known to be safe.
  stranded: row({ back: 'returning' }, 'Nothing could be shown to work: look at the resolver itself, then roll back.'),
}

/** While a plan has a failover in one of these states, there is no other one. */
export const openStates = [
  'proposed',
  'switching',
  'switched',
  'returning',
  'stranded',
] as const satisfies FailoverState[]
export const movingStates = ['switching', 'returning'] as const satisfies FailoverState[]

export function isOpen(state: FailoverState): boolean {
  return openStates.some((one) => one === state)
}

export function after(state: FailoverState, event: FailoverEvent): FailoverState {
  const cell = failoverLifecycle[state][event]
  return 'to' in cell ? cell.to : state
}

/** null: it may be done. */
export function whyNot(state: FailoverState, event: FailoverEvent): string | null {
  const cell = failoverLifecycle[state][event]
  return 'not' in cell ? cell.not : null
}
