// An after-action review as a document: who could know what, decisions beside what was known, the course, and lessons.
import type { Paper, Piece } from '#kernel/paper.ts'
import type { AfterAction, DecisionThen } from '../../model/after-action.ts'
import { knownAt, learntAt, notYetKnown, reachAt } from './known-at.ts'

const heading = (text: string): Piece => ({ kind: 'heading', text })
const text = (words: string, tone: 'plain' | 'quiet' | 'alarm' = 'plain'): Piece => ({
  kind: 'text',
  text: words,
  tone,
})
const list = (items: string[], none: string): Piece =>
  items.length > 0 ? { kind: 'list', items } : text(none, 'quiet')
const table = (header: string[], rows: string[][], none: string): Piece =>
  rows.length > 0 ? { kind: 'table', header, rows } : text(none, 'quiet')
const utc = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
const short = (words: string) => (words.length > 400 ? `${words.slice(0, 399)}…` : words)

/** Of each decision: what is not on the page is in the tool. */
const mostKnown = 25
const mostDecisions = 40
const mostCourse = 600

export function paperOfAfterAction(review: AfterAction, head: Pick<Paper, 'digest' | 'at'>): Paper {
  const { title, realm, from, until, knowers, tracks, course, more, decisions, lessons, withheld } = review
  const told = decisions.slice(0, mostDecisions)
  return {
    title: `After-action review: ${title}`,
    standing: `From ${utc(from)} until ${utc(until)}`,
    marking: `TLP:${review.highest}`,
    exercise: realm !== 'live',
    ...head,
    facts: [
      ['Records', String(tracks.length)],
      ['Decisions', String(decisions.length)],
      ['Lessons', String(lessons.length)],
      ['Made at', utc(head.at)],
      ['SHA-256 of what it says', head.digest],
    ],
    pieces: [
      text(
        'It shows what stood in the record at each moment, and who could read it by its marking then. Who is looked at belongs to the organisation that they belong to now.',
        'quiet',
      ),
      ...(withheld > 0
        ? [text(`${withheld} records of the crisis may not be read by whoever made this.`, 'alarm')]
        : []),
      heading('Who could know what'),
      table(['Who', 'Records at the end', 'Learnt first'], reachRows(review), 'Nobody is named in the record.'),
      heading('Decisions beside what was known'),
      ...(told.length > 0
        ? told.flatMap((one) => decisionPieces(review, one))
        : [text('No decision is recorded.', 'quiet')]),
      ...(decisions.length > told.length
        ? [text(`${decisions.length - told.length} later decisions are not shown.`, 'quiet')]
        : []),
      heading('The course of things'),
      table(
        ['Written down', 'Happened', 'What'],
        course
          .slice(0, mostCourse)
          .map((one) => [utc(one.recordedAt), lateness(one.observedAt, one.recordedAt), short(one.says)]),
        'Nothing is recorded.',
      ),
      ...(course.length > mostCourse || more > 0
        ? [text(`${Math.max(0, course.length - mostCourse) + more} later entries are not shown.`, 'quiet')]
        : []),
      heading('Lessons'),
      table(
        ['What was learnt', 'Change', 'State'],
        lessons.map((one) => [
          one.title,
          one.change ? `${one.change.target}: ${one.change.text}` : '',
          one.state.replaceAll('-', ' '),
        ]),
        'No lesson is noted yet.',
      ),
    ],
  }

  function reachRows({ until: end }: AfterAction): string[][] {
    const reach = reachAt(tracks, end, knowers.length)
    return knowers.map(({ name, kind }, place) => {
      const first = tracks.flatMap((track) => learntAt(track, place) ?? []).sort()[0]
      return [kind === 'person' ? `${name} (person)` : name, String(reach[place] ?? 0), first ? utc(first) : 'never']
    })
  }
}

/** Empty where it was written down as it happened. */
function lateness(observedAt: string, recordedAt: string): string {
  return Date.parse(recordedAt) - Date.parse(observedAt) > 60_000 ? utc(observedAt) : ''
}

function decisionPieces({ tracks, course, knowers }: AfterAction, one: DecisionThen): Piece[] {
  const who = one.knower === null ? undefined : knowers[one.knower]
  const known = knownAt(tracks, one.knownAt, one.knower)
  const readable = known.filter((it) => it.readable)
  const hidden = known.length - readable.length
  const late = notYetKnown(course, one.knownAt)
  return [
    text(`${one.reference} ${one.question}`),
    text(`${utc(one.decidedAt)}${who ? `, ${who.name}` : ''}: ${one.chosen}. ${short(one.reasons)}`),
    text(`Known ${who ? `to ${who.name} ` : ''}at ${utc(one.knownAt)}:`, 'quiet'),
    list(
      readable
        .slice(0, mostKnown)
        .map(({ version }) => [version.title, version.status, version.more].filter(Boolean).join(', ')),
      'Nothing of it stood in the record.',
    ),
    ...(readable.length > mostKnown ? [text(`${readable.length - mostKnown} older ones are not shown.`, 'quiet')] : []),
    ...(hidden > 0 ? [text(`In the record, and not to be read by them: ${hidden}.`, 'quiet')] : []),
    ...(late.length > 0
      ? [
          text('Had happened, and was not written down yet:', 'quiet'),
          list(
            late.slice(0, mostKnown).map(({ says, recordedAt }) => `${short(says)} (written down ${utc(recordedAt)})`),
            '',
          ),
        ]
      : []),
  ]
}
