// Crisis files made of plans that are drawn by chance, for properties: every record has a word of its own in all that it says, so that it can be found again,
// and every record names others, whether these are there and may be told or not.
import type { Assessment } from '#assess/model/assessment.ts'
import type { Duty } from '#assess/model/duty.ts'
import type { CrisisFile, Filed } from '#coordinate/model/crisis-file.ts'
import type { Notice } from '#coordinate/model/notice.ts'
import type { Evidence, Party } from '#coordinate/model/words.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Attack, Observation } from '#sense/model/attacks.ts'
import { mixCaveat } from '#sense/rules/mix.ts'
import { standingNote } from '#watch/rules/hypotheses/attribution.ts'
import { by, claimOf, crisisOf, decisionOf, fileOf, home, idOf, incidentOf, ladderOf, marked, person, questionOf, taskOf } from './filed.ts'

const other = idOf(2)
/** Markings that lie above, below and beside one another. */
export const markings: readonly Marking[] = [
  marked('CLEAR'),
  marked('GREEN'),
  marked('GREEN', other),
  marked('AMBER'),
  { ...marked('AMBER'), audience: [other] },
  marked('AMBER', other),
  marked('AMBER+STRICT'),
  { ...marked('AMBER'), releasableTo: ['EU'] },
  marked('RED'),
  { ...marked('RED'), persons: [person(1), person(2)] },
]

export const kinds = [
  'crisis',
  'ladder',
  'incident',
  'attack',
  'item',
  'claim',
  'question',
  'decision',
  'task',
  'notice',
  'observation',
  'incidentTask',
  'assessment',
  'duty',
  'entry',
  'person',
  'organisation',
] as const
export type Kind = (typeof kinds)[number]
/** How many of a kind a plan has room for. */
export const roomFor = (kind: Kind) => (kind === 'crisis' || kind === 'ladder' ? 1 : 3)

/** What stands in one place of the file: nothing, or a record of a marking whose words end in `salt`. */
export interface Slot {
  there: boolean
  marking: Marking
  salt: number
}
export type Plan = Record<Kind, Slot[]>

export const slotIds = (kind: Kind, n: number) =>
  kind === 'person' ? person(n + 1) : idOf(0x1000 * (kinds.indexOf(kind) + 1) + n)

/** The word that only this record says. */
function wordOf(kind: Kind, n: number, { salt }: Slot): string {
  return `zq${kind}${n}x${salt}`
}

/** The same plan, in which whatever may not be told at `at` is what it is in `instead`, as far as that may not be told either. */
export function otherwiseAbove(plan: Plan, instead: Plan, at: Marking): Plan {
  const above = (slot: Slot) => !slot.there || !staysWithin(at, slot.marking)
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      plan[kind].map((slot, n) => {
        const next = instead[kind][n]
        return next && above(slot) && (above(next) || kind === 'crisis') && !(kind === 'crisis' && !above(next)) ? next : slot
      }),
    ]),
  ) as Plan
}

const at = (minute: number) => new Date(Date.UTC(2025, 2, 10, 9, minute)).toISOString()

