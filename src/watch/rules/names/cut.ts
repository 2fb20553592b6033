// Cuts a run of capitals into names: titles, nationalities, days and the first word of a sentence come off.
import { isCommon } from './data.ts'
import {
  entriesAt,
  type Hint,
  hasFamilyName,
  hasFirstName,
  isFunction,
  isOrdinary,
  isWrittenSmall,
  ORDINAL,
  type Piece,
  placeAt,
  type Reading,
  titleAt,
} from './reading.ts'

const MAX_DEPTH = 6

export function cutRun(r: Reading, from: number, to: number, hint: Hint | null = null, depth = 0): Piece[] {
  let start = from
  let end = to
  const exact = entriesAt(r, from, to)
  if (exact[0]?.words.length === to - from) return [{ from, to, hint, known: null, entries: exact }]
  while (start < end && isEdge(r, start, end, true)) start += 1
  while (end > start && isEdge(r, end - 1, end, false)) end -= 1
  if (start >= end || depth > MAX_DEPTH) return []
  const whole = entriesAt(r, start, end)
  if (whole[0]?.words.length === end - start) return [{ from: start, to: end, hint, known: null, entries: whole }]
  const inner = (a: number, b: number, told: Hint | null) => cutRun(r, a, b, told, depth + 1)
  const split = hint === null ? atTitle(r, start, end, inner) : null
  if (split !== null) return split
  const nation = withoutNation(r, start, end)
  if (nation > start) return inner(nation, end, hint)
  const first = withoutFirst(r, start, end)
  if (first > start) return inner(first, end, hint)
  const person = hint === null ? beforePerson(r, start, end) : start
  if (person > start) return [...inner(start, person, null), ...inner(person, end, null)]
  const places = atPlaces(r, start, end, inner)
  if (places !== null) return places
  return [{ from: start, to: end, hint, known: null, entries: [] }]
}

/** Small words, days, months and the like at either end are no part of a name. */
function isEdge(r: Reading, at: number, end: number, leading: boolean): boolean {
  const word = r.words[at]
  if (word === undefined) return true
  const { notNames, demonyms } = r.index.words
  if (leading && entriesAt(r, at, end).some((one) => one.words.length > 1)) return false
  if (!leading && entriesAt(r, at - 1, end).some((one) => one.words.length > 1)) return false
  if (leading && at + 1 < end && titleAt(r, at, end) > 0) return false
  // "a Virginia Democrat"
  if (!leading && demonyms.has(word.text) && r.words[at - 1]?.capital === true) return true
  // "l'Agenzia", "d'Intel": the article is no part of the name.
  if (leading && word.text.endsWith("'")) return true
  if (!word.capital)
    return leading ? !startsName(r, at, end) : !isFigure(r, at, end) && !r.index.words.legal.has(word.text)
  if (notNames.has(word.whole) || notNames.has(word.text)) return true
  return (
    leading &&
    (word.begins !== 'no' || r.language === 'en') &&
    isFunction(r, word) &&
    !word.acronym &&
    !(word.text.length === 1 && word.begins === 'no')
  )
}

// "Windows 12": a figure stays after a product.
function isFigure(r: Reading, at: number, end: number): boolean {
  return at + 1 === end && /^\p{N}/u.test(r.words[at]?.text ?? '') && at > 0 && r.words[at]?.joint === 'space'
}

function startsName(r: Reading, at: number, end: number): boolean {
  const word = r.words[at]
  if (word === undefined || at + 1 >= end) return false
  // "82nd Airborne Division"
  if (ORDINAL.test(word.text)) return r.index.words.orgLast.has(r.words[end - 1]?.text ?? '')
  return r.index.words.particles.has(word.lower)
}

type Inner = (from: number, to: number, hint: Hint | null) => Piece[]

