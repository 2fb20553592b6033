// A share against its base: 1,750 of 18,800 is 9.31 %, where 8.5 % are stated.
import type { CheckFact } from '../../model.ts'
import { after, before, type Checked, looseness, type Placed, shown, slack, spansOf, stem } from './context.ts'

const MOST_SHARES = 20

export function checkShares(checked: Checked): CheckFact[] {
  const shares = checked.body.filter(({ fact }) => fact.kind === 'percent' && fact.unit === '%' && fact.to === null)
  const explicit = shares
    .slice(0, MOST_SHARES)
    .flatMap((share) => partOfBase(checked, share) ?? shareOfBase(checked, share) ?? [])
  if (explicit.length > 0) return unique(explicit)
  const staff = staffShare(checked, shares)
  return staff === null ? [] : [staff]
}

function unique(facts: CheckFact[]): CheckFact[] {
  const seen = new Set<string>()
  return facts.filter(({ detail }) => !seen.has(detail) && seen.add(detail))
}

const OF_BASE = /^ (?:\p{L}{1,20} )?(?:out )?of (?:\p{L}{1,12} ){0,4}$/u

/** "450 of 1,200 schools, or 30 %": part, base and share in one sentence. */
function partOfBase(checked: Checked, share: Placed): CheckFact | null {
  const counts = checked.body.filter(
    ({ fact, sentence }) => fact.kind === 'count' && fact.to === null && sentence === share.sentence,
  )
  for (const [i, part] of counts.entries()) {
    const base = counts[i + 1]
    if (base === undefined || base.fact.of === null || base.fact.value <= part.fact.value) continue
    if (!OF_BASE.test(checked.text.slice(part.fact.span.end, base.fact.span.start))) continue
    const linked = links(checked, base, share) || links(checked, share, part)
    const others = share.fact.of === null || stem(share.fact.of) === stem(base.fact.of) || isStaff(checked, share)
    if (linked && others) return judge(checked, part, share, base)
  }
  return null
}

