// Situations of the law: reads them from testdata, and says in words where a verdict differs from what is expected.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Answer, type Fault, type RegimeVerdict, type ReportDue, type Verdict } from '#assess/model/verdict.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Moment = Type.Union([Type.String({ pattern: 'Z$' }), Type.Null()])
const Texts = Type.Array(Type.String())

const ExpectedReport = Type.Object(
  {
    due: Moment,
    overdue: Type.Boolean(),
    standing: optional(Type.String()),
    kind: optional(Type.String()),
    waitsFor: optional(Texts),
    assumed: optional(Texts),
    otherReading: optional(Moment),
    submitted: optional(Moment),
    verified: optional(Type.Boolean()),
    /** Of the clock alone, where the report itself is sound. */
    clockVerified: optional(Type.Boolean()),
  },
  closed,
)
const ExpectedRegime = Type.Object(
  {
    verdict: Answer,
    applies: optional(Answer),
    /** These are among the reasons. */
    because: optional(Texts),
    /** These are among the missing facts; `missingOnly` names all of them. */
    missing: optional(Texts),
    missingOnly: optional(Texts),
    displacedBy: optional(Type.String()),
    /** The note speaks of this. */
    note: optional(Type.String()),
    verified: optional(Type.Boolean()),
    /** These reports are listed, and look like this; an empty object says that none is. */
    reports: optional(Type.Record(Type.String(), ExpectedReport)),
    /** These reports are not listed. */
    absent: optional(Texts),
  },
  closed,
)

const LawSituation = Type.Object(
  {
    title: Type.String({ minLength: 10 }),
    /** The article, and how it leads to what is expected. */
    why: Type.String({ minLength: 5 }),
    /** What the event asks for and the data do not hold. */
    notCovered: optional(Type.String()),
    given: Type.Unknown(),
    expected: Type.Object(
      {
        regimes: optional(Type.Record(Type.String(), ExpectedRegime)),
        /** The answers of single rules; one that does not concern the entity says no. */
        rules: optional(Type.Record(Type.String(), Answer)),
        nextQuestion: optional(Type.Union([Type.Object({ fact: Type.String() }, closed), Type.Null()])),
        /** Fields that are refused; '/a | /b' where either may be blamed for a contradiction. */
        refused: optional(Type.Array(Type.String(), { minItems: 1 })),
      },
      { ...closed, minProperties: 1 },
    ),
  },
  closed,
)
type Expected = Static<typeof LawSituation>['expected']
export type LawSituation = Static<typeof LawSituation> & { file: string }

/** All of them, in the order of their paths. Throws on one that is not as it should be: a slip there would expect nothing. */
export function readLawSituations(): LawSituation[] {
  const folder = fileURLToPath(new URL('../../src/assess/testdata/law/', import.meta.url))
  const shape = Compile(LawSituation)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
  return files.sort().map((file) => {
    const read: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    if (shape.Check(read)) return { file, ...read }
    const [fault] = shape.Errors(read)
    throw new Error(`${file}: ${fault?.instancePath} ${fault?.message}`)
  })
}

/** One line for each difference; none where the verdict is as expected. */
export function differences(expected: Expected, verdict: Verdict): string[] {
  const found: string[] = []
  for (const [id, wanted] of Object.entries(expected.regimes ?? {})) {
    const regime = verdict.regimes.find((one) => one.id === id)
    if (regime === undefined) found.push(`${id}: is not among the regimes`)
    else found.push(...regimeDifferences(wanted, regime).map((difference) => `${id}: ${difference}`))
  }
  if (expected.nextQuestion === undefined) return found
  const asked = verdict.nextQuestion?.fact ?? null
  if (asked !== (expected.nextQuestion?.fact ?? null))
    found.push(`asks ${asked}, expected ${expected.nextQuestion?.fact ?? null}`)
  return found
}

function regimeDifferences(wanted: Static<typeof ExpectedRegime>, regime: RegimeVerdict): string[] {
  const found = [
    ...differs('verdict', wanted.verdict, regime.verdict),
    ...differs('applies', wanted.applies, regime.applies),
    ...differs('verified', wanted.verified, regime.verified),
    ...differs('displaced by', wanted.displacedBy, regime.displacedBy?.regime ?? null),
    ...lacks('reasons', wanted.because, regime.because),
    ...lacks('missing facts', wanted.missing, regime.missing),
    ...differs('missing facts', sorted(wanted.missingOnly), sorted(regime.missing)),
  ]
  if (wanted.note !== undefined && !regime.note?.includes(wanted.note))
    found.push(`note ${regime.note}, expected to speak of ${wanted.note}`)
  const listed = regime.reports.map(({ id }) => id)
  for (const id of wanted.absent ?? []) if (listed.includes(id)) found.push(`report ${id} is listed`)
  const reports = Object.entries(wanted.reports ?? {})
  if (wanted.reports !== undefined && reports.length === 0) found.push(...differs('reports', [], listed))
  for (const [id, report] of reports) {
    const actual = regime.reports.find((one) => one.id === id)
    if (actual === undefined) found.push(`report ${id} is not listed`)
    else found.push(...reportDifferences(report, actual).map((difference) => `report ${id}: ${difference}`))
  }
  return found
}

function reportDifferences(wanted: Static<typeof ExpectedReport>, report: ReportDue): string[] {
  const { clock } = report
  return [
    ...differs('due', wanted.due, report.due),
    ...differs('overdue', wanted.overdue, report.overdue),
    ...differs('standing', wanted.standing, report.standing),
    ...differs('submitted', wanted.submitted, report.submitted),
    ...differs('verified', wanted.verified, report.verified),
    ...differs('kind of clock', wanted.kind, clock.kind),
    ...differs('clock waits for', sorted(wanted.waitsFor), sorted(clock.waitsFor)),
    ...differs('clock takes for granted', sorted(wanted.assumed), sorted(clock.assumed)),
    ...differs('other reading', wanted.otherReading, clock.otherReading),
    ...differs('clock verified', wanted.clockVerified, clock.verified),
  ]
}

/** The expected fields that nothing complains of. */
export function notRefused(expected: Expected, faults: readonly Fault[]): string[] {
  const blamed = new Set(faults.map(({ field }) => field))
  return (expected.refused ?? []).filter((fields) => !fields.split(' | ').some((field) => blamed.has(field)))
}

function differs(what: string, wanted: unknown, actual: unknown): string[] {
  if (wanted === undefined || JSON.stringify(wanted) === JSON.stringify(actual)) return []
  return [`${what} ${JSON.stringify(actual)}, expected ${JSON.stringify(wanted)}`]
}

function lacks(what: string, wanted: readonly string[] | undefined, actual: readonly string[]): string[] {
  const lacking = (wanted ?? []).filter((one) => !actual.includes(one))
  return lacking.length === 0 ? [] : [`${what} ${JSON.stringify(actual)} lack ${lacking.join(', ')}`]
}

function sorted(texts: readonly string[] | undefined): string[] | undefined {
  return texts === undefined ? undefined : [...texts].sort()
}
