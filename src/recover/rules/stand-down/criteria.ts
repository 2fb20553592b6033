// Whether each criterion of a stand-down is met: measured from the record where the house knows, by named persons where not.
// Three answers: what is not known, or hidden from this reader, never passes as yes.
import type { Answer, Criterion, CriterionShown, Judgement } from '../../model/stand-down.ts'
import type { Named, StandDownFacts } from './facts.ts'

export interface Answered {
  answer: Answer
  because: string
  evidence: readonly Named[]
}
type Measure = NonNullable<Criterion['measured']>

const hour = 3_600_000
const before = (now: string, hours: number) => new Date(Date.parse(now) - hours * hour).toISOString()
const yes = (because: string, evidence: readonly Named[] = []): Answered => ({ answer: 'yes', because, evidence })
const no = (because: string, evidence: readonly Named[]): Answered => ({ answer: 'no', because, evidence })
const unknown = (because: string, evidence: readonly Named[] = []): Answered => ({
  ...{ answer: 'undetermined', because, evidence },
})
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const forHours = (hours: number) => (hours === 0 ? '' : ` for ${hours} hours`)

const measured: Record<Measure, (facts: StandDownFacts, criterion: Criterion, now: string) => Answered> = {
  'waves-over'({ attacks }, { hours }, now) {
    if (attacks.length === 0) return unknown('No measured attack is part of the crisis.')
    const running = attacks.filter(({ over }) => !over)
    if (running.length > 0) return no(`${many(running.length, 'attack is', 'attacks are')} not over.`, running)
    const late = attacks.filter(({ end }) => end === null || end > before(now, hours))
    if (late.length > 0) return no(`The last wave ended less than ${hours} hours ago.`, late)
    return yes(`All waves are over${forHours(hours)}.`, attacks)
  },
  'services-back'({ services }, { hours }, now) {
    if (services.length === 0) return unknown('No recovery goal and no watched service belongs to the crisis.')
    const down = services.filter(({ well }) => !well)
    if (down.length > 0) return no(down.map(({ title, why }) => `${title}: ${why}`).join(' '), down)
    const fresh = services.filter(({ since }) => since > before(now, hours))
    if (fresh.length > 0)
      return no(`Not yet back for ${hours} hours: ${fresh.map(({ title }) => title).join(', ')}.`, fresh)
    return yes(`All services are back${forHours(hours)}.`, services)
  },
  'nothing-falls'({ falling }) {
    return falling.length > 0
      ? no(falling.map(({ title, why }) => `${title}: ${why}`).join(' '), falling)
      : yes('No finding about a service is open, and no move of a resolver is stranded.')
  },
  'clocks-kept'({ clocks }) {
    return clocks.length > 0
      ? no(`${many(clocks.length, 'report is', 'reports are')} still owed by law.`, clocks)
      : yes('No report that the law asks for is still owed.')
  },
  'ladder-down'({ ladder }) {
    if (ladder === null) return unknown('Nobody opened the ladder of this crisis.')
    const high = ladder.rungs.filter(({ rank, atMost }) => rank > atMost)
    if (high.length > 0)
      return no(`${high.map(({ name, modeName }) => `${name} stands on ${modeName}`).join('; ')}.`, [ladder])
    return yes('Every network stands as low as is asked.', [ladder])
  },
  'incidents-contained'({ incidents }, { hours }, now) {
    if (incidents.length === 0) return unknown('The crisis names no incident.')
    const open = incidents.filter(({ calm }) => !calm)
    if (open.length > 0) return no(`${open.map(({ title, status }) => `${title} is ${status}`).join('; ')}.`, open)
    const fresh = incidents.filter(({ since }) => since > before(now, hours))
    if (fresh.length > 0)
      return no(`Not yet so for ${hours} hours: ${fresh.map(({ title }) => title).join(', ')}.`, fresh)
    return yes('Every incident is contained, recovering or over.', incidents)
  },
  'no-urgent-task'({ urgentTasks }) {
    return urgentTasks.length > 0
      ? no(`${many(urgentTasks.length, 'urgent task is', 'urgent tasks are')} open.`, urgentTasks)
      : yes('No urgent task is open.')
  },
  'measures-listed'({ measures, unlisted }) {
    if (unlisted.length > 0)
      return no(`${many(unlisted.length, 'thing', 'things')} switched on and not listed.`, unlisted)
    const free = measures.filter(({ owned }) => !owned)
    if (free.length > 0) return no(`${many(free.length, 'measure has', 'measures have')} no owner.`, free)
    return yes(
      measures.length > 0 ? 'Every measure is listed with its owner.' : 'Nothing was switched on for the crisis.',
      measures,
    )
  },
}

/** What persons said: so many different ones must say yes, none may say no, and it must have been so for long enough. */
function asked(judgements: readonly Judgement[], { persons, hours }: Criterion, now: string): Answered {
  const against = judgements.filter(({ answer }) => answer === 'no')
  if (against.length > 0) return no(against.map(({ because }) => because).join(' '), [])
  const agree = judgements.filter(({ answer }) => answer === 'yes')
  const words = agree.map(({ because }) => because).join(' ')
  if (agree.length < persons)
    return unknown(`${agree.length} of ${many(persons, 'person has', 'persons have')} said so. ${words}`.trim())
  // Said without a moment counts from when it was said.
  const fresh = agree.filter(({ since, at }) => (since ?? at) > before(now, hours))
  return fresh.length > 0 ? no(`Not yet so for ${hours} hours. ${words}`, []) : yes(words)
}

export function answerCriterion(
  criterion: Criterion,
  facts: StandDownFacts,
  judgements: readonly Judgement[],
  now: string,
): CriterionShown {
  const about = judgements.filter((one) => one.criterion === criterion.id)
  const found =
    criterion.measured === null ? asked(about, criterion, now) : measured[criterion.measured](facts, criterion, now)
  // Where something is hidden, what is left may look calm: a yes that is measured is not known to this reader.
  const hidden = criterion.measured !== null && found.answer === 'yes' && facts.withheld > 0
  const { answer, because, evidence } = hidden
    ? unknown(
        `${found.because} ${many(facts.withheld, 'record', 'records')} of the crisis you may not read.`,
        found.evidence,
      )
    : found
  const told = evidence.slice(0, 200).map(({ record, id, title }) => ({ record, id, title }))
  return { ...criterion, answer, because: because.slice(0, 2_000), evidence: told, judgements: about }
}

/** What stands in the way of a stand-down without a word why it is decided all the same. */
export function unmet(answers: readonly CriterionShown[]): CriterionShown[] {
  return answers.filter(({ required, answer }) => required && answer !== 'yes')
}

/** The first criterion by which a crisis that is stood down came back. What is only not known brings nothing back. */
export function relapseIn(answers: readonly CriterionShown[]): CriterionShown | undefined {
  return answers.find(({ reopens, measured: by, answer }) => reopens && by !== null && answer === 'no')
}
