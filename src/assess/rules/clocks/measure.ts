// The plain end of each kind of deadline, before days off are looked at.
import type { Deadline } from '../../model/law.ts'
import type { Due, DueStep } from '../../model/verdict.ts'
import type { DueContext } from './due-context.ts'
import { addDuration, periodOf } from './duration.ts'
import { nextOccurrence } from './periodic.ts'
import { type Limit, limitAt } from './relief.ts'
import { run } from './run.ts'
import { inARow, instantOf, plainWords, sayAnchor, sayMoment, sayWall } from './say-time.ts'
import { momentIn } from './zone.ts'

export interface Found {
  kind: Due['kind']
  limit: Limit | null
  /** The end by Regulation 1182/71, where the clock does not run by it. */
  other: Limit | null
  waitsFor: string[]
  /** '24 hours after awareness', without the article. */
  basis: string
  /** Where another article than that of the report gives the limit. */
  article?: string
  steps: DueStep[]
  verified: boolean
}

type Of<Kind extends Deadline['kind']> = Extract<Deadline, { kind: Kind }>
const nothing = { limit: null, other: null, waitsFor: [], steps: [], verified: true }

export function measure(deadline: Deadline, context: DueContext): Found {
  switch (deadline.kind) {
    case 'within':
      return within(deadline, context)
    case 'earliest':
      return earliest(deadline, context)
    case 'promptly':
      return promptly(deadline, context)
    case 'after_period':
      return afterPeriod(deadline, context)
    case 'periodic':
      return periodic(deadline, context)
    case 'on_request':
      return {
        ...nothing,
        kind: 'on_request',
        basis: `on request of ${inARow(deadline.requestedBy.map(plainWords), 'or')}`,
        steps: noted(['It is due when one of them asks; the act sets no limit of its own', deadline.note]),
      }
    case 'none':
      return { ...nothing, kind: 'none', basis: 'no time limit', steps: noted([deadline.note]) }
    case 'unclear':
      return { ...nothing, kind: 'unclear', basis: 'the act leaves the limit open', steps: noted([deadline.text]) }
  }
}

function noted(texts: (string | undefined | null | false)[]): DueStep[] {
  return texts.flatMap((text) => (typeof text === 'string' && text !== '' ? [{ text, at: null }] : []))
}

/** Milliseconds of an anchor, or null where nobody gave one that can be read. */
function anchorOf(id: string, context: DueContext): number | null {
  return momentIn(context.anchor(id))
}

function within(deadline: Of<'within'>, context: DueContext): Found {
  const { from, strength, condition, unless, note, fromNote } = deadline
  const period = periodOf(deadline.duration)
  const anchor = sayAnchor(from)
  const extras = [condition, strength].flatMap((extra) => (extra === undefined ? [] : [`, ${extra}`]))
  const basis = `${period.words} after ${anchor}${extras.join('')}`
  const notes = noted([unless === undefined ? null : `Not due where this holds: ${unless}`, fromNote, note])
  const verified = deadline.fromVerified !== false
  const start = anchorOf(from, context)
  if (start === null) {
    const steps = [{ text: `It starts with ${anchor}, which nobody has given yet`, at: null }, ...notes]
    return { kind: 'waits', limit: null, other: null, waitsFor: [from], basis, steps, verified }
  }
  const began = { text: `${anchor}: ${sayMoment(context.timeZone, start)}`, at: instantOf(start) }
  const { limit, other, steps: ran } = run(start, period, context)
  // Written out, as nearly every clock of the law comes by here, and spreading objects is what takes the time.
  return { kind: 'at', limit, other, waitsFor: [], basis, steps: [began, ...ran, ...notes], verified }
}

function earliest(deadline: Of<'earliest'>, context: DueContext): Found {
  const late = byException(deadline, context)
  if (late !== null) return late
  const parts = deadline.of.map((part) => measure(part, context))
  const known = parts.flatMap((part) => (part.limit === null ? [] : [{ ...part, limit: part.limit }]))
  const waitsFor = [...new Set(parts.flatMap((part) => part.waitsFor))]
  const basis = `the ${parts.length > 2 ? 'earliest' : 'earlier'} of ${inARow(parts.map((part) => part.basis))}`
  const steps = parts.flatMap((part) => part.steps)
  const verified = parts.every((part) => part.verified)
  const first = known.reduce<(typeof known)[number] | null>(
    (best, part) => (best === null || part.limit.at < best.limit.at ? part : best),
    null,
  )
  if (first === null) {
    const kind = waitsFor.length > 0 ? 'waits' : (parts[0]?.kind ?? 'none')
    return { ...nothing, kind, waitsFor, basis, steps: [...steps, ...noted([deadline.note])], verified }
  }
  const counts = known.length < parts.length ? 'Until more is known this stands' : 'The first of them counts'
  steps.push({ text: `${counts}: ${first.basis}`, at: instantOf(first.limit.at) }, ...noted([deadline.note]))
  return { kind: 'at', limit: first.limit, other: earliestOther(known), waitsFor, basis, steps, verified }
}

