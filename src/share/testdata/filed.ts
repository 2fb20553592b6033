// Records as a crisis file carries them, with ids that are the same on every run.
import type { Incident } from '#assess/model.ts'
import type { CrisisFile, Filed } from '#coordinate/model/crisis-file.ts'
import type { Crisis } from '#coordinate/model/crisis.ts'
import type { Decision } from '#coordinate/model/decision.ts'
import type { Ladder } from '#coordinate/model/ladder.ts'
import type { Task } from '#coordinate/model/task.ts'
import type { Party } from '#coordinate/model/words.ts'
import type { Marking, Tlp } from '#kernel/marking.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import type { Question } from '#watch/model/hypotheses.ts'

/** The n-th id: version 7 in its form, and nothing else. */
export function idOf(n: number): string {
  return `01957f00-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

export const home = idOf(1)
export const person = (n: number) => idOf(0x100 + n)
export const by = (n: number) => `person:${person(n)}`

export function marked(tlp: Tlp, owner = home): Marking {
  const persons = tlp === 'RED' ? [person(1)] : []
  return { tlp, owner, audience: [], persons, releasableTo: [] }
}

export function filedAs<S>(n: number, state: S, tlp: Tlp, since = '2025-03-10T12:00:00.000Z'): Filed<S> {
  return { id: idOf(n), version: 1, entry: idOf(0x1_000_000 + n), marking: marked(tlp), since, state }
}

export function party(name: string, over: Partial<Party> = {}): Party {
  return { name, actor: null, organisation: null, person: null, ...over }
}

const opened = '2025-03-10T11:00:00.000Z'

export function crisisOf(over: Partial<Crisis> = {}): Crisis {
  return {
    reference: 'CRI-2025-0001',
    year: 2025,
    number: 1,
    title: 'Platforms knocked over',
    summary: '',
    kind: 'cyber',
    status: 'open',
    statusSince: opened,
    incidents: [],
    strands: [],
    claims: [],
    questions: [],
    participants: [],
    objectives: [],
    rhythm: [],
    lines: [],
    keys: 0,
    openedAt: opened,
    openedBy: by(1),
    changedAt: opened,
    closed: null,
    ...over,
  }
}

export function incidentOf(number: number, over: Partial<Incident> = {}): Incident {
  return {
    reference: `INC-2025-${String(number).padStart(4, '0')}`,
    year: 2025,
    number,
    title: `Incident ${number}`,
    summary: '',
    status: 'investigating',
    observations: [],
    reports: [],
    classification: null,
    severity: null,
    priority: 'normal',
    affected: { organisations: [], services: [], sectors: [], countries: [], users: null },
    times: { detectedAt: null, startedAt: null, endedAt: null, awarenessAt: null },
    assigned: [],
    declaredAt: opened,
    declaredBy: by(1),
    changedAt: opened,
    statusSince: opened,
    merged: null,
    took: [],
    splitFrom: null,
    splitInto: [],
    ...over,
  }
}

export function claimOf(proposition: string, over: Partial<LedgerClaim> = {}): LedgerClaim {
  return {
    proposition,
    holder: null,
    role: 'unattributed',
    class: 'asserts',
    via: null,
    outlet: null,
    evidence: { kind: 'not stated', what: null },
    saidAt: null,
    promise: null,
    quoted: false,
    item: null,
    from: null,
    relations: [],
    ratings: [],
    status: 'standing',
    statusBecause: null,
    enteredBy: person(1),
    enteredAt: opened,
    because: null,
    ...over,
  }
}

export function questionOf(text: string, over: Partial<Question> = {}): Question {
  return {
    text,
    kind: 'attribution',
    about: [],
    keys: 0,
    hypotheses: [],
    rows: [],
    marks: [],
    notes: [],
    status: 'open',
    statusBecause: null,
    attribution: null,
    askedBy: person(1),
    askedAt: opened,
    ...over,
  }
}

export function taskOf(title: string, over: Partial<Task> = {}): Task {
  return {
    crisis: null,
    decision: null,
    title,
    details: '',
    priority: 'normal',
    assignee: { person: person(1), rota: null },
    status: 'assigned',
    due: null,
    acknowledgeBy: null,
    acknowledgeMinutes: null,
    chain: [],
    hands: [],
    outcome: null,
    cancelledBecause: null,
    addedBy: by(1),
    addedAt: opened,
    endedAt: null,
    changedAt: opened,
    ...over,
  }
}

export function decisionOf(number: number, question: string, over: Partial<Decision> = {}): Decision {
  return {
    reference: `DEC-2025-${String(number).padStart(4, '0')}`,
    year: 2025,
    number,
    crisis: null,
    kind: 'general',
    question,
    background: '',
    options: [],
    consulted: [],
    evidence: [],
    status: 'open',
    fourEyes: false,
    chosen: null,
    second: null,
    returned: [],
    dissents: [],
    reviewAt: null,
    tasks: [],
    supersededBy: null,
    supersededBecause: null,
    dropped: null,
    keys: 0,
    openedBy: by(1),
    openedAt: opened,
    changedAt: opened,
    ...over,
  }
}

export function ladderOf(crisis: string, over: Partial<Ladder> = {}): Ladder {
  return { crisis, data: '2026-08', modes: {}, steps: [], answers: {}, keys: 0, openedAt: opened, changedAt: opened, ...over }
}

/** A crisis file with nothing in it beside the crisis itself. */
export function fileOf(over: Partial<CrisisFile> = {}): CrisisFile {
  return {
    format: 'tocsin-crisis/1',
    realm: 'live',
    asOf: '2025-03-10T18:00:00.000Z',
    node: { id: 'node-1', organisation: home, name: 'National CSIRT' },
    withheld: 0,
    crisis: filedAs(0x10, crisisOf(), 'GREEN'),
    ladder: null,
    decisions: [],
    tasks: [],
    notices: [],
    incidents: [],
    incidentTasks: [],
    assessments: [],
    duties: [],
    items: [],
    claims: [],
    questions: [],
    attacks: [],
    observations: [],
    entries: [],
    names: { persons: {}, organisations: {} },
    ...over,
  }
}

/** A crisis with one incident at TLP:GREEN, of which nothing else is known. */
export function withCrisis(tlp: Tlp, over: Partial<CrisisFile> = {}): CrisisFile {
  return fileOf({
    crisis: filedAs(0x10, crisisOf({ title: 'The title of the crisis' }), tlp),
    incidents: [filedAs(0x20, incidentOf(1), 'GREEN')],
    ...over,
  })
}
