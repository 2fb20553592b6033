// Parts against their total: 140 + 110 + 150 = 400 MW where 389 are stated; and a part that must lie within its whole.
import type { CheckFact, FigureFact } from '../../model.ts'
import {
  after,
  before,
  type Checked,
  looseness,
  type Placed,
  shown,
  signedPercent,
  slack,
  spansOf,
  stem,
  withUnit,
} from './context.ts'

const MAX_PARTS = 12
const NEAR_CHARS = 110
const MAX_TOTALS = 60

export function checkParts(checked: Checked): CheckFact[] {
  const facts: CheckFact[] = []
  const done = new Set<string>()
  const totals = checked.figures.filter((one) => mayBeTotal(one)).slice(0, MAX_TOTALS)
  for (const total of totals) {
    if (total.headline && checked.body.some(({ fact }) => same(fact, total.fact))) continue
    const key = `${total.fact.unit} ${total.fact.value} ${stem(total.fact.of)}`
    if (done.has(key)) continue
    const made = compare(checked, total)
    if (made.length === 0) continue
    done.add(key)
    facts.push(...made)
  }
  return facts
}

function mayBeTotal({ fact }: Placed): boolean {
  if (fact.kind === 'percent' || fact.to !== null || fact.value <= 1) return false
  return fact.kind !== 'count' || fact.of !== null
}

function same(a: FigureFact, b: FigureFact): boolean {
  return a.kind === b.kind && a.unit === b.unit && a.value === b.value
}

function compare(checked: Checked, total: Placed): CheckFact[] {
  const { text, cues } = checked
  // "together with the marshes" adds something that is not listed.
  const around = `${before(text, total, 60)}|${after(text, total, 45)}`.replace(/together with/i, '')
  // "Of the 389 MW, 140 come from ..." names the whole as well.
  const named =
    cues.total.test(around) || /(?:^|[.;:,] )of (?:the|its|their|these|those) $/i.test(before(text, total, 12))
  for (const parts of partLists(checked, total)) {
    const counted = statedNumber(checked, total, parts)
    const alone = isAlone(checked, total, parts)
    const spelled = isSpelledOut(checked, total, parts)
    if (!named && counted === null && !alone && !spelled) continue
    if (total.headline && counted === null) continue
    const between = text.slice(Math.min(...parts.map((p) => p.from)), Math.max(...parts.map((p) => p.to)))
    const composed = spelled || cues.compose.test(between) || cues.compose.test(after(text, total, 120))
    const made = judge(total, parts, { counted, composed, named: named || spelled })
    if (made !== null) return counted === null ? [made] : [made, listed(counted, parts)]
  }
  return []
}

/** "310 machines were replaced: 120 in Lisbon, 95 in Porto and 85 in Faro": a colon, and three parts or more behind it. */
function isSpelledOut({ text }: Checked, total: Placed, parts: readonly Placed[]): boolean {
  const first = parts[0]
  if (first === undefined || parts.length < 3 || parts.some(({ sentence }) => sentence !== total.sentence)) return false
  if (first.fact.span.start < total.fact.span.end) return false
  return /^[^.:;\d]{0,80}: ?$/.test(text.slice(total.fact.span.end, first.fact.span.start))
}

/** Three or more measures that are all that the text has of their unit, but for the one that they may add up to. */
function isAlone({ body }: Checked, total: Placed, parts: readonly Placed[]): boolean {
  if (total.fact.kind !== 'measure' || parts.length < 3) return false
  const others = body.filter(({ fact }) => fact.unit === total.fact.unit && fact.value !== total.fact.value)
  return others.length <= parts.length && others.every((one) => parts.includes(one))
}