/** "Foreign Secretary Boris Johnson" is Boris Johnson; "Apple CEO Tim Cook" is Apple and Tim Cook. */
function atTitle(r: Reading, from: number, to: number, inner: Inner): Piece[] | null {
  for (let at = from; at < to; at += 1) {
    const size = titleAt(r, at, to)
    const before0 = r.words[at - 1]
    // "Ministry of Justice": after a small word it is what the body is for.
    if (at > from && before0 !== undefined && !before0.capital) continue
    if (size === 0 || isPartOfBody(r, from, at, size, to)) continue
    let after = at + size
    // "Special Envoy General John Allen" has two titles.
    for (let more = titleAt(r, after, to); more > 0 && after + more < to; more = titleAt(r, after, to)) after += more
    // "Julie Bishop": a family name that is also a title; alone it may be her short form.
    if (after >= to && size === 1 && (at === from || hasFirstName(r, r.words[at - 1]))) return null
    const title = sliceOf(r, at, after)
    const before = at > from ? inner(from, at, null) : []
    if (after >= to) return before
    const next = r.words[after]
    if (next !== undefined && !next.capital && !r.index.words.particles.has(next.lower)) return before
    if (
      next !== undefined &&
      /^(?:of|for|de|della|del|du|des|f\u00fcr|van)$/.test(next.lower) &&
      !next.capital &&
      size === 1
    ) {
      const person = personAfter(r, after + 1, to)
      const office = inner(after + 1, person, null).filter((piece) => isPlaceOrListed(r, piece))
      const named =
        person < to ? inner(person, to, { type: 'person', points: 6, why: `after the title "${title}"` }) : []
      return [...before, ...office, ...named]
    }
    return [...before, ...inner(after, to, { type: 'person', points: 6, why: `after the title "${title}"` })]
  }
  return null
}

/** "State for Defence Philip Hammond": where the person begins, or the end. */
function personAfter(r: Reading, from: number, to: number): number {
  for (let at = from; at < to - 1; at += 1) {
    const word = r.words[at]
    if (
      word?.capital === true &&
      hasFirstName(r, word) &&
      placeAt(r, at, at + 1) === null &&
      r.words[at + 1]?.capital
    ) {
      if (!entriesAt(r, at, to).some((one) => !one.weak)) return at
    }
  }
  return to
}

// "Minister for Foreign Affairs" names no body, "President of France" a country.
function isPlaceOrListed(r: Reading, piece: Piece): boolean {
  return piece.entries.length > 0 || placeAt(r, piece.from, piece.to) !== null
}

// "Justice Department", "General Motors", "Prince George's County": the title is a word of the name.
function isPartOfBody(r: Reading, from: number, at: number, size: number, to: number): boolean {
  if (entriesAt(r, at, to).some((one) => one.words.length > size)) return true
  const { orgLast, placeLast, titles } = r.index.words
  const last = r.words[to - 1]
  const word = r.words[at]
  if (last === undefined || word === undefined || to - at <= size) return false
  const head = orgLast.has(last.text) || placeLast.has(last.text) || last.text === 'State'
  if (at === from && head && !titles.has(last.text)) return !hasFirstName(r, r.words[at + size])
  return word.text === 'M' && r.language !== 'fr'
}

/** A nationality in front stays with the name of a body ("Iraqi Security Forces") and comes off everything else. */
function withoutNation(r: Reading, from: number, to: number): number {
  let at = from
  while (at < to && isNation(r, at)) at += 1
  if (at === from) return from
  if (at >= to) return to
  const last = r.words[to - 1]
  const { orgLast, placeLast } = r.index.words
  if (last !== undefined && (orgLast.has(last.text) || placeLast.has(last.text)) && !hasFirstName(r, r.words[at])) {
    // "Russian Gazprom Bank": a body that the lists know needs no nationality.
    return entriesAt(r, at, to)[0]?.words.length === to - at && to - at > 1 && !isGeneral(r, at, to) ? at : from
  }
  if (entriesAt(r, at, to).some((one) => one.words.length === to - at && one.list === 'militaryAndMilitant'))
    return from
  return at
}

function isGeneral(r: Reading, from: number, to: number): boolean {
  return r.words.slice(from, to).every((word) => isCommon(word.lower, r.index) || !word.capital)
}

