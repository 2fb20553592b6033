// An evaluation as a document and as tables.
import { csvTable } from '#kernel/csv.ts'
import type { Paper, Piece } from '#kernel/paper.ts'
import type { Evaluation, Improvement, MeasuredTime, Proof } from '../../model/evaluation/evaluation.ts'

const utc = (at: string | null) => (at === null ? '' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`)
export const percent = (share: number | null) => (share === null ? 'not judged' : `${Math.round(share * 100)} %`)

/** `1 h 5 min`, `40 s`. */
export function spanWords(seconds: number | null): string {
  if (seconds === null) return ''
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export const words: Readonly<Record<string, string>> = {
  ...{ notice: 'to notice', classify: 'to classify', tell: 'to tell', decide: 'to decide', mark: 'to mark' },
  ...{ 'keep-up': 'to keep up', recover: 'to recover', other: 'other' },
  ...{ missed: 'missed', late: 'late', broken: 'was not to be', mismarked: 'marked wrongly' },
  ...{ 'missed-telling': 'not told', 'late-telling': 'told late', 'wrong-recipient': 'told to the wrong one' },
  ...{ 'told-twice': 'told twice', retracted: 'taken back', looser: 'marked looser than its source' },
  ...{ 'red-unreviewed': 'TLP:RED not looked at again', tightened: 'marked too openly first' },
  loosened: 'marked too high first',
}
export const wordOf = (of: string) => words[of] ?? of

const heading = (text: string): Piece => ({ kind: 'heading', text })
const table = (header: string[], rows: string[][]): Piece[] =>
  rows.length > 0 ? [{ kind: 'table', header, rows }] : [{ kind: 'text', text: 'Nothing is recorded.', tone: 'quiet' }]

const shows = (proof: readonly Proof[]) => proof.map(({ entry }) => entry).join(' ')
const limit = ({ withinSeconds, toleranceSeconds }: MeasuredTime) =>
  withinSeconds === null
    ? ''
    : `${spanWords(withinSeconds)}${toleranceSeconds ? ` + ${spanWords(toleranceSeconds)}` : ''}`

export function paperOfEvaluation(
  it: Evaluation,
  improvements: readonly Improvement[],
  head: Pick<Paper, 'marking' | 'digest' | 'at'>,
): Paper {
  return {
    title: `Evaluation of ${it.name}`,
    standing: it.final ? 'The story is over' : 'The story is not over: figures still change',
    ...head,
    exercise: true,
    facts: [
      ['Scenario', it.scenario.title],
      ['Story up to', utc(it.until)],
      ['Score of the record', `${percent(it.score)}: ${it.met} of ${it.asked} met`],
      ['Evaluators', String(it.forms)],
    ],
    pieces: [
      ...(it.leftOut === null ? [] : [{ kind: 'text', text: it.leftOut, tone: 'alarm' } as Piece]),
      heading('Objectives'),
      { kind: 'text', text: it.rule, tone: 'quiet' },
      ...table(
        ['Objective', 'Record', 'Evaluators', 'Combined', 'Obligations'],
        it.objectives.map((one) => [
          one.title,
          `${percent(one.score)} (${one.met} of ${one.asked})`,
          one.quality === null ? 'not judged' : `${one.quality.mean.toFixed(1)} of 5`,
          percent(one.combined),
          one.obligations.join(', '),
        ]),
      ),
      heading('Times'),
      ...table(
        ['What', 'Of', 'Took', 'Expected', 'State'],
        it.times.map((one) => [
          wordOf(one.what),
          one.title,
          spanWords(one.seconds) || 'not done',
          limit(one),
          one.state ?? 'measured',
        ]),
      ),
      heading('Who was told'),
      ...table(
        ['Whom', 'First', 'After', 'Times'],
        it.told.map((one) => [one.name, utc(one.firstAt), spanWords(one.seconds), String(one.times)]),
      ),
      heading('Findings'),
      ...table(
        ['Kind', 'Finding', 'When', 'Entries'],
        it.findings.map((one) => [wordOf(one.kind), one.says, utc(one.at), shows(one.proof)]),
      ),
      heading('Improvements'),
      ...table(
        ['Improvement', 'Owner', 'Due', 'State'],
        improvements.map((one) => [one.title, one.owner ?? 'nobody', utc(one.due), one.closedBy?.how ?? one.state]),
      ),
    ],
  }
}

/** One table: what each row is stands in its first column. */
export function csvOfEvaluation(it: Evaluation, improvements: readonly Improvement[]): string {
  const figure = (value: number | null) => (value === null ? null : String(value))
  const improved = new Map(improvements.map((one) => [one.finding, one]))
  return csvTable(
    [
      'EXERCISE',
      'row',
      'of',
      'title',
      'state',
      'seconds',
      'within_seconds',
      'tolerance_seconds',
      'score',
      'quality',
      'combined',
      'at',
      'entries',
      'owner',
      'due',
    ],
    [
      ...it.objectives.map((one) => [
        ...[it.exercise, 'objective', one.objective, one.title, `${one.met} of ${one.asked}`, null, null, null],
        ...[figure(one.score), figure(one.quality?.mean ?? null), figure(one.combined), null, null, null, null],
      ]),
      ...it.times.map((one) => [
        ...[it.exercise, `time-${one.what}`, one.expected ?? one.inject, one.title, one.state ?? 'measured'],
        ...[figure(one.seconds), figure(one.withinSeconds), figure(one.toleranceSeconds), null, null, null],
        ...[one.at, shows(one.proof), null, null],
      ]),
      ...it.told.map((one) => [
        ...[it.exercise, 'told', one.participant, one.name, String(one.times), figure(one.seconds), null, null, null],
        ...[null, null, one.firstAt, shows(one.proof), null, null],
      ]),
      ...it.findings.map((one) => {
        const improvement = improved.get(one.key)
        return [
          ...[
            it.exercise,
            `finding-${one.kind}`,
            one.key,
            one.says,
            improvement?.state ?? null,
            null,
            null,
            null,
            null,
          ],
          ...[null, null, one.at, shows(one.proof), improvement?.owner ?? null, improvement?.due ?? null],
        ]
      }),
    ],
  )
}