/** Lists of figures that may be the parts: of the same unit, in one run, in the sentence of the total or next to it. */
function partLists(checked: Checked, total: Placed): Placed[][] {
  const { fact } = total
  const reach = fact.kind === 'measure' ? 3 : 1
  const near = checked.body.filter(
    (one) =>
      one !== total &&
      (total.headline ? one.sentence <= total.sentence + 6 : Math.abs(one.sentence - total.sentence) <= reach),
  )
  const fits = near.filter((one) => isPart(checked.text, one, total, near))
  const lists: Placed[][] = []
  let run: Placed[] = []
  for (const one of fits) {
    const last = run[run.length - 1]
    if (last !== undefined && !follows(checked, last, one, fact)) {
      lists.push(run)
      run = []
    }
    const told = run.some((other) => other.sentence !== one.sentence && other.fact.value === one.fact.value)
    if (!told) run.push(one)
  }
  lists.push(run)
  return lists.filter((parts) => parts.length >= 2 && parts.length <= MAX_PARTS && !isPartial(checked, parts, total))
}

function isPart(text: string, one: Placed, total: Placed, near: readonly Placed[]): boolean {
  const { fact } = one
  if (fact.to !== null || fact.value <= 0 || fact.value >= total.fact.value) return false
  // "12 of them children": a part, but one of many.
  if (/^ of (?:them|these|those|whom)\b/.test(text.slice(fact.span.end, fact.span.end + 10))) return false
  const bare = fact.kind === 'count' && fact.of === null
  if (bare) {
    if (/^\p{L}/u.test(fact.text)) return false
    return (
      near.some((other) => other.sentence === one.sentence && other.fact.unit === total.fact.unit) ||
      one.sentence === total.sentence
    )
  }
  if (fact.kind !== total.fact.kind || fact.unit !== total.fact.unit) return false
  return fact.kind !== 'count' || stem(fact.of) === stem(total.fact.of) || peopled(fact, total.fact)
}

const PEOPLE = /^(?:people|persons|men|women|children|adults|boys|girls|civilians|soldiers|officers)$/i

function peopled(part: FigureFact, total: FigureFact): boolean {
  return PEOPLE.test(part.of ?? '') && PEOPLE.test(total.of ?? '') && !/^(?:people|persons)$/i.test(part.of ?? '')
}

/** Whether the next figure goes on with the list. Measures may stand further apart, money and counts may not. */
function follows(checked: Checked, last: Placed, next: Placed, total: FigureFact): boolean {
  const gap = checked.text.slice(last.fact.span.end, next.fact.span.start)
  if (total.kind === 'measure') return gap.length <= 3 * NEAR_CHARS
  if (last.sentence !== next.sentence || gap.length > NEAR_CHARS) return false
  const inside = checked.body.some(
    ({ fact }) =>
      fact.span.start > last.fact.span.start &&
      fact.span.end < next.fact.span.end &&
      fact.kind !== 'count' &&
      fact !== next.fact,
  )
  return !inside && /,|;| and | und | et | y | e /.test(gap)
}

/** "including", "of which", "each": the list is not meant to be the whole. */
function isPartial(checked: Checked, parts: readonly Placed[], total: Placed): boolean {
  const first = parts[0]
  const last = parts[parts.length - 1]
  if (first === undefined || last === undefined) return true
  const { text, cues } = checked
  const lead = text.slice(Math.max(first.from, first.fact.span.start - 40), first.fact.span.start)
  const tail = text.slice(last.fact.span.end, Math.min(last.to, last.fact.span.end + 40))
  const inside = text.slice(first.fact.span.start, last.fact.span.end)
  return (
    cues.partial.test(lead) ||
    cues.partial.test(inside) ||
    cues.partial.test(tail) ||
    cues.partial.test(before(text, total, 16))
  )
}

/** "three plants": a number in words or digits that is the number of parts. */
function statedNumber(checked: Checked, total: Placed, parts: readonly Placed[]): Placed | null {
  const rooms = new Set([
    total.sentence,
    total.sentence - 1,
    ...parts.flatMap(({ sentence }) => [sentence, sentence - 1]),
  ])
  return (
    checked.figures.find(
      ({ fact, sentence, headline }) =>
        fact.kind === 'count' &&
        fact.of !== null &&
        fact.to === null &&
        fact.value === parts.length &&
        fact.qualifier === null &&
        (rooms.has(sentence) || headline),
    ) ?? null
  )
}

