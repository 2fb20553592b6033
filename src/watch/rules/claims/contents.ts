// The words of a statement: from its cue to the end of the clause, or what stands before the cue; quotations are kept whole.
import type { Span } from '../../model.ts'
import { at, holdsVerb, isVerb, type Sentence } from './clause.ts'
import type { Found } from './found.ts'

/** What a cue reports, as a range of the text, or null when nothing is left of it. */
export function contentOf(
  sentence: Sentence,
  found: Found,
  all: readonly Found[],
  quotes: readonly Span[],
  text: string,
): Span | null {
  if (found.side === 'whole') return trimmed(text, clauseAround(sentence, found, all))
  if (found.side === 'before') {
    const fore = before(sentence, found, all, quotes, text)
    if (fore !== null) return fore
  }
  if (found.from >= sentence.words.length) {
    // "Smith continued:" and the quotation in the next paragraph.
    if (at(sentence, sentence.words.length - 1).lower !== ':') return null
    const next = quotes.find((quote) => quote.start >= sentence.end && quote.start <= sentence.end + 3)
    return next === undefined ? null : trimmed(text, next)
  }
  const span = after(sentence, found.from, found, all, quotes)
  return span === null ? null : trimmed(text, span)
}

function after(
  sentence: Sentence,
  from: number,
  found: Found,
  all: readonly Found[],
  quotes: readonly Span[],
): Span | null {
  const first = at(sentence, from)
  if (first.text === '') return null
  const end = Math.min(clauseEnd(sentence, from, found, all), found.until ?? sentence.words.length)
  if (end <= from) return null
  const last = at(sentence, end - 1)
  // A quotation runs on over the end of its sentence.
  const quote = last.quote >= 0 ? quotes[last.quote] : undefined
  return { start: first.start, end: quote === undefined ? last.end : Math.max(last.end, quote.end) }
}

const BREAKS = new Set(
  'while although though whereas but however während obwohl aber jedoch tandis mais alors mientras aunque pero'.split(
    ' ',
  ),
)

/** Where the statement that begins at `from` ends: before another statement beside it, a contrast, or the end. */
export function clauseEnd(sentence: Sentence, from: number, found: Found, all: readonly Found[]): number {
  const total = sentence.words.length
  for (let k = from; k < total; k += 1) {
    const word = at(sentence, k)
    if (word.quote >= 0 && word.quote === at(sentence, k - 1).quote && k > from) continue
    if (word.lower === ';' && k > from) return k
    // "..., without offering evidence": how it was said, not what.
    if (word.lower === 'without' && k > from && saysHow(sentence, k + 1))
      return at(sentence, k - 1).lower === ',' ? k - 1 : k
    // The second half of a quotation belongs to the one whose first half it goes on from.
    if (word.lower === ',' && k > from && at(sentence, k + 1).lower === '"' && resumesQuote(sentence, found, all))
      return k
    // "the claim that it failed was dismissed by": the verb of the noun ends what the noun reports.
    if (found.noun === true && k > from && all.some((one) => one.side === 'whole' && one.first === k)) return k
    if (found.noun === true && k > from && secondVerb(sentence, from, k)) return k
    if (word.lower === ',' && k > from && BREAKS.has(at(sentence, k + 1).lower)) return k
    if (word.lower === ',' && k > from && k + 1 < total && beginsOther(k + 1, found, all)) return k
    if (word.tag === 'coordinator' && k > from && beginsOther(k + 1, found, all))
      return at(sentence, k - 1).lower === ',' ? k - 1 : k
    if (word.lower === ',' && k > from && at(sentence, k + 1).tag === 'coordinator' && beginsOther(k + 2, found, all))
      return k
  }
  const last = at(sentence, total - 1)
  return /^[.!?]$/.test(last.lower) && last.quote < 0 ? total - 1 : total
}

