// The life of a planned exercise: what can be done with it in which state.
import type { EntryState } from '../../model/programme/programme.ts'

export type EntryEvent = 'change' | 'hold' | 'cancel'

/** null: it cannot. What was held is held; what was cancelled and is to be after all is planned anew, so that both can be seen. */
const next: Record<EntryState, Record<EntryEvent, EntryState | null>> = {
  planned: { change: 'planned', hold: 'held', cancel: 'cancelled' },
  held: { change: null, hold: null, cancel: null },
  cancelled: { change: null, hold: null, cancel: null },
}

export function afterEntryEvent(state: EntryState, event: EntryEvent): EntryState | null {
  return next[state][event]
}