interface Grounds {
  counted: Placed | null
  composed: boolean
  /** The total is called one; if not, only a sum that nearly gives it counts. */
  named: boolean
}

const CLOSE = 0.001
const ROUNDING = 0.01
const NEARLY = 0.05

function judge(total: Placed, parts: readonly Placed[], { counted, composed, named }: Grounds): CheckFact | null {
  const facts = parts.map(({ fact }) => fact)
  const sum = Number(facts.reduce((all, { value }) => all + value, 0).toPrecision(12))
  const stated = total.fact.value
  const off = (sum - stated) / stated
  const rounding = [total.fact, ...facts].reduce((all, fact) => all + slack(fact), 0) / stated
  const allowed = Math.max(ROUNDING, Math.min(rounding, 0.02)) + looseness([total.fact, ...facts])
  const { unit } = total.fact
  const sumShown = `${facts.map(({ value }) => shown(value)).join(' + ')} = ${withUnit(sum, unit)}`
  const detail = `${sumShown} against ${withUnit(stated, unit)} stated, ${signedPercent(off)}`
  const base = { kind: 'parts-total' as const, detail, spans: spansOf([total.fact, ...facts]) }
  if (Math.abs(off) <= allowed) {
    const why = Math.abs(off) <= CLOSE ? 'the parts give the total' : 'the parts give the total within rounding'
    return { ...base, result: 'agrees', why }
  }
  // With nothing but their number to go by, three parts or more must come close.
  const strong = counted !== null && Math.abs(off) <= (named ? 0.25 : parts.length > 2 ? 0.1 : 0)
  const over = off > 0 && off <= 0.2
  const whole = composed && Math.abs(off) <= 0.2
  const nearly = Math.abs(off) <= NEARLY
  if (named ? !strong && !over && !whole : !strong && !nearly) return null
  const reason =
    counted === null
      ? named
        ? 'the total is named as one, or spelled out in its parts'
        : 'they are all the figures of the kind, and nearly give it'
      : `"${counted.fact.text} ${counted.fact.of}" are as many as the parts`
  return { ...base, result: 'check', why: `the parts do not give the stated total; ${reason}` }
}

function listed(counted: Placed, parts: readonly Placed[]): CheckFact {
  const { fact } = counted
  const spans = spansOf([fact, ...parts.map((part) => part.fact)])
  const detail = `"${fact.text} ${fact.of}" against ${parts.length} listed`
  return { kind: 'count-listed', result: 'agrees', detail, spans, why: 'as many are listed as are said to be' }
}

/** "up to $270 million, of which $60-70 million ...": the part must lie within the whole. */
export function checkWithin(checked: Checked): CheckFact[] {
  const facts: CheckFact[] = []
  for (const [i, whole] of checked.body.entries()) {
    const part = checked.body[i + 1]
    if (part === undefined || facts.length >= 5 || whole.fact.kind === 'percent') continue
    if (part.fact.kind !== whole.fact.kind || part.fact.unit !== whole.fact.unit || part.sentence !== whole.sentence)
      continue
    if (whole.fact.kind === 'count' && part.fact.of !== null && stem(part.fact.of) !== stem(whole.fact.of)) continue
    const between = checked.text.slice(whole.fact.span.end, part.fact.span.start)
    if (between.length > 60 || !/^[^.;]{0,40}(?:of which|of that|of it\b|davon|dont|de los cuales)/i.test(between))
      continue
    const upper = part.fact.to ?? part.fact.value
    const bound = whole.fact.to ?? whole.fact.value
    const fits = upper <= bound * (1 + ROUNDING)
    const detail = `${withUnit(upper, part.fact.unit)} ${fits ? 'lies within' : 'is more than'} ${withUnit(bound, whole.fact.unit)}`
    const why = fits ? 'a part lies within its whole' : 'a part is larger than the whole that it is said to belong to'
    facts.push({
      kind: 'parts-total',
      result: fits ? 'agrees' : 'check',
      detail,
      spans: spansOf([whole.fact, part.fact]),
      why,
    })
  }
  return facts
}
