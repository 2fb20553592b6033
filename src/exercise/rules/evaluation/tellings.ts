// Which entries tell somebody something, whom, and what; and which take back what was told.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Seen } from '../run/match.ts'
import { valueAt } from '../run/pointer.ts'

/** One telling of one recipient. */
export interface Telling {
  /** As it was written down. */
  name: string
  organisation: Id | null
  person: Id | null
  /** Of what was told: an entry is marked like its record, a tear-line like itself. */
  marking: Marking
  /** What was told: the same text of the same record is the same. */
  what: string
  /** The document that can be taken back. */
  document: Id
}

export interface Retraction {
  document: Id
  /** Only of this telling: a release to one peer. */
  because: string | null
}

type Entry = Pick<Seen, 'kind' | 'subject' | 'marking' | 'body' | 'state'>
type Reader = (entry: Entry) => (Partial<Telling> & { name: string })[]

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const at = (entry: Entry, pointer: string) => valueAt(entry, pointer)

function party(value: unknown): (Partial<Telling> & { name: string })[] {
  const name = text(valueAt(value, '/name'))
  if (name === null) return []
  return [{ name, organisation: text(valueAt(value, '/organisation')), person: text(valueAt(value, '/person')) }]
}

function named(name: unknown, more: Partial<Telling> = {}): (Partial<Telling> & { name: string })[] {
  const said = text(name)
  return said === null ? [] : [{ name: said, ...more }]
}

const failed = (state: unknown) => state === 'failed'

function ofNotice(entry: Entry): (Partial<Telling> & { name: string })[] {
  const recipients = at(entry, '/state/recipients')
  if (!Array.isArray(recipients) || failed(at(entry, '/body/state'))) return []
  const key = at(entry, '/body/recipient')
  const one: unknown = recipients.find((recipient) => valueAt(recipient, '/key') === key)
  const torn = at(entry, '/body/text') === 'tear-line' ? (at(entry, '/state/tearLine/marking') as Marking) : undefined
  const what = `${entry.subject}/${String(at(entry, '/state/revision'))}/${String(at(entry, '/body/text'))}`
  return party(valueAt(one, '/party')).map((to) => ({ ...to, what, ...(torn ? { marking: torn } : {}) }))
}

function ofAbroad(entry: Entry): (Partial<Telling> & { name: string })[] {
  const to = at(entry, '/body/to')
  const what = `${entry.subject}/${String(at(entry, '/body/told'))}`
  return Array.isArray(to) ? to.flatMap((one) => named(one, { what })) : []
}

function sent(entry: Entry, under: string, mark: string): (Partial<Telling> & { name: string })[] {
  if (failed(at(entry, `${under}/state`))) return []
  return named(at(entry, `${under}/to`), { what: `${entry.subject}/${String(at(entry, `${under}/${mark}`))}` })
}

/** By kind of entry. What is asked to leave counts as told: in an exercise everything is held back, and nobody is told less for it. */
const readers: Readonly<Record<string, Reader>> = {
  'coordinate.noticeTold': ofNotice,
  // The report that it hands in may have been sent from here, in the same act: then that is what was told.
  'assess.dutySubmitted': (entry) => {
    const document = text(at(entry, '/body/dutyReport'))
    const more = document === null ? {} : { what: document, document }
    return named(at(entry, '/body/to'), more)
  },
  'assess.dutyReportSent': (entry) => (failed(at(entry, '/body/sending/state')) ? [] : sentReport(entry)),
  'assess.abroadInformed': ofAbroad,
  'share.productReleased': (entry) => sent(entry, '/body/release', 'fingerprint'),
  'share.arrangementTold': (entry) => sent(entry, '/body/told', 'text'),
  'recover.goalTold': (entry) =>
    party(at(entry, '/body/party')).map((to) => ({
      ...to,
      what: `${entry.subject}/${String(at(entry, '/body/words'))}`,
    })),
  'recover.breachDisclosed': (entry) =>
    named(at(entry, '/body/to'), { what: `${entry.subject}/${String(at(entry, '/body/reference'))}` }),
  'coordinate.ladderHandedOver': (entry) => party(at(entry, '/body/to')),
  'recover.reserveInformed': (entry) => party(at(entry, '/body/party')),
  'recover.reserveReportSent': (entry) => party(at(entry, '/body/party')),
  'federate.releasedByHand': (entry) => {
    const document = text(at(entry, '/body/subject'))
    const to = text(at(entry, '/body/peer'))
    return to === null ? [] : [{ name: to, what: document ?? entry.subject, document: entry.subject }]
  },
}

function sentReport(entry: Entry) {
  return named(at(entry, '/body/sending/to'), { what: entry.subject, document: entry.subject })
}

export const tellingKinds: readonly string[] = Object.keys(readers)

export function tellingsIn(entry: Entry): Telling[] {
  const found = readers[entry.kind]?.(entry) ?? []
  return found.map((one) => ({
    ...{ organisation: null, person: null, marking: entry.marking, what: entry.subject, document: entry.subject },
    ...one,
  }))
}

/** The kinds that take back a document; whether somebody had it is for whoever knows the tellings. */
const retracting = ['share.productWithdrawn', 'assess.dutyReportWithdrawn', 'federate.releaseTakenBack']

export function retractionIn(entry: Entry): Retraction | null {
  if (!retracting.includes(entry.kind)) return null
  return { document: entry.subject, because: text(at(entry, '/body/reason')) }
}