/** "8.5 % of its 18,800 employees, or about 1,750 people". */
function shareOfBase(checked: Checked, share: Placed): CheckFact | null {
  const counts = checked.body.filter(
    ({ fact, sentence }) => fact.kind === 'count' && fact.to === null && sentence === share.sentence,
  )
  const base = counts.find(({ fact }) =>
    /^ of (?:[\p{L}']{1,20} ){0,4}$/u.test(checked.text.slice(share.fact.span.end, fact.span.start)),
  )
  if (base === undefined || base.fact.of === null) return null
  const part = counts.find(
    (one) =>
      one !== base &&
      one.fact.value < base.fact.value &&
      (links(checked, base, one) || links(checked, one, share)) &&
      (one.fact.of === null ||
        stem(one.fact.of) === stem(base.fact.of) ||
        (isStaff(checked, one) && isStaff(checked, base))),
  )
  return part === undefined ? null : judge(checked, part, share, base)
}

/** Whether "or", "(", "equivalent to" and the like, and nothing else of weight, lie between two figures. */
function links(checked: Checked, left: Placed, right: Placed): boolean {
  const { text, cues } = checked
  const from =
    left.fact.ofSpan !== null && left.fact.ofSpan.end < right.fact.span.start
      ? left.fact.ofSpan.end
      : left.fact.span.end
  if (from > right.fact.span.start || right.fact.span.start - from > 50) return false
  const between = text.slice(from, right.fact.span.start)
  if (/[.;]/.test(between.replace(/i\.e\.|ca\./, ''))) return false
  return /[(]|-/.test(between) || cues.shareLink.test(between)
}

function isStaff(checked: Checked, { fact }: Placed): boolean {
  return fact.of !== null && checked.cues.staff.test(fact.of)
}

/** "a staff of 18,800", "employs 18,800 worldwide": the noun stands before the number. */
function isHeadcount(checked: Checked, one: Placed): boolean {
  if (one.fact.of !== null) return false
  const lead = before(checked.text, one, 45)
  return (
    (checked.cues.staff.test(lead) &&
      / (?:of|von|de|numbered|numbering|totalled|totalling|was|is|at|counted|counts) (?:\p{L}{1,14} ){0,2}$/u.test(
        lead,
      )) ||
    /employ\p{L}{0,3} (?:\p{L}{1,14} ){0,2}$/iu.test(lead)
  )
}

/** "1,750 jobs, or 8.5 % of its staff", and the number of employees wherever the text has it. */
function staffShare(checked: Checked, shares: readonly Placed[]): CheckFact | null {
  const { text, cues } = checked
  const counts = checked.figures.filter(
    (one) => one.fact.kind === 'count' && one.fact.to === null && (isStaff(checked, one) || isHeadcount(checked, one)),
  )
  const staffShares = shares.filter((one) => isStaff(checked, one))
  const crowded = new Set(staffShares.map(({ fact }) => fact.value)).size > 1
  for (const share of shares.slice(0, MOST_SHARES)) {
    const ofStaff = isStaff(checked, share)
    const parts = counts
      .filter((part) => {
        if (part.sentence === share.sentence && (links(checked, part, share) || links(checked, share, part)))
          return true
        if (!ofStaff) return false
        const apart = Math.abs(part.sentence - share.sentence)
        if (apart > (crowded ? 0 : 3) || !cues.cut.test(text.slice(part.from, part.to))) return false
        return apart === 1 || part.headline || cues.cut.test(text.slice(share.from, share.to))
      })
      .sort((a, b) => distance(a, share) - distance(b, share) || a.fact.value - b.fact.value)
    for (const part of parts) {
      const base = baseFor(checked, counts, part, share, crowded)
      if (base !== null) return judge(checked, part, share, base)
    }
  }
  return null
}

function distance(a: Placed, b: Placed): number {
  return Math.abs(a.fact.span.start - b.fact.span.start)
}

/** The number of all employees: said to be had or employed, and of a size that the share could come from. */
function baseFor(
  checked: Checked,
  counts: readonly Placed[],
  part: Placed,
  share: Placed,
  crowded: boolean,
): Placed | null {
  const fitting = part.fact.value / (share.fact.value / 100)
  const found = counts.filter((base) => {
    if (base === part || base.headline || base.fact.value <= part.fact.value) return false
    // Part and share from different sentences: a base beside one of them may be that of somebody else.
    if (part.sentence !== share.sentence && [part.sentence, share.sentence].includes(base.sentence)) return false
    if (crowded && Math.abs(base.sentence - share.sentence) > 1) return false
    const ratio = base.fact.value / fitting
    if (ratio < 0.5 || ratio > 2) return false
    return checked.cues.base.test(`${before(checked.text, base, 60)}|${after(checked.text, base, 60)}`)
  })
  found.sort((a, b) => Math.abs(Math.log(a.fact.value / fitting)) - Math.abs(Math.log(b.fact.value / fitting)))
  return found[0] ?? null
}

function judge(checked: Checked, part: Placed, share: Placed, base: Placed): CheckFact | null {
  const given = (100 * part.fact.value) / base.fact.value
  const stated = share.fact.value
  const off = Math.abs(given - stated) / stated
  const facts = [part.fact, share.fact, base.fact]
  const rounding = facts.reduce((all, fact) => all + slack(fact) / fact.value, 0)
  const allowed = Math.max(0.01, Math.min(rounding, 0.1)) + looseness(facts)
  const dated = checked.times.find(
    ({ span }) => span.start >= base.from && span.end <= base.to && Math.abs(span.start - base.fact.span.end) <= 80,
  )
  const sum = `${shown(part.fact.value)} of ${shown(base.fact.value)} is ${given.toFixed(2)} %`
  const spans = spansOf(facts)
  if (off <= allowed) {
    const why = off <= 0.001 ? 'part and base give the share' : 'part and base give the share within rounding'
    return { kind: 'share-base', result: 'agrees', detail: `${sum}, ${shown(stated)} % is stated`, spans, why }
  }
  if (given > stated * 2 || given < stated / 2) return null
  const fitting = Math.round((100 * part.fact.value) / stated)
  const note = dated === undefined ? '' : `; the base is dated ("${dated.text}"), so it may have changed since`
  const detail = `${sum}, ${shown(stated)} % is stated; ${shown(stated)} % would fit a base of ${shown(fitting)}${note}`
  return { kind: 'share-base', result: 'check', detail, spans, why: 'part and base do not give the stated share' }
}