/** "the warning that more attacks will follow came from": the clause has its verb, and another one belongs to the noun. */
function secondVerb(sentence: Sentence, from: number, k: number): boolean {
  if (!tagged(sentence, k) || tagged(sentence, k - 1)) return false
  for (let i = k - 1; i >= from; i -= 1) {
    const word = at(sentence, i)
    if (tagged(sentence, i)) return true
    if (word.kind === 'mark' || word.tag === 'coordinator' || word.tag === 'relative') return false
    if (word.tag === 'that' || word.tag === 'to' || word.tag === 'subordinator' || word.tag === 'pronoun') return false
  }
  return false
}

function tagged(sentence: Sentence, i: number): boolean {
  const { tag } = at(sentence, i)
  return tag === 'be' || tag === 'have' || tag === 'do' || tag === 'modal' || tag === 'verb'
}

function resumesQuote(sentence: Sentence, found: Found, all: readonly Found[]): boolean {
  return all.some(
    (one) =>
      one !== found &&
      one.side === 'before' &&
      one.cue.from < found.cue.from &&
      (at(sentence, one.first - 1).lower === '"' || at(sentence, one.first - 2).lower === '"'),
  )
}

function saysHow(sentence: Sentence, k: number): boolean {
  const { lower } = at(sentence, k)
  return (
    /^(?:offering|providing|giving|citing|presenting|showing|producing|elaborating|naming|identifying|specifying)$/.test(
      lower,
    ) ||
    (/^(?:any|further|more|giving)$/.test(lower) && /^(?:evidence|proof|details?)$/.test(at(sentence, k + 1).lower)) ||
    /^(?:evidence|proof)$/.test(lower)
  )
}

function beginsOther(k: number, found: Found, all: readonly Found[]): boolean {
  return all.some((one) => one !== found && one.cue.from > found.cue.from && (one.first === k || one.cue.from === k))
}

/** What stands before a cue in brackets of commas: "..., he said"; a quotation is followed back to its start. */
function before(
  sentence: Sentence,
  found: Found,
  all: readonly Found[],
  quotes: readonly Span[],
  text: string,
): Span | null {
  let last = found.first - 1
  while (last >= 0 && /^[,-]$/.test(at(sentence, last).lower)) last -= 1
  if (last < 0) {
    // The sentence before ended with a quotation: "Why?" he asked.
    const quote = lastQuoteBefore(quotes, sentence.start)
    return quote === null || sentence.start - quote.end > 2 ? null : trimmed(text, quote)
  }
  let first = 0
  for (const one of all) {
    if (one === found || one.cue.from >= found.cue.from) continue
    // A statement beside it that ended before: start after it.
    const boundary = boundaryAfter(sentence, one, found)
    if (one.side === 'before' && boundary > first) first = boundary
  }
  while (first < last && /^(?:,|-|and|but|;|und|aber|et|mais|y|pero)$/.test(at(sentence, first).lower)) first += 1
  const quote = at(sentence, last).quote >= 0 ? quotes[at(sentence, last).quote] : undefined
  const start = quote !== undefined && quote.start < at(sentence, first).start ? quote.start : at(sentence, first).start
  let end = at(sentence, last).end
  // "..., he said, ...": the statement goes on after the cue.
  const more = continued(sentence, found, all)
  if (more > 0) {
    const rest = after(sentence, more, found, all, quotes)
    if (rest !== null) end = rest.end
  }
  return trimmed(text, { start, end })
}

function boundaryAfter(sentence: Sentence, one: Found, found: Found): number {
  for (let k = one.cue.to; k < found.first; k += 1) {
    const word = at(sentence, k)
    if (word.lower === ';' || (word.tag === 'coordinator' && at(sentence, k - 1).lower === ',')) return k + 1
  }
  return 0
}