/** The file of a plan. Every record names all slots of the kinds that it can name. */
export function fileOfPlan(plan: Plan, withheld = 0): CrisisFile {
  const word = (kind: Kind, n: number) => wordOf(kind, n, plan[kind][n] ?? { there: false, marking: marked('RED'), salt: 0 })
  const idsOf = (kind: Kind) => plan[kind].map((_slot, n) => slotIds(kind, n))
  const filed = <S>(kind: Kind, make: (n: number, said: string) => S): Filed<S>[] =>
    plan[kind].flatMap((slot, n) => {
      if (!slot.there) return []
      const id = slotIds(kind, n)
      return [{ id, version: 1, entry: id.replace('7000', '7001'), marking: slot.marking, since: at(n), state: make(n, word(kind, n)) }]
    })
  const parties = (): Party[] => [0, 1, 2].map((n) => ({ name: word('organisation', n), actor: null, organisation: slotIds('organisation', n), person: null }))
  const partyAt = (n: number): Party => ({ name: word('organisation', n), actor: null, organisation: slotIds('organisation', n), person: null })
  const evidence = (kind: Kind, record: string): Evidence[] => idsOf(kind).map((id, n) => ({ record, id, entry: null, label: word(kind, n) }))
  const said = (key: string, n: number) => ({ key, party: partyAt(n), at: at(5), how: 'call' as const, position: 'agrees' as const, words: '', recordedBy: by(1), recordedAt: at(5) })

  const crisis = filed('crisis', (_n, text) =>
    crisisOf({
      title: text,
      summary: `${text} summary`,
      incidents: idsOf('incident'),
      claims: idsOf('claim'),
      questions: idsOf('question'),
      participants: [0, 1, 2].map((n) => ({ key: `p${n + 1}`, party: partyAt(n), roles: ['lead'], since: at(0), until: null })),
      strands: [{ key: 'd1', domain: 'disinformation', title: text, text, status: 'ongoing', severity: 'red', startedAt: at(1), endedAt: null, sectors: ['energy'], countries: ['DE'], rests: idsOf('item'), addedBy: by(1), addedAt: at(1) }],
      lines: [{ key: 'l1', audience: 'public', language: 'en', text, status: 'agreed', writtenBy: by(1), writtenAt: at(1), agreedBy: by(2), agreedAt: at(2), replaces: null, withdrawnBecause: null }],
      objectives: [{ key: 'o1', text, owner: partyAt(1), status: 'open', outcome: null, setBy: by(1), setAt: at(1), endedAt: null }],
      rhythm: [{ key: 'r1', what: text, kind: 'report', product: null, firstAt: at(0), everyMinutes: 60, owner: partyAt(0), done: [], stoppedAt: null, stoppedBecause: null }],
    }),
  )[0]
  if (!crisis) throw new Error('A crisis file has a crisis')
  const ladder = filed('ladder', (_n, text) => {
    const criteria = [
      { criterion: 'a', role: 'for' as const, text, answer: 'no' as const, because: word('incident', 0), evidence: evidence('incident', 'assess.incident').slice(0, 1), source: '', verification: 'seed' as const },
    ]
    const decided = { outcome: 'taken' as const, by: by(1), decider: partyAt(1), at: at(7), recordedAt: at(7), reason: text, despite: null, knownAt: at(6), criteria }
    const step = { network: 'cyclone', event: 'raise', from: 'normal', to: 'escalated', direction: 'up' as const, proposedBy: by(1), proposedAt: at(3), reason: text, standing: 'not-met' as const, trigger: text, source: '', verification: 'seed' as const, criteria, decider: { text, actors: [], source: '', verification: 'unverified' as const }, toConsult: parties(), consulted: [said('c1', 2)], handOver: null, ended: null }
    return ladderOf(slotIds('crisis', 0), {
      modes: { cyclone: { mode: 'escalated', since: at(7), step: 's1' } },
      steps: [{ ...step, key: 's1', status: 'taken' as const, decision: decided }, { ...step, key: 's2', status: 'proposed' as const, decision: null }],
    })
  })[0]

  return fileOf({
    withheld,
    crisis,
    ladder: ladder ?? null,
    incidents: filed('incident', (n, text) =>
      incidentOf(n + 1, {
        reference: `INC-${text}`,
        title: text,
        summary: text,
        observations: idsOf('observation'),
        affected: { organisations: idsOf('organisation'), services: [{ name: `${text} service`, organisation: slotIds('organisation', n) }], sectors: n === 0 ? [] : ['health', 'energy'], countries: n === 1 ? ['FR', 'US'] : [], users: n === 2 ? null : { value: 1_000 + n + (plan.incident[n]?.salt ?? 0), qualifier: 'about', basis: text } },
        severity: n === 0 ? null : { scale: 'cg-2018', value: n === 1 ? 'red' : 'yellow', reason: text, by: by(1), at: at(2) },
        classification: { rsit: [{ class: 'availability', type: 'ddos', main: true }], rootCause: n === 2 ? null : 'human-errors', threatSeverity: null, outlook: 'worsening' },
        times: { startedAt: at(n), detectedAt: at(n + 1), endedAt: null, awarenessAt: null },
        assigned: idsOf('person'),
        took: [{ incident: slotIds('incident', (n + 1) % 3), parts: { observations: [], reports: [], organisations: idsOf('organisation'), services: [], sectors: [], countries: [] } }],
      }),
    ),
    attacks: filed('attack', (_n, text): Attack => attackOf(text)),
    items: filed('item', (_n, text) => ({ title: text, sourceName: text, url: null, publishedAt: at(3), status: 'accepted' })),
    claims: filed('claim', (n, text) =>
      claimOf(text, {
        holder: n === 1 ? null : `${text} Holder`,
        evidence: { kind: 'cited', what: text },
        saidAt: at(4),
        item: slotIds('item', n),
        promise: n === 2 ? { due: null } : null,
        relations: [0, 1, 2].filter((to) => to !== n).map((to) => ({ relation: 'disputes' as const, claim: slotIds('claim', to), direction: n > to ? ('to' as const) : ('from' as const), why: text, by: person(1), at: at(4) })),
        ratings: [{ by: person(1), source: { value: 'B', because: null, at: at(5) }, information: null }],
      }),
    ),
    questions: filed('question', (n, text) =>
      questionOf(text, {
        about: idsOf('incident'),
        hypotheses: [{ key: 'h1', text, dropped: null, addedBy: person(1), addedAt: at(3) }],
        rows: idsOf('claim').map((claim, row) => ({ key: `e${row + 1}`, claim, text: null, because: null, dropped: null, addedBy: person(1), addedAt: at(3) })),
        attribution: n === 0 ? null : { proposal: idOf(9), hypothesis: 'h1', statement: text, proposedBy: person(1), proposedAt: at(4), acceptances: idsOf('person').slice(0, n + 1).map((id, p) => ({ person: id, name: word('person', p), at: at(5), because: null })), standing: true, standingSince: at(5), note: standingNote },
      }),
    ),
    decisions: filed('decision', (n, text) =>
      decisionOf(n + 1, text, {
        reference: `DEC-${text}`,
        crisis: slotIds('crisis', 0),
        options: [{ key: 'o1', text, speaksFor: text, speaksAgainst: '', addedBy: by(1), addedAt: at(2), dropped: null }],
        consulted: [said('c1', n)],
        evidence: evidence('incident', 'assess.incident'),
        status: n === 0 ? 'open' : 'decided',
        chosen: n === 0 ? null : { option: 'o1', by: by(1), decider: partyAt(n), at: at(8), recordedAt: at(8), reasons: text, knownAt: at(8) },
        dissents: [{ key: 'x1', by: by(2), party: n === 1 ? null : partyAt(n), at: at(9), words: text }],
        reviewAt: n === 2 ? '2025-03-12T09:00:00.000Z' : null,
        tasks: idsOf('task'),
        supersededBy: slotIds('decision', (n + 1) % 3),
      }),
    ),
    tasks: filed('task', (n, text) =>
      taskOf(text, { crisis: slotIds('crisis', 0), decision: slotIds('decision', n), status: n === 0 ? 'done' : 'assigned', outcome: text, due: at(n), endedAt: n === 0 ? at(30) : null }),
    ),
    notices: filed('notice', (_n, text): Notice => noticeOf(text, idsOf('incident')[0] ?? null, parties(), evidence('item', 'watch.item'))),
    observations: filed('observation', (n, text): Observation => observationOf(text, [
      { kind: 'traffic', ref: slotIds('attack', n), onset: { at: at(n), earliest: at(n), latest: at(n + 1) }, confidence: 0.5 + n / 10, says: word('attack', n) },
      { kind: 'news', ref: slotIds('item', n), onset: { at: at(n + 2), earliest: at(n), latest: at(n + 3) }, confidence: 0.9, says: word('item', n) },
    ])),
    incidentTasks: filed('incidentTask', (n, text) => ({ incident: slotIds('incident', n), title: text, due: at(n), assignee: null, status: 'open', outcome: null, addedAt: at(1), addedBy: by(1), endedAt: null })),
    assessments: filed('assessment', (n, text): Assessment => assessmentOf(text, slotIds('incident', n), slotIds('organisation', n), word('organisation', n))),
    duties: filed('duty', (n, text): Duty => dutyOf(text, slotIds('assessment', n), slotIds('incident', n), slotIds('organisation', n), word('organisation', n))),
    entries: plan.entry.flatMap((slot, n) => {
      const kind = (['incident', 'decision', 'crisis'] as const)[n]
      if (!slot.there || !kind) return []
      const record = kind === 'incident' ? 'assess.incident' : `coordinate.${kind}`
      const entryKind = ['assess.incidentMoved', 'coordinate.decisionOpened', 'coordinate.crisisIncidentAdded'][n] ?? ''
      return [{ id: slotIds('entry', n), record, subject: slotIds(kind, 0), kind: entryKind, marking: slot.marking, actor: by(n + 1), observedAt: at(n), recordedAt: at(n), sentence: `${word('entry', n)} ${n === 0 ? '' : word('incident', 0)}` }]
    }),
    names: {
      persons: namesOf(plan, 'person'),
      organisations: namesOf(plan, 'organisation'),
    },
  })
}

