// Story 1 as a crisis file: a platform is knocked over, its owner names a perpetrator, and the record disputes it. Incident and
// measurements may go to the community, the operator's figure only to those who have it.
import type { CrisisFile, FiledItem } from '#coordinate/model/crisis-file.ts'
import type { LadderStep } from '#coordinate/model/ladder.ts'
import type { Attack, AttackWave } from '#sense/model/attacks.ts'
import { mixCaveat } from '#sense/rules/mix.ts'
import {
  by,
  claimOf,
  crisisOf,
  decisionOf,
  fileOf,
  filedAs,
  idOf,
  incidentOf,
  ladderOf,
  marked,
  party,
  person,
  questionOf,
  taskOf,
} from './filed.ts'

const at = (time: string) => `2025-03-10T${time}:00.000Z`
const ids = { incident: 0x20, internal: 0x21, attack: 0x30, item: 0x40, musk: 0x50, source: 0x51, cause: 0x52, question: 0x60 }

function wave(onset: string, peak: string, end: string | null, peakValue: number): AttackWave {
  const measure = 'requests' as const
  return { measure, onset: at(onset), refined: true, peak: at(peak), end: end && at(end), peakValue, baseline: 42_000, confidence: 0.97 }
}

function attack(): Attack {
  const share = (key: string, name: string, value: number) => ({ key, name, share: value, low: Math.max(0, value - 0.03), high: value + 0.03, usual: null })
  return {
    target: idOf(0x31),
    title: 'x.com, 10 March 2025',
    measure: 'requests',
    state: 'over',
    onset: at('09:45'),
    end: at('16:40'),
    waves: [wave('09:45', '10:12', '11:02', 1_310_000), wave('14:20', '14:41', '15:10', 640_000), wave('16:02', '16:11', '16:40', 210_000)],
    usual: 42_000,
    seen: 1_310_000,
    sure: 0.97,
    vectors: [{ vector: 'http-flood', label: 'HTTP flood', share: 0.88, confidence: 0.8, because: [] }],
    mix: {
      countries: [share('US', 'United States', 0.31), share('VN', 'Vietnam', 0.19), share('BR', 'Brazil', 0.17), share('UA', 'Ukraine', 0.006)],
      networks: [],
      distinctSources: 214_000,
      records: 90_000,
      spoofing: { likelihood: null, because: [] },
      hosting: null,
      proxy: null,
      tor: null,
      openResolver: null,
      caveat: mixCaveat,
      tables: 'country ranges of June 2026',
    },
    crowd: { verdict: 'attack', confidence: 0.9, for: [], against: [], missing: [] },
    doubts: [],
    judged: { as: 'attack', by: person(1), at: at('10:30'), reason: 'Three waves, far above the usual, with one kind of request.' },
  }
}

function item(title: string, sourceName: string): FiledItem {
  return { title, sourceName, url: null, publishedAt: at('17:30'), status: 'accepted' }
}

function step(): LadderStep {
  return {
    key: 's1',
    network: 'csirts_network',
    from: 'normal',
    to: 'escalated',
    event: 'raise',
    direction: 'up',
    status: 'proposed',
    proposedBy: by(1),
    proposedAt: at('12:10'),
    reason: '',
    standing: 'undetermined',
    trigger: 'An incident that a CSIRT has found leads to escalation',
    source: 'Directive (EU) 2022/2555 Art. 15(6)',
    verification: 'primary',
    criteria: [
      {
        criterion: 'several_member_states',
        role: 'for',
        text: 'Several Member States are affected',
        answer: 'yes',
        because: 'Three Member States are placed.',
        evidence: [{ record: 'assess.incident', id: idOf(ids.incident), entry: null, label: 'INC-2025-0001' }],
        source: 'Directive (EU) 2022/2555 Art. 15',
        verification: 'primary',
      },
      {
        criterion: 'capacity',
        role: 'for',
        text: 'More than one Member State can cope with',
        answer: 'undetermined',
        because: '',
        evidence: [],
        source: 'Directive (EU) 2022/2555 Art. 6(7)',
        verification: 'primary',
      },
    ],
    decider: { text: 'The network under its internal procedures', actors: ['csirts_network'], source: 'COM(2025) 66 final, point 3', verification: 'unverified' },
    toConsult: [],
    consulted: [],
    decision: null,
    handOver: null,
    ended: null,
  }
}

function claims(): CrisisFile['claims'] {
  const source = idOf(ids.source)
  return [
    filedAs(
      ids.musk,
      claimOf('The attack came from the area of Ukraine', {
        holder: 'Elon Musk',
        role: 'first-hand',
        via: 'Fox Business',
        evidence: { kind: 'none offered', what: null },
        saidAt: '2025-03-10',
        relations: [{ relation: 'disputes', claim: source, direction: 'from', why: 'Other origin', by: person(1), at: at('17:00') }],
      }),
      'GREEN',
    ),
    filedAs(
      ids.source,
      claimOf('Most of the rogue traffic came from the USA, Vietnam and Brazil, and very little from Ukraine', {
        role: 'anonymous',
        evidence: { kind: 'withheld', what: null },
        saidAt: '2025-03-10T16:30Z',
        item: idOf(ids.item),
        relations: [{ relation: 'disputes', claim: idOf(ids.musk), direction: 'to', why: 'Other origin', by: person(1), at: at('17:00') }],
        ratings: [
          {
            by: person(2),
            source: { value: 'C', because: null, at: at('17:05') },
            information: { value: 2, because: null, at: at('17:06') },
          },
        ],
      }),
      'GREEN',
    ),
  ]
}