/** First word after the cue where the same statement goes on, or -1. */
function continued(sentence: Sentence, found: Found, all: readonly Found[]): number {
  let k = Math.max(found.cue.to, found.holder?.to ?? 0)
  const limit = Math.min(sentence.words.length, k + 14)
  for (; k < limit; k += 1) {
    const word = at(sentence, k)
    if (word.lower !== ',' && word.lower !== ':') {
      if (word.lower === '"' && at(sentence, k - 1).lower !== ',') return -1
      continue
    }
    const next = at(sentence, k + 1)
    if (next.lower === '"') return k + 1
    if (next.tag === 'relative' || /ing$/.test(next.lower) || next.tag === 'coordinator' || next.tag === 'preposition')
      return -1
    const resumed = overDescription(sentence, found, k)
    if (resumed > 0) return resumed
    if (beginsOther(k + 1, found, all)) return -1
    if (
      at(sentence, found.first - 1).lower === ',' &&
      k === found.cue.to &&
      holdsVerb(sentence, k + 1, k + 10) &&
      !holdsVerb(sentence, 0, found.first - 1)
    )
      return k + 1
    if (
      at(sentence, found.first - 1).lower === ',' &&
      holdsVerb(sentence, k + 1, k + 8) &&
      (isVerb(sentence, k + 1) || !holdsVerb(sentence, 0, found.first - 1))
    )
      return k + 1
    return -1
  }
  return -1
}

/** '"It is closed," noted X, a researcher who found it, "but ..."': the quotation goes on after the description; -1 if not. */
function overDescription(sentence: Sentence, found: Found, comma: number): number {
  const before = at(sentence, found.first - 1)
  const closed = before.lower === '"' || (before.lower === ',' && at(sentence, found.first - 2).lower === '"')
  if (!closed || at(sentence, comma).lower !== ',' || at(sentence, comma + 1).tag !== 'determiner') return -1
  for (let k = comma + 2; k < comma + 24; k += 1) {
    const { lower } = at(sentence, k)
    if (lower === ',' && at(sentence, k + 1).lower === '"') return k + 1
    if (lower === '"' || lower === ';' || lower === '') return -1
  }
  return -1
}

function lastQuoteBefore(quotes: readonly Span[], at: number): Span | null {
  let low = 0
  let high = quotes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((quotes[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return quotes[low - 1] ?? null
}

/** The clause that a passive or a hedge stands in, from its beginning. */
function clauseAround(sentence: Sentence, found: Found, all: readonly Found[]): Span {
  let first = found.cue.from
  while (first > 0) {
    const word = at(sentence, first - 1)
    const nominal = word.tag === 'that' && all.some((one) => one.noun === true && one.cue.to === first - 1)
    if (
      word.lower === ';' ||
      (word.lower === ',' && BREAKS.has(at(sentence, first).lower)) ||
      (word.tag === 'that' && !nominal)
    )
      break
    if (all.some((one) => one !== found && one.cue.to === first)) break
    first -= 1
  }
  while (first < found.cue.from && (at(sentence, first).kind === 'mark' || BREAKS.has(at(sentence, first).lower)))
    first += 1
  const until = found.until !== undefined && found.until > first ? found.until : null
  const end = until ?? clauseEnd(sentence, Math.min(found.cue.to, sentence.words.length - 1), found, all)
  return { start: at(sentence, first).start, end: at(sentence, Math.max(end - 1, first)).end }
}

/** Without marks and spaces at either end, and without the quotation marks when the whole is one quotation. */
export function trimmed(text: string, span: Span): Span | null {
  let { start, end } = span
  while (end > start && /[\s,;:(-]/.test(text.charAt(end - 1))) end -= 1
  while (start < end && /[\s,;:)]/.test(text.charAt(start))) start += 1
  if (text.charAt(start) === '"' && text.charAt(end - 1) === '"' && text.indexOf('"', start + 1) === end - 1) {
    start += 1
    end -= 1
    while (end > start && /[\s,]/.test(text.charAt(end - 1))) end -= 1
    while (start < end && /\s/.test(text.charAt(start))) start += 1
  }
  return end - start < 2 ? null : { start, end }
}
