// What a file of a product shows, whatever its format: the content without anything about the desk that made it, and its standing.
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { isExercise } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Product } from '../../model/product.ts'
import type { ProductContent } from '../../model/product-content.ts'
import { withSentences } from './edits.ts'

/** The part of a marking that is for readers. Who is in its circle is for the node that keeps it. */
export type FiledMarking = Pick<Marking, 'tlp' | 'pap' | 'releasableTo'>

/** A product as it goes into files: no id of a person, no circle of the marking. */
export type FiledContent = Omit<ProductContent, 'marking'> & { marking: FiledMarking }

export interface Printed {
  content: FiledContent
  exercise: boolean
  /** 'TLP:AMBER · PAP:GREEN · REL TO EU' */
  marking: string
  /** 'CRI-2025-0003 sitrep 2' */
  reference: string
  /** Null: it was drafted at a terminal, and is no record. */
  edition: number | null
  /** 'Edition 2, approved on 10 March 2027, 09:45 UTC' */
  standing: string
  status: 'draft' | 'approved' | 'withdrawn'
  warnings: string[]
  approvedAt: Instant | null
  fingerprint: string
  /** Has to fit on one page. */
  short: boolean
}

export function filedContent(content: ProductContent): FiledContent {
  const { tlp, pap, releasableTo } = content.marking
  const nameless = withSentences(content, (sentence) =>
    sentence.by.startsWith('person:') ? { ...sentence, by: 'person' } : sentence,
  )
  return { ...nameless, marking: { tlp, ...(pap === undefined ? {} : { pap }), releasableTo } }
}

/**
 * One spelling of what a product says, to be hashed: keys in order, no white space. Whoever has the JSON file can make it again
 * from `content`.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

export function markingInWords({ tlp, pap, releasableTo }: FiledMarking): string {
  const parts = [
    `TLP:${tlp}`,
    pap ? `PAP:${pap}` : '',
    releasableTo.length > 0 ? `REL TO ${releasableTo.join(', ')}` : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

export type Standing = Pick<Product, 'edition' | 'revision' | 'status' | 'approved'>

export interface PrintInput {
  content: ProductContent
  /** Null: drafted at a terminal. */
  standing: Standing | null
  fingerprint: string
  short: boolean
}

export function printed({ content, standing, fingerprint, short }: PrintInput): Printed {
  const filed = filedContent(content)
  const approved = standing?.approved ?? null
  const exercise = isExercise(content.realm)
  const withdrawn = standing?.status === 'withdrawn'
  return {
    content: filed,
    exercise,
    marking: markingInWords(filed.marking),
    reference: [content.crisisReference, content.template, standing ? String(standing.edition) : null]
      .filter((part) => part !== null)
      .join(' '),
    edition: standing?.edition ?? null,
    standing: standingInWords(standing),
    status: withdrawn ? 'withdrawn' : approved ? 'approved' : 'draft',
    warnings: [
      exercise ? content.words.exerciseNote : null,
      withdrawn ? 'Withdrawn: this product must not be used.' : null,
      approved || withdrawn ? null : 'Draft: nobody but its authors has approved it.',
    ].filter((warning) => warning !== null),
    approvedAt: approved?.at ?? null,
    fingerprint,
    short,
  }
}

function standingInWords(standing: Standing | null): string {
  if (!standing) return 'Drafted from a file, not approved'
  const edition = `Edition ${standing.edition}`
  const { approved } = standing
  if (standing.status === 'withdrawn') return `${edition}, withdrawn`
  return approved ? `${edition}, approved on ${inWords(approved.at)}` : `${edition}, not approved`
}

const months = 'January February March April May June July August September October November December'.split(' ')

/** '10 March 2027, 09:45 UTC' */
export function inWords(at: Instant): string {
  const moment = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${moment.getUTCDate()} ${months[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`
  return `${day}, ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())} UTC`
}

/** 'CRI-2025-0003-sitrep-2-AMBER-STRICT.pdf': no name of a person or an organisation on a desktop. */
export function nameOfFile({ reference, content, exercise }: Printed, ending: string): string {
  const tlp = content.marking.tlp.replace('+', '-')
  const name = `${exercise ? 'EXERCISE-' : ''}${reference}-${tlp}`.replace(/[^A-Za-z0-9]+/g, '-')
  return `${name}.${ending}`
}

export function mayBePublic({ tlp, releasableTo }: FiledMarking): boolean {
  return tlpRank(tlp) === 0 && releasableTo.length === 0
}