/** The crisis as the national team knows it at 18:00. */
export function knockedOver(): CrisisFile {
  const crisis = crisisOf({
    title: 'X is knocked over',
    summary: 'A social platform is hard to reach in waves since the morning. Its owner speaks of an attack and names an origin; nothing on record bears that out.',
    incidents: [idOf(ids.incident), idOf(ids.internal)],
    claims: [idOf(ids.musk), idOf(ids.source)],
    questions: [idOf(ids.question)],
    rhythm: [
      { key: 'r1', what: 'Situation report', kind: 'report', product: 'sitrep', firstAt: at('12:00'), everyMinutes: 240, owner: null, done: [], stoppedAt: null, stoppedBecause: null },
    ],
    lines: [
      { key: 'l1', audience: 'public', language: 'en', text: 'Access to X is disturbed. Users need not do anything. We will say more at 20:00 UTC.', status: 'agreed', writtenBy: by(1), writtenAt: at('12:00'), agreedBy: by(2), agreedAt: at('12:20'), replaces: null, withdrawnBecause: null },
    ],
  })
  return fileOf({
    crisis: filedAs(0x10, crisis, 'GREEN'),
    incidents: [
      filedAs(
        ids.incident,
        incidentOf(1, {
          title: 'Denial of service against X',
          classification: { rsit: [{ class: 'availability', type: 'ddos', main: true }], rootCause: 'malicious-actions', threatSeverity: null, outlook: 'improving' },
          severity: { scale: 'cg-2018', value: 'yellow', reason: 'Many users, no essential service of the Union', by: by(1), at: at('11:30') },
          affected: {
            organisations: [],
            services: [{ name: 'x.com', organisation: null }],
            sectors: ['digital_providers'],
            countries: ['DE', 'FR', 'IE', 'US'],
            users: { value: 39_000, qualifier: 'over', basis: 'complaints from US users at the peak, Downdetector' },
          },
          times: { startedAt: at('09:45'), detectedAt: at('09:48'), endedAt: null, awarenessAt: null },
        }),
        'GREEN',
      ),
      filedAs(
        ids.internal,
        incidentOf(2, {
          title: 'Sign-in of a ministry fails with it',
          status: 'contained',
          affected: { organisations: [idOf(0x70)], services: [], sectors: ['public_administration'], countries: ['DE'], users: { value: 1_200, qualifier: 'about', basis: 'operator' } },
          times: { startedAt: at('10:05'), detectedAt: null, endedAt: null, awarenessAt: null },
        }),
        'AMBER',
      ),
    ],
    attacks: [filedAs(ids.attack, attack(), 'GREEN')],
    items: [filedAs(ids.item, item('Source disputes origin of the traffic against X', 'Wire report'), 'CLEAR')],
    claims: claims(),
    questions: [
      filedAs(
        ids.question,
        questionOf('Who is behind the traffic against X?', {
          about: [idOf(ids.incident)],
          hypotheses: [
            { key: 'h1', text: 'A small group with a rented botnet', dropped: null, addedBy: person(1), addedAt: at('13:00') },
            { key: 'h2', text: 'A state', dropped: null, addedBy: person(1), addedAt: at('13:01') },
          ],
          rows: [{ key: 'e1', claim: idOf(ids.musk), text: null, because: null, dropped: null, addedBy: person(1), addedAt: at('13:05') }],
        }),
        'GREEN',
      ),
    ],
    decisions: [
      filedAs(
        0x80,
        decisionOf(1, 'Do we speak to the public before the operator does?', {
          status: 'decided',
          options: [{ key: 'o1', text: 'Say what is known, without a cause', speaksFor: '', speaksAgainst: '', addedBy: by(1), addedAt: at('11:40'), dropped: null }],
          consulted: [{ key: 'c1', party: party('Operator of X'), at: at('11:50'), how: 'call', position: 'agrees', words: '', recordedBy: by(1), recordedAt: at('11:51') }],
          chosen: { option: 'o1', by: by(2), decider: party('the crisis team'), at: at('12:05'), recordedAt: at('12:06'), reasons: 'People ask, and silence is filled by others', knownAt: at('12:00') },
        }),
        'GREEN',
      ),
    ],
    tasks: [
      filedAs(0x90, taskOf('Ask the operator for its own figures', { status: 'done', endedAt: at('13:30'), outcome: 'Promised for the evening', due: at('14:00') }), 'GREEN'),
      filedAs(0x91, taskOf('Tell the sign-in team of the ministry to go over to its second provider', { status: 'acknowledged', priority: 'urgent', due: at('17:00') }), 'AMBER'),
    ],
    ladder: filedAs(
      0xa0,
      ladderOf(idOf(0x10), {
        modes: { csirts_network: { mode: 'normal', since: at('11:00'), step: null }, cyclone: { mode: 'normal', since: at('11:00'), step: null } },
        steps: [step()],
      }),
      'GREEN',
    ),
    entries: [
      { id: idOf(0xb0), record: 'assess.incident', subject: idOf(ids.incident), kind: 'assess.incidentMoved', marking: marked('GREEN'), actor: by(1), observedAt: at('11:05'), recordedAt: at('11:05'), sentence: 'moved it from triaged to investigating' },
      { id: idOf(0xb1), record: 'assess.incident', subject: idOf(ids.internal), kind: 'assess.incidentMoved', marking: marked('AMBER'), actor: by(2), observedAt: at('12:45'), recordedAt: at('12:45'), sentence: 'moved it from investigating to contained' },
    ],
    names: {
      persons: {
        [person(1)]: { name: 'Anna Duty', country: null, marking: marked('GREEN') },
        [person(2)]: { name: 'Ben Analyst', country: null, marking: marked('AMBER') },
      },
      organisations: { [idOf(0x70)]: { name: 'Ministry of Examples', country: 'DE', marking: marked('AMBER') } },
    },
  })
}
