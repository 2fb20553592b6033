// Running totals: a sum that was added, and the total that it gives; what was there before follows.
import type { CheckFact } from '../../model.ts'
import {
  after,
  before,
  type Checked,
  type Placed,
  shown,
  signedPercent,
  slack,
  spansOf,
  stem,
  withUnit,
} from './context.ts'

export function checkRunningTotals(checked: Checked): CheckFact[] {
  const facts: CheckFact[] = []
  const seen = new Set<string>()
  for (const total of checked.body) {
    if (facts.length >= 3) break
    if (!['money', 'count'].includes(total.fact.kind) || total.fact.to !== null) continue
    const added = addedTo(checked, total)
    if (added === null) continue
    const key = `${added.fact.value} ${total.fact.value} ${total.fact.unit}`
    if (seen.has(key)) continue
    seen.add(key)
    facts.push(judge(checked, added, total))
  }
  return facts
}

function addedTo(checked: Checked, total: Placed): Placed | null {
  const brought = isBrought(checked, total)
  const summed = total.fact.kind === 'money' && isSummedUp(checked, total)
  if (!brought && !summed) return null
  const fits = checked.figures.filter((one) => {
    const { fact } = one
    if (fact.to !== null || fact.kind !== total.fact.kind || fact.unit !== total.fact.unit) return false
    if (fact.value >= total.fact.value || fact.value <= 0) return false
    if (!one.headline && Math.abs(one.sentence - total.sentence) > (summed ? 2 : 1)) return false
    if (isEarlier(checked, one) && !inHeadline(checked, one)) return false
    if (fact.kind === 'count')
      return (
        fact.of !== null &&
        !checked.cues.notCumulative.test(fact.of) &&
        fact.span.start < total.fact.span.start &&
        sameThing(fact.of, total.fact.of)
      )
    return isRaised(checked, one)
  })
  const body = fits.filter(({ headline }) => !headline)
  return body.sort((a, b) => near(a, total) - near(b, total))[0] ?? fits[0] ?? null
}

/** What the headline tells is what is new, whatever words stand around it in the text. */
function inHeadline({ figures }: Checked, { fact }: Placed): boolean {
  return figures.some((one) => one.headline && one.fact.value === fact.value && one.fact.unit === fact.unit)
}

function sameThing(part: string | null, total: string | null): boolean {
  return total === null || stem(part) === stem(total)
}

function near(a: Placed, b: Placed): number {
  return Math.abs(a.fact.span.start - b.fact.span.start)
}

/** "bringing its total funding to": a verb of bringing, a word for a sum, "to", and the figure. */
function isBrought({ text, cues }: Checked, total: Placed): boolean {
  const lead = before(text, total, 90)
  const verb = cues.bring.exec(lead)
  // The sum stands behind "to", with three words between at most: "to a total of".
  const near = lead.slice(Math.max(0, wordsBack(lead, 4)))
  if (verb === null || !cues.onto.test(near)) return false
  return cues.tally.test(lead.slice(verb.index + verb[0].length))
}

/** Where the last words of a text begin. */
function wordsBack(text: string, words: number): number {
  let at = text.length - 1
  for (let k = 0; k < words && at > 0; k += 1) at = text.lastIndexOf(' ', at - 1)
  return at + 1
}

/** "$280 million in all", "has now collected $280 million": among words of funding. */
function isSummedUp({ text, cues }: Checked, total: Placed): boolean {
  const around = `${before(text, total, 60)}|${after(text, total, 35)}`
  if (!cues.cumulative.test(around) || cues.notCumulative.test(around)) return false
  return cues.raised.test(text.slice(total.from, total.to)) && !isPlainRound(around)
}

/** "a round totalling $170 million" is what was added, not the sum of all. */
function isPlainRound(around: string): boolean {
  return /\b(?:round|deal|loan|bond|contract|order|fine)s? (?:of |worth )?(?:a )?(?:total(?:l?ing|s|led)?)(?: of)? \|/i.test(
    around,
  )
}

function isRaised({ text, cues }: Checked, one: Placed): boolean {
  const around = `${before(text, one, 70)}|${after(text, one, 50)}`
  return cues.raised.test(around)
}

function isEarlier({ text, cues }: Checked, one: Placed): boolean {
  return cues.earlier.test(before(text, one, 30)) || cues.earlier.test(after(text, one, 20))
}

function judge(checked: Checked, added: Placed, total: Placed): CheckFact {
  const { unit } = total.fact
  const earlier = Number((total.fact.value - added.fact.value).toPrecision(12))
  const stated = checked.body.find(
    (one) =>
      one !== added &&
      one !== total &&
      one.fact.value !== added.fact.value &&
      one.fact.unit === unit &&
      one.fact.kind === total.fact.kind &&
      one.fact.value < total.fact.value &&
      Math.abs(one.sentence - total.sentence) <= 1 &&
      isEarlier(checked, one),
  )
  if (stated === undefined) {
    const detail = `${shown(added.fact.value)} added gives ${withUnit(total.fact.value, unit)}: the earlier total was ${withUnit(earlier, unit)} (implied, not stated)`
    return {
      kind: 'running-total',
      result: 'info',
      detail,
      spans: spansOf([added.fact, total.fact]),
      why: 'a sum was added and the new total is given; what was there before follows',
    }
  }
  const facts = [stated.fact, added.fact, total.fact]
  const sum = Number((stated.fact.value + added.fact.value).toPrecision(12))
  const off = (sum - total.fact.value) / total.fact.value
  const allowed = Math.max(0.01, facts.reduce((all, fact) => all + slack(fact), 0) / total.fact.value)
  const fits = Math.abs(off) <= allowed
  return {
    kind: 'running-total',
    result: fits ? 'agrees' : 'check',
    detail: `${shown(stated.fact.value)} + ${shown(added.fact.value)} = ${withUnit(sum, unit)} against ${withUnit(total.fact.value, unit)} stated, ${signedPercent(off)}`,
    spans: spansOf(facts),
    why: fits
      ? 'the earlier total and what was added give the new one'
      : 'the earlier total and what was added do not give the new one',
  }
}
