// The reports that a regime asks for: which of them, to whom, until when, and how that was found.
import type { Condition, Deadline } from '../../model/law.ts'
import type { Due, ReportDue } from '../../model/verdict.ts'
import { type DaysOff, dueOf } from '../clocks/due.ts'
import { applies } from './applies.ts'
import { visitOpenFacts } from './because.ts'
import { askRule } from './compile-condition.ts'
import { prepareReport } from './prepare-law.ts'
import type { Known, PreparedLaw, PreparedRegime, PreparedReport } from './prepared.ts'
import { recipientInWords } from './recipients.ts'
import { answerOf, both, no, type Trit, unknown, yes } from './three-valued.ts'
import { readingOf, type Times } from './times.ts'

export interface Asking {
  law: PreparedLaw
  known: Known
  times: Times
  daysOff: DaysOff
}

/**
 * What is due by a regime whose verdict this is. A report that hangs on a fact nobody knows is listed as one that would run;
 * one that others replace is left out as soon as that is known.
 */
export function reportsOf(asking: Asking, regime: PreparedRegime, verdict: Trit): ReportDue[] {
  const overlays = asking.law.overlays.filter(
    (one) => one.regime === regime.regime.id && one.memberState === asking.times.memberState,
  )
  const { nodeOf, appliesOf, ruleOf } = asking.law
  const further = overlays.flatMap(({ reports }) =>
    reports.map((report) => prepareReport(report, nodeOf, appliesOf, ruleOf)),
  )
  const recipients = recipientsOf(
    asking,
    regime,
    overlays.flatMap((one) => one.recipients),
  )
  const found: ReportDue[] = []
  const taken = pathsTaken(asking.times, regime)
  for (const prepared of [...regime.reports, ...further]) {
    const standing = standingOf(asking.known, prepared, verdict, taken)
    if (standing === no) continue
    const changed = overlays.flatMap(({ deadlines }) => deadlines.filter((one) => one.report === prepared.report.id))[0]
    found.push(reportDue(asking, regime, prepared, standing, recipients, changed))
  }
  return found
}

/** Reports that stand whatever is true now, and those that do not any more. */
interface Taken {
  stand: ReadonlySet<string>
  replaced: ReadonlySet<string>
}

/**
 * Whoever has sent a report that takes the place of another has taken that path: once a progress report was sent because
 * the incident went on, the final one follows its handling, also when it is over (NIS2 Art. 23(4)(e)).
 */
function pathsTaken({ anchor }: Times, { regime, reports }: PreparedRegime): Taken {
  const stand = new Set<string>()
  const replaced = new Set<string>()
  for (const { report } of reports) {
    const others = report.replacedWhen?.by ?? []
    if (!others.some((id) => anchor(regime.id, `report_submitted:${id}`) !== null)) continue
    replaced.add(report.id)
    for (const id of others) stand.add(id)
  }
  return { stand, replaced }
}

function standingOf(known: Known, prepared: PreparedReport, verdict: Trit, { stand, replaced }: Taken): Trit {
  const { report, trigger, onlyIf, replacedWhen } = prepared
  const triggered = trigger === null ? verdict : askRule(known, trigger, -1)
  if (triggered === no || replaced.has(report.id)) return no
  if (replacedWhen !== null && replacedWhen.ask(known, -1) === yes) return no
  return onlyIf === null || stand.has(report.id) ? triggered : both(triggered, onlyIf.ask(known, -1))
}

function reportDue(
  asking: Asking,
  regime: PreparedRegime,
  prepared: PreparedReport,
  standing: Trit,
  recipients: string[],
  changed: { deadline: Deadline; article: string } | undefined,
): ReportDue {
  const { report } = prepared
  const { times } = asking
  const chosen = changed ?? deadlineOf(asking.known, prepared)
  const submitted = times.anchor(regime.regime.id, `report_submitted:${report.id}`)
  const clock = clockOf(asking, regime, report.id, chosen, submitted)
  const runs = standing === yes
  return {
    id: report.id,
    name: report.name,
    article: chosen.article,
    mandatory: report.mandatory,
    recipients: report.recipients?.map((id) => recipientInWords(id, times.memberState)) ?? recipients,
    due: clock.at,
    overdue: runs && clock.at !== null && submitted === null && times.now !== null && times.now > clock.at,
    basis: clock.basis,
    standing: runs ? 'runs' : 'would-run',
    submitted,
    clock,
    verified: clock.verified && report.verified !== false && regime.regime.verified !== false,
  }
}

export interface Chosen {
  deadline: Deadline
  article: string
  /** Facts that were not known and taken for granted when this deadline was chosen. */
  assumed?: string[]
  note?: string
}

/** The first variant that holds; one that hangs on an unknown fact does not hold, and says which. */
function deadlineOf(known: Known, { report, variants }: PreparedReport): Chosen {
  const assumed = new Set<string>()
  for (const { applies: to, when, at } of variants) {
    const variant = report.variants?.[at]
    if (variant === undefined || (to !== null && applies(known, to) !== yes)) continue
    const holds = when === null ? yes : when.ask(known, -1)
    if (holds === yes) {
      const note = variant.condition === undefined ? {} : { note: `This limit holds where ${variant.condition}` }
      return { deadline: variant.deadline, article: variant.article, assumed: [...assumed], ...note }
    }
    if (holds === unknown && when !== null) visitOpenFacts(known, when, (fact) => assumed.add(fact.fact.id))
  }
  return { deadline: report.deadline, article: report.article, assumed: [...assumed] }
}

/** The clock of one report, or of one telling, of a regime. */
export function clockOf(
  asking: Asking,
  { regime }: PreparedRegime,
  report: string,
  { deadline, article, assumed, note }: Chosen,
  submitted: string | null,
): Due {
  const { law, known, times, daysOff } = asking
  const { calendar } = regime
  const due = dueOf(deadline, {
    anchor: (id) => times.anchor(regime.id, id),
    timeZone: times.timeZone,
    memberState: times.memberState,
    reading: readingOf(law.law, regime.id, times.memberState),
    calendar: calendar?.appliesToReports.includes(report) ? { rule: calendar, report } : null,
    holds: (condition: Condition) => answerOf(law.nodeOf(condition).ask(known, -1)),
    ofTypes: (appliesTo) => applies(known, law.appliesOf(appliesTo)) === yes,
    article,
    daysOff,
    ...(times.now === null ? {} : { now: times.now }),
    previous: submitted,
  })
  const steps = [...due.steps]
  if (note) steps.push({ text: note, at: null })
  if (submitted !== null) steps.push({ text: submittedInWords(submitted, due.at), at: submitted })
  return { ...due, steps, assumed: [...new Set([...(assumed ?? []), ...due.assumed])] }
}

function submittedInWords(submitted: string, due: string | null): string {
  if (due === null) return 'submitted'
  const minutes = Math.ceil((Date.parse(submitted) - Date.parse(due)) / 60_000)
  return minutes <= 0 ? 'submitted in time' : `submitted late, by ${spanInWords(minutes)}`
}

function spanInWords(minutes: number): string {
  if (minutes < 60) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days ${hours % 24} h`
}

function recipientsOf({ times }: Asking, { regime }: PreparedRegime, further: readonly string[]): string[] {
  const { primary, alternative } = regime.recipient
  const words = (id: string) => recipientInWords(id, times.memberState)
  return [...primary.map(words), ...(alternative ?? []).map((id) => `or ${words(id)}`), ...further.map(words)]
}