function namesOf(plan: Plan, kind: 'person' | 'organisation'): CrisisFile['names']['persons'] {
  const found = plan[kind].flatMap((slot, n) =>
    slot.there ? [[slotIds(kind, n), { name: wordOf(kind, n, slot), country: null, marking: slot.marking }] as const] : [],
  )
  return Object.fromEntries(found)
}

function attackOf(text: string): Attack {
  return {
    target: idOf(3),
    title: text,
    measure: 'requests',
    state: 'over',
    onset: at(1),
    end: at(9),
    waves: [{ measure: 'requests', onset: at(1), refined: true, peak: at(2), end: at(9), peakValue: 900, baseline: 30, confidence: 0.9 }],
    usual: 30,
    seen: 900,
    sure: 0.9,
    vectors: [{ vector: 'http-flood', label: text, share: 0.5, confidence: 0.5, because: [] }],
    mix: { countries: [{ key: 'US', name: text, share: 0.5, low: 0.4, high: 0.6, usual: null }], networks: [], distinctSources: null, records: 1, spoofing: { likelihood: null, because: [] }, hosting: null, proxy: null, tor: null, openResolver: null, caveat: mixCaveat, tables: '' },
    crowd: { verdict: 'undetermined', confidence: 0.5, for: [], against: [], missing: [text] },
    doubts: [],
    judged: null,
  }
}