function earliestOther(parts: readonly { limit: Limit; other: Limit | null }[]): Limit | null {
  if (parts.every((part) => part.other === null)) return null
  const ends = parts.map((part) => part.other ?? part.limit)
  return ends.reduce((best, end) => (end.at < best.at ? end : best))
}

/** DORA, late classification: what came later than allowed for starts a clock of its own. */
function byException({ exception }: Of<'earliest'>, context: DueContext): Found | null {
  if (exception === undefined) return null
  const came = anchorOf(exception.anchor, context)
  const start = anchorOf(exception.from, context)
  if (came === null || start === null) return null
  const allowed = addDuration(context.timeZone, start, exception.laterThan)
  if (came <= allowed) return null
  const instead = measure(exception.deadline, context)
  const since = `${sayAnchor(exception.anchor)} came more than ${periodOf(exception.laterThan).words} after ${sayAnchor(exception.from)}`
  const why = {
    text: `${since} (which ended ${sayWall(allowed)} UTC), so another limit holds: ${exception.text}`,
    at: null,
  }
  return {
    ...instead,
    basis: `${instead.basis}, as ${since}`,
    article: exception.article,
    steps: [why, ...instead.steps],
  }
}

function promptly({ wording, from, note }: Of<'promptly'>, context: DueContext): Found {
  const start = from === undefined ? null : anchorOf(from, context)
  // 'after becoming aware' says already since when.
  const complete = from === undefined || /^(after|as soon as the) /.test(wording)
  const basis = complete ? plainWords(wording) : `${plainWords(wording)} after ${sayAnchor(from)}`
  const began = start === null ? [] : [{ text: since(from, start, context), at: instantOf(start) }]
  const waiting = from !== undefined && start === null
  const steps = [...began, ...noted([waiting && `It starts with ${sayAnchor(from)}, which nobody has given yet`, note])]
  return { ...nothing, kind: 'promptly', waitsFor: waiting ? [from] : [], basis, steps }
}

function since(from: string | undefined, start: number, { timeZone }: DueContext): string {
  return `The act names no hours; it runs since ${sayAnchor(from ?? '')}: ${sayMoment(timeZone, start)}`
}

/** What is owed once a period has run out: at its end, or within a further period after it. */
function afterPeriod({ period, thenWithin, unless, note }: Of<'after_period'>, context: DueContext): Found {
  const inner = measure(period, context)
  const spared = unless === undefined ? null : anchorOf(unless, context)
  if (unless !== undefined && spared !== null && (inner.limit === null || spared <= inner.limit.at)) {
    const text = `${sayAnchor(unless)} came before the period had run out: ${sayMoment(context.timeZone, spared)}`
    const steps = [...inner.steps, { text, at: instantOf(spared) }, ...noted([note])]
    return { ...nothing, kind: 'none', basis: `not owed, since ${sayAnchor(unless)} came in time`, steps }
  }
  const further = thenWithin === undefined ? null : periodOf(thenWithin)
  const basis =
    further === null
      ? `once this has run out: ${inner.basis}`
      : `${further.words} after this has run out: ${inner.basis}`
  if (inner.limit === null) return { ...inner, basis, steps: [...inner.steps, ...noted([note])] }
  const begins = 'The period must have run out; then it is owed'
  if (further === null) {
    const text = `${begins} at once, as the act names no further time`
    return { ...inner, basis, steps: [...inner.steps, { text, at: instantOf(inner.limit.at) }, ...noted([note])] }
  }
  const ran = run(inner.limit.at, further, context)
  const steps = [
    ...inner.steps,
    { text: `${begins} within ${further.words}`, at: instantOf(inner.limit.at) },
    ...ran.steps,
  ]
  return { ...inner, limit: ran.limit, other: null, basis, steps: [...steps, ...noted([note])] }
}

/** Acts name the rhythm but no first day, so what is told is a proposal, and marked as not verified. */
function periodic({ interval, note }: Of<'periodic'>, context: DueContext): Found {
  const basis = `every ${periodOf(interval).words}`
  const next = nextOccurrence(interval, context)
  if (next === null) return { ...nothing, kind: 'periodic', basis, steps: noted([note]), verified: true }
  const { at, text } = next
  const steps = [{ text, at: instantOf(at) }, ...noted([note])]
  return { ...nothing, kind: 'periodic', limit: limitAt(context.timeZone, at), basis, steps, verified: false }
}
