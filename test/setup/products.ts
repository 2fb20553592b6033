// A product's content made up in memory, in English, and as it is printed.
import type { Incident } from '#assess/model.ts'
import type { Crisis } from '#coordinate/model/crisis.ts'
import type { CrisisFile, Filed, FiledEntry } from '#coordinate/model/crisis-file.ts'
import { nilId } from '#kernel/id.ts'
import type { Marking, Tlp } from '#kernel/marking.ts'
import { fingerprintOf } from '#share/export/index.ts'
import {
  type Block,
  type FrameWords,
  frameWords,
  type ProductContent,
  type Sentence,
} from '#share/model/product-content.ts'
import { type Printed, printed, type Standing } from '#share/rules/products/printed.ts'

export const incidentId = '01980f3c-8a00-7000-8000-000000000002'
const entryId = '01980f3c-8a00-7000-8000-0000000000e2'
const words = Object.fromEntries(frameWords.map((word) => [word, `[${word}]`])) as FrameWords

export function sentence(id: string, text: string, more: Partial<Sentence> = {}): Sentence {
  const sources = [{ record: 'assess.incident', id: incidentId, entry: entryId, label: 'INC-2027-0007' }]
  return { id, text, sources, by: 'record', standing: 'known', ...more }
}

export function section(id: string, heading: string, blocks: Block[]): ProductContent['sections'][number] {
  return { id, heading, kind: 'prose', article: null, blocks }
}

export const prose = (...sentences: Sentence[]): Block => ({ kind: 'prose', sentences })

export function contentOf(more: Partial<ProductContent> & { tlp?: Tlp } = {}): ProductContent {
  const { tlp = 'GREEN', ...rest } = more
  return {
    ...{ format: 'tocsin-product/1', template: 'sitrep', templateVersion: '1', variant: null, language: 'en' },
    realm: 'live',
    marking: { tlp, owner: nilId, audience: [], persons: [], releasableTo: [] },
    title: sentence('title', 'Outage of payments in two Member States'),
    kind: 'Situation report',
    basis: { source: 'Directive (EU) 2022/2555 Art. 16', verification: 'primary' },
    issuer: 'National CSIRT',
    asOf: '2027-03-10T09:45:00.000Z',
    draftedAt: '2027-03-10T09:46:00.000Z',
    crisisReference: 'CRI-2027-0001',
    sections: [
      section('situation', 'Situation', [
        prose(
          sentence('situation/what', 'Card payments fail since the morning.'),
          sentence('situation/users', 'About 40,000 users cannot pay (operator).', {
            figure: { label: 'users', value: 40_000, unit: 'users' },
          }),
        ),
      ]),
    ],
    changes: null,
    nextDue: { at: '2027-03-10T15:00:00.000Z', sentence: sentence('next', 'It is due on 10 March 2027, 15:00 UTC.') },
    ...{ missing: [], lawful: [], leftOut: [], words },
    ...rest,
  }
}

const approved: Standing = {
  ...{ edition: 2, revision: 1, status: 'approved' },
  approved: { at: '2027-03-10T10:00:00.000Z', revision: 1, fingerprint: '' },
}

export function printedOf(content: ProductContent, standing: Standing | null = approved, short = false): Printed {
  return printed({ content, standing, fingerprint: fingerprintOf(content), short })
}

const home = '01980f3c-8a00-7000-8000-000000000001'
const person = 'person:01980f3c-8a00-7000-8000-0000000000aa'
const opened = '2027-03-10T07:00:00.000Z'
const idOf = (n: number) => `01980f3c-8a00-7000-8000-${n.toString(16).padStart(12, '0')}`
const marked = (tlp: Tlp): Marking => ({ tlp, owner: home, audience: [], persons: [], releasableTo: [] })

/** A crisis file with nothing in it beside the crisis itself and what is given, in which the crisis names all its incidents. */
export function crisisFileOf(more: Partial<CrisisFile> = {}, tlp: Tlp = 'GREEN'): CrisisFile {
  const state: Crisis = {
    ...{
      reference: 'CRI-2027-0001',
      year: 2027,
      number: 1,
      title: 'Payments are disturbed',
      summary: '',
      kind: 'cyber',
    },
    ...{ status: 'open', statusSince: opened, incidents: (more.incidents ?? []).map(({ id }) => id), strands: [] },
    ...{ claims: [], questions: [], participants: [], objectives: [], rhythm: [], lines: [], keys: 0 },
    ...{ openedAt: opened, openedBy: person, changedAt: opened, closed: null },
  }
  const filed = { id: idOf(3), version: 1, entry: idOf(4), marking: marked(tlp), since: opened, state }
  return {
    ...{ format: 'tocsin-crisis/1', realm: 'live', asOf: '2027-03-10T12:00:00.000Z', withheld: 0 },
    node: { id: 'node', organisation: home, name: 'National CSIRT' },
    crisis: filed,
    ...{ ladder: null, decisions: [], tasks: [], notices: [], incidents: [], incidentTasks: [], assessments: [] },
    ...{ duties: [], items: [], claims: [], questions: [], attacks: [], observations: [], entries: [] },
    names: { persons: {}, organisations: {} },
    ...more,
  }
}

export function filedIncident(number: number, title: string, tlp: Tlp): Filed<Incident> {
  const state: Incident = {
    ...{ reference: `INC-2027-${String(number).padStart(4, '0')}`, year: 2027, number, title, summary: `${title}.` },
    ...{
      status: 'investigating',
      observations: [],
      reports: [],
      classification: null,
      severity: null,
      priority: 'high',
    },
    affected: { organisations: [], services: [], sectors: ['banking'], countries: ['GR'], users: null },
    times: { detectedAt: opened, startedAt: null, endedAt: null, awarenessAt: null },
    ...{ assigned: [], declaredAt: opened, declaredBy: person, changedAt: opened, statusSince: opened },
    ...{ merged: null, took: [], splitFrom: null, splitInto: [] },
  }
  return {
    id: idOf(1_000 + number),
    version: 1,
    entry: idOf(500_000 + number),
    marking: marked(tlp),
    since: opened,
    state,
  }
}

export function filedEntry(n: number): FiledEntry {
  const at = new Date(Date.parse(opened) + n * 1_000).toISOString()
  return {
    ...{ id: idOf(1_000_000 + n), record: 'assess.incident', subject: idOf(1_001), kind: 'assess.incidentDescribed' },
    ...{ marking: marked('GREEN'), actor: person, observedAt: at, recordedAt: at },
    sentence: `The operator of payment system ${n % 97} reported that ${n * 13} users cannot pay in region ${n % 31}.`,
  }
}
