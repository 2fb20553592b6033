// A review as a document: pieces that PDF, HTML and Markdown draw.
import type { Paper, Piece } from '#kernel/paper.ts'
import type { Review, ReviewText, Vulnerability } from '../../model/review.ts'

export interface ReviewPrinting {
  text: ReviewText
  state: Review['state']
  version: number
  marking: string
  exercise: boolean
  anonymised: boolean
  /** Vulnerabilities that are left out: exploited, and nobody said that they are mitigated. */
  withheld: number
  digest: string
  at: string
}

const heading = (text: string): Piece => ({ kind: 'heading', text })
const plain = (text: string): Piece[] =>
  text.trim() === ''
    ? [{ kind: 'text', text: 'Nothing is recorded.', tone: 'quiet' }]
    : [{ kind: 'text', text, tone: 'plain' }]
const list = (items: readonly string[]): Piece[] =>
  items.length > 0 ? [{ kind: 'list', items: [...items] }] : plain('')
const table = (header: string[], rows: string[][]): Piece[] =>
  rows.length > 0 ? [{ kind: 'table', header, rows }] : plain('')
const utc = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`

/** Article 21 of Regulation (EU) 2025/38: nothing on exploited vulnerabilities that are not patched. Not knowing counts as not. */
export function mayBeTold({ mitigated }: Pick<Vulnerability, 'mitigated'>): boolean {
  return mitigated === 'yes'
}

/** Whole for those who may read the record; for others only what may be told. */
export function forOthers(text: ReviewText): { text: ReviewText; withheld: number; hidden: string[] } {
  const vulnerabilities = text.vulnerabilities.filter(mayBeTold)
  const hidden = text.vulnerabilities.filter((one) => !mayBeTold(one)).map(({ cve }) => cve)
  return { text: { ...text, vulnerabilities }, withheld: hidden.length, hidden }
}

export function paperOfReview({ text, state, version, anonymised, withheld, ...head }: ReviewPrinting): Paper {
  return {
    title: text.title,
    standing: `Version ${version}, ${state === 'approved' ? 'approved' : 'not approved'}${anonymised ? ', anonymised' : ''}`,
    ...head,
    facts: [
      ['State', state],
      ['Made at', utc(head.at)],
      ['SHA-256 of the text', head.digest],
    ],
    pieces: [
      ...(state === 'approved'
        ? []
        : [{ kind: 'text', text: 'DRAFT: nobody approved this text.', tone: 'alarm' } as Piece]),
      ...plain(text.summary),
      heading('Main causes'),
      ...plain(text.causes),
      heading('Initial access'),
      ...plain(text.initialAccess),
      heading('Vulnerabilities'),
      ...table(
        ['Vulnerability', 'Known to be exploited', 'Mitigated', 'Note'],
        text.vulnerabilities.map((one) => [
          one.cve,
          one.list ? `${one.knownExploited} (${one.list})` : one.knownExploited,
          one.mitigated,
          one.note,
        ]),
      ),
      ...(withheld > 0
        ? plain(`${withheld} left out: not known to be mitigated (Regulation (EU) 2025/38, Article 21).`)
        : []),
      heading('What happened when'),
      ...table(
        ['When', 'What'],
        text.timeline.map((one) => [utc(one.at), one.text]),
      ),
      heading('What helped'),
      ...list(text.helped),
      heading('What failed'),
      ...list(text.failed),
      heading('Lessons'),
      ...list(text.lessons),
      heading('Recommendations'),
      ...table(
        ['What', 'Who', 'By when'],
        text.recommendations.map((one) => [one.text, one.owner?.name ?? '', one.due ? utc(one.due) : '']),
      ),
    ],
  }
}