function isNation(r: Reading, at: number): boolean {
  const word = r.words[at]
  if (word === undefined) return false
  const { demonyms } = r.index.words
  if (demonyms.has(word.text)) return true
  const hyphen = word.text.indexOf('-')
  return hyphen > 0 && demonyms.has(word.text.slice(hyphen + 1)) && demonyms.has(word.text.slice(0, hyphen))
}

/** The first word of a sentence has a capital anyway: it stays only when the text or the lists speak for it. */
function withoutFirst(r: Reading, from: number, to: number): number {
  const word = r.words[from]
  if (word === undefined || word.begins === 'no' || to - from < 2 || word.acronym || word.mixed) return from
  if (entriesAt(r, from, to).some((one) => one.words.length > 1 || !one.weak)) return from
  if (hasFirstName(r, word) && !isWrittenSmall(r, word)) return from
  if (!isOrdinary(r, word) && !isWrittenSmall(r, word)) return from
  if (word.text === 'Exercise' && !isWrittenSmall(r, word)) return from
  // "Chrome 131 fixes"
  const product = entriesAt(r, from, from + 1).some((one) => one.type === 'product')
  if (product && r.words.slice(from + 1, to).every((one) => /^\p{N}/u.test(one.text))) return from
  if (placeAt(r, from, from + 1) !== null || r.index.words.particles.has(word.lower)) return from
  if ((r.casing.capital.get(word.text) ?? 0) > 0) return from
  const last = r.words[to - 1]
  const { orgLast, orgFirst, placeFirst, productLast, legal } = r.index.words
  if (orgFirst.has(word.text) || placeFirst.has(word.text)) return from
  // "Rivals Paychex" is Paychex; "Quantum Machines" is one name, since "Machines" alone would be none.
  if (
    last !== undefined &&
    (legal.has(last.text) || ((orgLast.has(last.text) || productLast.has(last.text)) && to - from === 2))
  )
    return from
  const rest = r.words.slice(from + 1, to)
  return rest.every((one) => isCommon(one.lower, r.index) && !one.acronym && !hasFirstName(r, one)) &&
    !isWrittenSmall(r, word)
    ? from
    : from + 1
}

/** "del Consiglio Giorgia Meloni": a body and, without a comma, who speaks for it. */
function beforePerson(r: Reading, from: number, to: number): number {
  const at = to - 2
  const head = r.words[at - 1]
  // "NATO Jens Stoltenberg"
  if (
    at > from &&
    head?.acronym === true &&
    hasFirstName(r, r.words[at]) &&
    !r.index.words.orgLast.has(r.words[to - 1]?.text ?? '')
  )
    return at
  if (r.language === 'en' || at <= from || head === undefined || !r.index.words.orgFirst.has(head.text)) return from
  return hasFirstName(r, r.words[at]) && hasFamilyName(r, r.words[at + 1]) ? at : from
}

/** "London Ukraine": two places side by side are two names, and so are "US" and what is no body. */
function atPlaces(r: Reading, from: number, to: number, inner: Inner): Piece[] | null {
  if (to - from < 2) return null
  const first = entriesAt(r, from, to)[0]
  // "RAF Tornado": who flies it, and what.
  const craft = first !== undefined && first.type === 'organisation' && !first.weak && r.words[from]?.acronym === true
  if (craft && entriesAt(r, from + first.words.length, to).some((one) => one.type === 'product' && !one.weak))
    return [...inner(from, from + first.words.length, null), ...inner(from + first.words.length, to, null)]
  if (first === undefined || first.type !== 'place' || first.weak) return null
  const after = from + first.words.length
  const rest = entriesAt(r, after, to)[0]
  const person = hasFirstName(r, r.words[after]) && to - after >= 2 && hasFamilyName(r, r.words[to - 1])
  if ((rest !== undefined && rest.words.length === to - after && rest.type === 'place' && !rest.weak) || person)
    return [...inner(from, after, null), ...inner(after, to, null)]
  return null
}

export function sliceOf(r: Reading, from: number, to: number): string {
  return r.text.slice(r.words[from]?.start ?? 0, r.words[to - 1]?.end ?? 0)
}
