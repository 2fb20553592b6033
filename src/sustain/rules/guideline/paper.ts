// A guideline as a document: pieces that PDF, HTML and Markdown draw.
import type { Paper, Piece } from '#kernel/paper.ts'
import type { Guideline, GuidelineFinding, Variant } from '../../model/guideline.ts'
import type { KnownResolvers } from '../resolvers/known.ts'

export interface Printing {
  guideline: Guideline
  standing: string
  marking: string
  exercise: boolean
  digest: string
  at: string
  findings: readonly GuidelineFinding[]
}

const heading = (text: string): Piece => ({ kind: 'heading', text })
const plain = (text: string): Piece => ({ kind: 'text', text, tone: 'plain' })
const quiet = (text: string): Piece => ({ kind: 'text', text, tone: 'quiet' })
const list = (items: readonly string[]): Piece[] =>
  items.length > 0 ? [{ kind: 'list', items: [...items] }] : [quiet('Nothing is named.')]
const table = (header: string[], rows: string[][]): Piece[] =>
  rows.length > 0 ? [{ kind: 'table', header, rows }] : [quiet('Nothing is named.')]

export function paperOf({ guideline: it, findings, ...head }: Printing, known: KnownResolvers): Paper {
  return {
    title: it.title,
    ...head,
    facts: [
      ['Guideline', `${it.id}, version ${it.version}`],
      ['Compared with its sources', it.checkedOn],
      ['Decided by', `${it.decision.owner}; in their absence ${it.decision.deputy}`],
      ['SHA-256 of the text', head.digest],
    ],
    pieces: [
      plain(it.summary),
      ...findings.map(
        (one): Piece => ({
          kind: 'text',
          text: `${one.level === 'error' ? 'Contradiction' : 'To look at'}: ${one.says} (${one.where})`,
          tone: one.level === 'error' ? 'alarm' : 'quiet',
        }),
      ),
      ...scope(it),
      heading('Before anybody moves'),
      ...table(
        ['What must be true', 'Shown by'],
        it.preconditions.map(({ says, shownBy }) => [says, shownBy]),
      ),
      ...health(it),
      ...decision(it),
      heading('Variants'),
      ...it.variants.flatMap((variant) => variantPieces(variant, known)),
      heading('What is never moved'),
      ...table(
        ['Zone', 'Why'],
        it.exclusions.map(({ zone, why }) => [zone, why]),
      ),
      heading('In which order'),
      ...table(
        ['Group', 'After'],
        it.staggering.map(({ group, afterSeconds }) => [group, seconds(afterSeconds)]),
      ),
      ...back(it),
      heading('Who sees the questions afterwards'),
      plain(it.privacy.seenBy),
      ...list(it.privacy.points),
      quiet(it.privacy.note),
      heading('Drills'),
      plain(`At least every ${it.drills.everyDays} days.`),
      ...list(it.drills.kinds),
      plain('Kept as evidence:'),
      ...list(it.drills.evidence),
      heading('Who is told'),
      ...table(
        ['Whom', 'When', 'What'],
        it.communication.map(({ whom, when, says }) => [whom, when, says]),
      ),
      heading('What it rests on'),
      ...table(
        ['Text', 'Where', 'Binding'],
        it.references.map(({ name, where, binding }) => [name, where, binding ? 'yes' : 'no']),
      ),
    ],
  }
}

function scope({ scope: { who, resolvers, names, notFor } }: Guideline): Piece[] {
  const rows = [
    ['Whom', who],
    ['Resolvers', resolvers],
    ['Names', names],
    ['Not for', notFor],
  ] as const
  return [
    heading('Scope'),
    ...table(
      ['', ''],
      rows.map(([name, lines]) => [name, lines.join('\n')]),
    ),
  ]
}

function health({ health: it, vantage }: Guideline): Piece[] {
  const { thresholds: limit } = it
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`
  return [
    heading('When the usual resolver is not well'),
    plain(
      `Asked every ${seconds(it.everySeconds)}, waited for ${it.timeoutMilliseconds} ms, judged over ${seconds(limit.windowSeconds)} from ${limit.leastSamples} samples on.`,
    ),
    ...list([
      `Failing: from ${percent(limit.mostFailed)} without use, ${percent(limit.mostServfail)} SERVFAIL, or ${percent(limit.mostNxdomain)} NXDOMAIN for names that exist.`,
      `Slow: from ${percent(limit.mostSlow)} of answers later than ${limit.slowMilliseconds} ms.`,
      `Lying: from ${percent(limit.mostDisagreeing)} of compared answers in which it stands alone, or against what is known.`,
    ]),
    ...table(
      ['Question', 'Type', 'Expected', 'Compared'],
      it.questions.map(({ name, type, expect, compare }) => [name, type, expect, compare ? 'yes' : 'no']),
    ),
    heading('From where, and how many must agree'),
    plain(`At least ${vantage.quorum.least} of ${vantage.quorum.of} vantage points.`),
    ...table(
      ['Vantage point', 'Where'],
      vantage.points.map(({ name, where }) => [name, where]),
    ),
  ]
}

function decision({ decision: it }: Guideline): Piece[] {
  const leave = it.preAuthorised
    ? `The owner may allow moves without asking: at most ${it.preAuthorised.mostMovesPerDay} a day, for at most ${it.preAuthorised.mostDays} days, in writing.`
    : 'No move without asking.'
  return [
    heading('Who decides'),
    plain(`${it.owner}; in their absence ${it.deputy}. ${it.authority}`),
    plain(`Within ${it.answerMinutes} minutes. ${leave}`),
  ]
}

function variantPieces(
  { name, moves, when, fallback, sameAnswers, controls, note }: Variant,
  known: KnownResolvers,
): Piece[] {
  const what = {
    full: 'All names are moved.',
    mixed: 'Some clients are moved, others keep the usual resolver.',
    'internal-only': 'Only internal names go on.',
  }
  return [
    plain(`${name}. ${what[moves]} ${when}`),
    ...table(
      ['In this order', 'Over', 'Run by', 'Union-based', 'Refuses'],
      fallback.map(({ resolver, transport }) => {
        const one = known.byId.get(resolver)
        return [
          one?.name ?? resolver,
          transport,
          one ? `${one.operator} (${one.country ?? '?'})` : 'not known',
          one?.unionBased ? 'yes' : 'no',
          one?.blocks.join(', ') || 'nothing',
        ]
      }),
    ),
    quiet(
      `For ${controls.join(', ')}. ${sameAnswers ? 'Answers stay the same.' : 'Answers may differ.'}${note ? ` ${note}` : ''}`,
    ),
  ]
}

function back({ rollBack: { hysteresis, firstLookSeconds, decideAgainSeconds, criteria } }: Guideline): Piece[] {
  return [
    heading('There and back'),
    ...list([
      `The usual resolver must fail for ${seconds(hysteresis.failingSeconds)} before a move is proposed.`,
      `A move stays for at least ${seconds(hysteresis.leastSeconds)}; the way back is looked at first after ${seconds(firstLookSeconds)}.`,
      `The usual resolver must be well for ${seconds(hysteresis.wellSeconds)} before the way back is proposed.`,
      `After ${seconds(decideAgainSeconds)} a person decides anew.`,
      ...criteria,
    ]),
  ]
}

function seconds(value: number): string {
  if (value >= 7200 && value % 3600 === 0) return `${value / 3600} hours`
  if (value >= 120 && value % 60 === 0) return `${value / 60} minutes`
  return `${value} ${value === 1 ? 'second' : 'seconds'}`
}
