// The life of a report that is owed: its status by what happens to it, every cell filled in.
import type { DutyStatus } from '../../model/duty.ts'

/** wait, run: what its clock says. end: it is owed no more. owe: the law asks for it again. */
export const dutyEvents = ['wait', 'run', 'submit', 'end', 'owe', 'prolong', 'request'] as const
export type DutyEvent = (typeof dutyEvents)[number]

type Cell = { to: DutyStatus | 'by the clock' } | { why: string }
const to = (status: DutyStatus | 'by the clock'): Cell => ({ to: status })
const no = (why: string): Cell => ({ why })
const handedIn = 'It was handed in.'
const owedNoMore = 'The law does not ask for it any more.'

export const dutyLifecycle: Record<DutyStatus, Record<DutyEvent, Cell>> = {
  waiting: {
    wait: to('waiting'),
    run: to('running'),
    submit: to('submitted'),
    end: to('ended'),
    owe: to('by the clock'),
    prolong: no('Its clock has not begun, so there is nothing to prolong.'),
    request: to('by the clock'),
  },
  running: {
    wait: to('waiting'),
    run: to('running'),
    submit: to('submitted'),
    end: to('ended'),
    owe: to('by the clock'),
    prolong: to('running'),
    request: to('by the clock'),
  },
  submitted: {
    // A later update may be handed in as well; what was handed in stays handed in whatever the clock does.
    wait: to('submitted'),
    run: to('submitted'),
    submit: to('submitted'),
    end: no(handedIn),
    owe: to('submitted'),
    prolong: no(handedIn),
    request: to('by the clock'),
  },
  ended: {
    wait: no(owedNoMore),
    run: no(owedNoMore),
    submit: no(owedNoMore),
    end: to('ended'),
    owe: to('by the clock'),
    prolong: no(owedNoMore),
    request: no(owedNoMore),
  },
}

/** The status after an event; `clock` is what the clock says where it decides. */
export function afterEvent(
  status: DutyStatus,
  event: DutyEvent,
  clock: 'waiting' | 'running',
): { ok: true; to: DutyStatus } | { ok: false; why: string } {
  const cell = dutyLifecycle[status][event]
  if ('why' in cell) return { ok: false, why: cell.why }
  return { ok: true, to: cell.to === 'by the clock' ? clock : cell.to }
}
