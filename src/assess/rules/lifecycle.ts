// The life of an incident: one table, every cell filled, so that nothing can happen to it that nobody thought of.
import {
  type IncidentEvent,
  type IncidentMove,
  type IncidentStatus,
  incidentMoves,
  incidentStatuses,
} from '../model.ts'

/** Where it goes; null: cannot be done here; 'back': to the status it had before it was merged. */
type Cell = IncidentStatus | 'back' | null
type Row = Record<IncidentEvent, Cell>

const nowhere: Row = {
  triage: null,
  investigate: null,
  contain: null,
  recover: null,
  resolve: null,
  close: null,
  reject: null,
  reopen: null,
  merge: null,
  unmerge: null,
}

// Under attack nobody clicks through stages in order, so work may jump ahead and fall back; only endings are guarded.
export const lifecycle: Record<IncidentStatus, Row> = {
  new: {
    triage: 'triaged',
    investigate: 'investigating',
    contain: 'contained',
    recover: null,
    resolve: null,
    close: null,
    reject: 'rejected',
    reopen: null,
    merge: 'merged',
    unmerge: null,
  },
  triaged: {
    triage: null,
    investigate: 'investigating',
    contain: 'contained',
    recover: 'recovering',
    resolve: 'resolved',
    close: null,
    reject: 'rejected',
    reopen: null,
    merge: 'merged',
    unmerge: null,
  },
  investigating: {
    triage: null,
    investigate: null,
    contain: 'contained',
    recover: 'recovering',
    resolve: 'resolved',
    close: null,
    reject: 'rejected',
    reopen: null,
    merge: 'merged',
    unmerge: null,
  },
  contained: {
    triage: null,
    investigate: 'investigating',
    contain: null,
    recover: 'recovering',
    resolve: 'resolved',
    close: null,
    reject: null,
    reopen: null,
    merge: 'merged',
    unmerge: null,
  },
  recovering: {
    triage: null,
    investigate: 'investigating',
    contain: 'contained',
    recover: null,
    resolve: 'resolved',
    close: null,
    reject: null,
    reopen: null,
    merge: 'merged',
    unmerge: null,
  },
  resolved: {
    triage: null,
    investigate: null,
    contain: null,
    recover: null,
    resolve: null,
    close: 'closed',
    reject: null,
    reopen: 'investigating',
    merge: 'merged',
    unmerge: null,
  },
  closed: { ...nowhere, reopen: 'investigating' },
  rejected: { ...nowhere, reopen: 'new' },
  merged: { ...nowhere, unmerge: 'back' },
}

/** Moves that are remembered for their reason. */
export const needsReason: Record<IncidentMove, boolean> = {
  triage: false,
  investigate: false,
  contain: false,
  recover: false,
  resolve: false,
  close: false,
  reject: true,
  reopen: true,
}

const done: Record<IncidentEvent, string> = {
  triage: 'triaged',
  investigate: 'investigated',
  contain: 'contained',
  recover: 'put into recovery',
  resolve: 'resolved',
  close: 'closed',
  reject: 'rejected',
  reopen: 'reopened',
  merge: 'merged into another',
  unmerge: 'taken out of a merge',
}

export type Moved = { ok: true; to: IncidentStatus } | { ok: false; why: string }

/** Where the event leads, or a sentence that says in which states it can be done. */
export function move(from: IncidentStatus, event: IncidentEvent, before: IncidentStatus | null = null): Moved {
  const to = lifecycle[from][event]
  if (to === 'back') {
    return before ? { ok: true, to: before } : { ok: false, why: 'It is not known what it was before it was merged.' }
  }
  if (to) return { ok: true, to }
  const where = incidentStatuses.filter((status) => lifecycle[status][event] !== null)
  return {
    ok: false,
    why: `An incident that is ${from} cannot be ${done[event]}. That can be done while it is ${listed(where)}.`,
  }
}

/** What a person can do to an incident in this state. */
export function movesFrom(status: IncidentStatus): IncidentMove[] {
  return incidentMoves.filter((event) => lifecycle[status][event] !== null)
}

/** Others may be merged into it while it is worked on, or resolved. */
export function takesMerges(status: IncidentStatus): boolean {
  return lifecycle[status].merge !== null
}

export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
