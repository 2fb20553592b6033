// Anonymising a review: each name, address and reference is replaced by the same word everywhere, and a check says what is left.
import type { Replaced, ReviewText } from '../../model/review.ts'

const instead: Record<Replaced['kind'], string> = {
  person: 'Person',
  organisation: 'Organisation',
  address: 'Address',
  reference: 'Reference',
  other: 'Withheld',
}
/** What looks like an address or a reference of the house, whoever it belongs to. */
const patterns: readonly { kind: Replaced['kind']; find: RegExp }[] = [
  { kind: 'address', find: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g },
  { kind: 'address', find: /\bhttps?:\/\/[^\s<>"')]{0,1999}[^\s<>"').,;:!?]/gi },
  { kind: 'address', find: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g },
  { kind: 'address', find: /(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::|[0-9A-Fa-f]{1,4})(?:[0-9A-Fa-f:]*)/g },
  {
    kind: 'address',
    find: /(?<![A-Za-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|eu|example|test|local|internal|[a-z]{2})(?![A-Za-z0-9-])/gi,
  },
  { kind: 'reference', find: /\b(?:INC|CRI|DEC|REP|TSK)-\d{4}-\d{1,6}\b/g },
]

/** Things that look like one, found in order. Names that nothing looks like have to be given by somebody. */
export function foundIn(texts: readonly string[]): { kind: Replaced['kind']; text: string }[] {
  const found = new Map<string, Replaced['kind']>()
  for (const text of texts)
    for (const { kind, find } of patterns)
      for (const [one] of text.matchAll(find)) if (one.length > 1 && !found.has(one)) found.set(one.slice(0, 300), kind)
  return [...found].map(([text, kind]) => ({ kind, text }))
}

/** Every text of a review, to be looked through and changed. */
export function mapTexts(text: ReviewText, of: (one: string) => string): ReviewText {
  return {
    title: of(text.title),
    summary: of(text.summary),
    causes: of(text.causes),
    initialAccess: of(text.initialAccess),
    vulnerabilities: text.vulnerabilities.map((one) => ({ ...one, list: of(one.list), note: of(one.note) })),
    timeline: text.timeline.map((one) => ({ ...one, text: of(one.text), entry: null })),
    helped: text.helped.map(of),
    failed: text.failed.map(of),
    lessons: text.lessons.map(of),
    recommendations: text.recommendations.map((one) => ({
      ...one,
      text: of(one.text),
      owner: one.owner && { name: of(one.owner.name), actor: null, organisation: null, person: null },
    })),
  }
}
export function textsOf(text: ReviewText): string[] {
  const texts: string[] = []
  mapTexts(text, (one) => {
    texts.push(one)
    return one
  })
  return texts
}

/** The list made whole: what is given keeps its word, what is found gets the next number of its kind. Nothing gets two words. */
export function replacements(
  given: readonly (Pick<Replaced, 'kind' | 'text'> & { instead?: string })[],
  texts: readonly string[],
): Replaced[] {
  const counts = new Map<Replaced['kind'], number>()
  const done = new Map<string, Replaced>()
  const taken = new Set(given.flatMap((one) => one.instead ?? []))
  const next = (kind: Replaced['kind']): string => {
    const n = (counts.get(kind) ?? 0) + 1
    counts.set(kind, n)
    const word = `${instead[kind]} ${n}`
    return taken.has(word) ? next(kind) : word
  }
  const all: (Pick<Replaced, 'kind' | 'text'> & { instead?: string })[] = [...given, ...foundIn(texts)]
  for (const one of all) {
    const folded = fold(one.text)
    if (folded.length < 2 || done.has(folded)) continue
    const word = one.instead ?? next(one.kind)
    done.set(folded, { kind: one.kind, text: one.text, instead: word })
  }
  return [...done.values()].slice(0, 500)
}

/** Letter case and the width of a space hide nothing. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')

/** Longest first, in one pass: nothing that was put in is looked at again. */
export function anonymise(text: string, list: readonly Replaced[]): string {
  if (list.length === 0) return text
  const words = new Map(list.map((one) => [fold(one.text), one.instead]))
  const longest = [...list].sort((a, b) => b.text.length - a.text.length)
  const any = new RegExp(longest.map((one) => escaped(one.text.normalize('NFKC').trim())).join('|'), 'giu')
  return text.normalize('NFKC').replace(any, (found) => words.get(fold(found)) ?? 'Withheld')
}

export interface Left {
  text: string
  kind: Replaced['kind']
}
/** What is still there of the list, or looks like an address or a reference. Empty: it may go out as anonymised. */
export function leftIn(texts: readonly string[], list: readonly Replaced[]): Left[] {
  const put = new Set(list.map((one) => one.instead))
  const left = new Map<string, Left>()
  for (const text of texts) {
    // The words that stand instead are nobody's name, whatever else is on the list.
    let rest = fold(text)
    for (const word of put) rest = rest.replaceAll(fold(word), '\u0000')
    for (const one of list) if (rest.includes(fold(one.text))) left.set(one.text, { text: one.text, kind: one.kind })
  }
  for (const one of foundIn(texts)) if (!put.has(one.text)) left.set(one.text, one)
  return [...left.values()]
}