function noticeOf(text: string, incident: string | null, parties: readonly Party[], evidence: Evidence[]): Notice {
  return {
    kind: 'potential-crisis',
    crisis: slotIds('crisis', 0),
    incident,
    title: text,
    text,
    tearLine: null,
    pointer: null,
    revision: 1,
    actor: 'member_state',
    obligations: [],
    owner: null,
    happenedAt: null,
    due: null,
    dueBecause: null,
    source: '',
    verification: 'seed',
    evidence,
    recipients: parties.map((party, n) => ({ key: `n${n + 1}`, party, required: true, check: null, told: null, receipt: null, notToldBecause: null })),
    status: 'open',
    doneAt: null,
    dropped: null,
    keys: 3,
    openedBy: by(1),
    openedAt: at(2),
    changedAt: at(2),
  }
}

function observationOf(text: string, parts: Observation['parts']): Observation {
  const said = parts.map(({ says }) => says)
  return { target: idOf(3), title: text, onset: { at: at(1), earliest: at(0), latest: at(2) }, end: null, confidence: 0.7, parts, silent: [{ kind: 'complaints', says: said.join(' ') }], reasons: said }
}

function assessmentOf(text: string, incident: string, organisation: string, name: string): Assessment {
  return {
    reference: `ASM-${text}`,
    year: 2025,
    number: 1,
    title: text,
    incident,
    organisation,
    entity: { name, types: [], countries: [], jurisdiction: null, timeZone: 'UTC' },
    facts: {},
    services: [],
    group: {},
    anchors: {},
    judged: { at: at(1), by: by(1), dataVersion: '1', regimes: [] },
    closed: null,
    openedAt: at(1),
    openedBy: by(1),
    changedAt: at(1),
  }
}

function dutyOf(text: string, assessment: string, incident: string, organisation: string, entityName: string): Duty {
  const due: Duty['due'] = { kind: 'at', at: at(40), waitsFor: [], basis: '', steps: [], otherReading: null, assumed: [], also: null, verified: false }
  return {
    assessment,
    incident,
    organisation,
    entityName,
    timeZone: 'UTC',
    regime: 'nis2',
    regimeTitle: text,
    report: 'early_warning',
    name: text,
    article: 'Art. 23',
    mandatory: true,
    recipients: [],
    status: 'running',
    tentative: true,
    clock: due,
    due,
    dueAt: at(40),
    moves: [],
    breaches: [],
    breachedAt: at(41),
    reminded: [],
    prolonged: null,
    requested: null,
    submissions: [],
    ended: null,
    ruledOut: false,
    lawVersion: '1',
    verified: false,
    openedAt: at(1),
  }
}

/** Every word in a plan that may not be told at a marking. */
export function wordsAbove(plan: Plan, at: Marking): string[] {
  return kinds.flatMap((kind) =>
    plan[kind].flatMap((slot, n) => (slot.there && staysWithin(at, slot.marking) ? [] : [wordOf(kind, n, slot), slotIds(kind, n)])),
  ).filter((one) => one !== home && one !== person(1) && one !== person(2))
}
