// What the form of a name and the words around it say of its kind, each with its weight and its reason.

import { sliceOf } from './cut.ts'
import { isCommon } from './data.ts'
import { type Hint, hasFamilyName, hasFirstName, type Piece, placeAt, type Reading } from './reading.ts'
import { isInitial, type Word } from './words.ts'

/** What the name itself says. */
export function formEvidence(r: Reading, piece: Piece): Hint[] {
  const hints: Hint[] = piece.hint === null ? [] : [piece.hint]
  const words = r.words.slice(piece.from, piece.to)
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined) return hints
  for (const entry of piece.entries)
    hints.push({
      type: entry.type,
      points: entry.weak ? 2.5 : entry.list === 'cities' ? 3 : 5,
      why: `on the list of ${entry.list}`,
    })
  const place = placeAt(r, piece.from, piece.to)
  if (place !== null && place.kind !== 'site' && !piece.entries.some((one) => one.type === 'place' && !one.weak))
    hints.push({ type: 'place', points: place.ambiguous ? 3 : 5, why: place.why })
  if (place !== null && place.kind === 'site' && piece.entries.length === 0)
    hints.push({ type: 'place', points: 3, why: place.why })
  if (piece.entries.length === 0 && place === null) hints.push(...shapeEvidence(r, words, first, last))
  return hints
}

function shapeEvidence(r: Reading, words: readonly Word[], first: Word, last: Word): Hint[] {
  const hints: Hint[] = []
  const say = (type: Hint['type'], points: number, why: string) => hints.push({ type, points, why })
  const { words: lists } = r.index
  const capitals = words.filter((word) => word.capital)
  const body = words.length > 1
  if (body && isOperation(first)) return hints
  const maker = makerOf(r, words)
  if (maker !== null)
    say(
      maker === 'technology' || maker.startsWith('security') ? 'product' : 'organisation',
      2,
      `begins with "${first.text}"`,
    )
  if (body && isCoded(r, words)) say('product', 4, `a model of "${first.text}"`)
  if (lists.legal.has(last.text) && body) say('organisation', 6, `ends with "${last.text}"`)
  if (lists.orgLast.has(last.text) && body) say('organisation', 5, `ends with "${last.text}"`)
  if (lists.placeLast.has(last.text) && body) say('place', 5, `ends with "${last.text}"`)
  if (lists.productLast.has(last.text) && body) say('product', 4, `ends with "${last.text}"`)
  if (lists.orgFirst.has(first.text) && body) say('organisation', 4.5, `begins with "${first.text}"`)
  if (lists.placeFirst.has(first.text) && body && !hasFirstName(r, first))
    say('place', /^(?:El|Los|Las)$/.test(first.text) ? 1.5 : 3, `begins with "${first.text}"`)
  const headAt = words.findIndex(
    (word, i) =>
      i > 0 &&
      !word.capital &&
      (lists.orgLast.has(words[i - 1]?.text ?? '') || lists.orgFirst.has(words[i - 1]?.text ?? '')),
  )
  if (headAt > 0) say('organisation', 5, `"${words[headAt - 1]?.text}" with what it is for`)
  if (r.german && endsLikeBody(last.lower, lists.orgEnding)) say('organisation', 3, 'ends like the name of a body')
  if (hints.length === 0) personShape(r, words, capitals, say)
  if (words.length === 1) singleShape(r, first, say)
  return hints
}

// "Microsoft Entra": a known organisation and something of its own.
function makerOf(r: Reading, words: readonly Word[]): string | null {
  if (words.length < 2) return null
  const single = r.index.entries.get(words[0]?.text ?? '')?.single
  return single?.find((one) => one.type === 'organisation' && !one.weak)?.list ?? null
}

// "Tornado GR4", "Galaxy S25": a product of the lists and the sign of its model.
function isCoded(r: Reading, words: readonly Word[]): boolean {
  const product = r.index.entries.get(words[0]?.text ?? '')?.single.some((one) => one.type === 'product')
  return product === true && words.slice(1).every((word) => /\p{N}/u.test(word.text))
}

/** "Operation Talent" is a name, and of none of the four kinds. */
function isOperation(word: Word | undefined): boolean {
  return (
    word !== undefined &&
    /^(?:Op\u00e9ration|Operation|Operaci\u00f3n|Operazione|Opera\u00e7\u00e3o|Operatie)$/.test(word.text)
  )
}

function endsLikeBody(lower: string, endings: Set<string>): boolean {
  for (let size = 3; size <= Math.min(12, lower.length - 3); size += 1) {
    if (endings.has(lower.slice(-size))) return true
  }
  return false
}

type Say = (type: Hint['type'], points: number, why: string) => void

const CAPITAL_PARTICLE = /^(?:Le|La|De|Du|Des|Van|Von|Di|Da|Del|Della|Al|El|Bin|Ben|Mac|St)$/

function personShape(r: Reading, words: readonly Word[], capitals: readonly Word[], say: Say) {
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined || capitals.length > 5) return
  const digits = words.some((word) => /\p{N}/u.test(word.text))
  if (words.length === 1) {
    if (hasFirstName(r, first)) say('person', isCommon(first.lower, r.index) ? 0.5 : 1.5, 'a first name')
    else if (hasFamilyName(r, first) && !isCommon(first.lower, r.index)) say('person', 1.5, 'a family name')
    return
  }
  if (digits) return say('product', 1.5, 'a name with a number')
  const joined = words.some((word) => word.joint === 'and' && word !== first)
  if (joined) return say('organisation', 3, 'two names joined by "&"')
  const rest = capitals.slice(1)
  // "Al Gore", but "Al Hawl": the article of Arabic names looks like a first name.
  if (first.text === 'Al' && !hasFamilyName(r, last)) return
  if (hasFirstName(r, first) && rest.length === 2 && CAPITAL_PARTICLE.test(rest[0]?.text ?? ''))
    return say('person', 4, `begins with the first name "${first.text}"`)
  const plain = rest.filter(
    (word) => isCommon(word.lower, r.index) && !hasFamilyName(r, word) && !hasFirstName(r, word),
  )
  if (hasFirstName(r, first) && plain.length === 0)
    return say(
      'person',
      hasFamilyName(r, last) || hasFirstName(r, last) ? 5 : 4,
      `begins with the first name "${first.text}"`,
    )
  if (words.some((word, i) => i > 0 && isInitial(word)) && !first.acronym) return say('person', 4, 'with an initial')
  if (isInitial(first)) return say('person', 3, 'with an initial')
  if (hasFirstName(r, first) && !isCommon(first.lower, r.index))
    return say('person', 2.5, `begins with the first name "${first.text}"`)
  if (
    words.some((word, i) => i > 0 && /^(?:von|van|bin|ibn|al|ben|der|den|ter)$/.test(word.lower)) ||
    /^(?:al|el|bin|abu|ibn)(?:-|$)/i.test(last.text)
  )
    return say('person', 2, 'with a part that names of persons have')
  const acronym = words.some((word) => word.acronym || word.mixed)
  const common = capitals.filter((word) => isCommon(word.lower, r.index))
  if (hasFamilyName(r, last) && common.length === 0 && !acronym)
    return say('person', 2.5, `ends with the family name "${last.text}"`)
  if (acronym) return say('organisation', 1.5, 'with an abbreviation')
  if (common.length === capitals.length) return say('organisation', 1.6, 'ordinary words as a name')
  if (common.length === 0 && capitals.length <= 3) return say('person', 1.7, 'two words that are no ordinary ones')
  say('organisation', 1, 'partly ordinary words')
}

function singleShape(r: Reading, word: Word, say: Say) {
  if (word.text === 'X') return say('organisation', 3, 'the platform')
  if (/^\p{Lu}{1,3}-\p{N}{1,4}\p{L}?$/u.test(word.text)) return say('product', 2, 'written as models are')
  if (word.acronym && word.text.length >= 2 && word.text.length <= 7)
    say('organisation', /\p{N}/u.test(word.text) ? 0.8 : 1.8, 'an abbreviation')
  else if (word.mixed) {
    say('product', /\p{N}/u.test(word.text) ? 1.6 : 1, 'written as products and firms are')
    say('organisation', 1.2, 'written as products and firms are')
  } else if (/\p{N}/u.test(word.text)) say('product', 1.5, 'a name with a number')
  else if (
    /(?:istan|land|burg|grad|ville|abad|shire|polis|stadt|hausen|dorf|pur|pora|ovo|sk|gorod)$/.test(word.lower) &&
    !isCommon(word.lower, r.index) &&
    !hasFamilyName(r, word)
  )
    say('place', 1.6, 'ends as names of places do')
  else if (
    /(?:tech|soft|bank|net|corp|pharma|leaks|tel|com|cyber|sec|air|gas|oil|energo|neft|gaz|prom|invest|media|labs|grid|avia|energia|energija)$/.test(
      word.lower,
    ) &&
    !isCommon(word.lower, r.index)
  )
    say('organisation', 1.6, 'ends as names of firms do')
}

/** What stands before and after one mention. */
export function contextEvidence(r: Reading, piece: Piece): Hint[] {
  const hints: Hint[] = []
  if (isOperation(r.words[piece.from])) return hints
  const say: Say = (type, points, why) => hints.push({ type, points, why })
  before(r, piece, say)
  after(r, piece, say)
  return hints
}

function before(r: Reading, piece: Piece, say: Say) {
  const { words } = r.index
  const first = r.words[piece.from]
  const prior = r.words[piece.from - 1]
  if (first === undefined || prior === undefined || first.begins === 'sentence') return
  const near = gapBetween(r, piece.from - 1)
  const second = r.words[piece.from - 2]
  if (near === ' ') {
    const word = prior.lower
    if (words.roles.has(word) && piece.to - piece.from > 1) say('person', 3.5, `after "${word}"`)
    else if (words.roles.has(word)) say('person', 2, `after "${word}"`)
    if (words.orgNouns.has(word)) say('organisation', 3, `after "${word}"`)
    if (words.productNouns.has(word)) say('product', 2.5, `after "${word}"`)
    if (words.locatives.has(word))
      say('place', second?.lower === 'invest' || second?.lower === 'stake' ? 0 : 2, `after "${word}"`)
    else if (words.weakLocatives.has(word)) say('place', 0.6, `after "${word}"`)
    const of = /^(?:of|in|de|von|di|van|del)$/.test(word) ? (second?.lower ?? '') : ''
    if (words.ofPlace.has(of) || words.placeNouns.has(of)) say('place', 2.5, `after "${of} ${word}"`)
    if (words.ofOrg.has(of)) say('organisation', 2, `after "${of} ${word}"`)
    if (/^(?:at|for|with)$/.test(word) && words.roles.has(second?.lower ?? ''))
      say('organisation', 2, `after "${second?.lower} ${word}"`)
    if (words.ofProduct.has(of)) say('product', 2, `after "${of} ${word}"`)
    if (/^(?:called|named|dubbed|codenamed|nicknamed|as)$/.test(word)) calledSo(r, piece, say)
    if (words.scoredOver.has(word) && !first.acronym) say('organisation', 2, `after "${word}"`)
    if (word === 'the' && piece.to - piece.from === 1 && !first.acronym) say('organisation', 0.8, 'after "the"')
    if (
      word === 'by' &&
      second !== undefined &&
      /^(?:made|developed|acquired|sold|published|owned|operated|run|built)$/.test(second.lower)
    )
      say('organisation', 1.5, `after "${second.lower} by"`)
  }
  // ", of Austin, Texas": a place names the larger place after it.
  if (near === ', ') {
    if (words.productNouns.has(prior.lower)) say('product', 2, `after "${prior.lower},"`)
    if (words.roles.has(prior.lower) && piece.to - piece.from > 1) say('person', 2.5, `after "${prior.lower},"`)
  }
}

// "a backdoor, which they call Nightfall": what was called so stands a few words before.
function calledSo(r: Reading, piece: Piece, say: Say) {
  const { productNouns, orgNouns, placeNouns } = r.index.words
  for (let at = piece.from - 2; at >= Math.max(0, piece.from - 9); at -= 1) {
    const word = r.words[at]
    if (word === undefined || /[.!?\n]/.test(gapBetween(r, at))) return
    if (productNouns.has(word.lower)) return say('product', 2.5, `so called: "${word.lower}"`)
    if (orgNouns.has(word.lower)) return say('organisation', 2.5, `so called: "${word.lower}"`)
    if (placeNouns.has(word.lower)) return say('place', 2.5, `so called: "${word.lower}"`)
  }
}

function after(r: Reading, piece: Piece, say: Say) {
  const { words } = r.index
  const last = r.words[piece.to - 1]
  if (last === undefined) return
  const end = last.end
  const tail = r.text.slice(end, end + 60)
  if (/^,? (?:aged )?\d{2},/.test(tail) || /^ \(\d{2}\)/.test(tail)) return say('person', 5, 'followed by an age')
  if (/^ \d{1,2}-\d{1,2}\b/.test(tail)) say('organisation', 6, 'before the score of a game')
  if (/^,? who(?:m|se)? /.test(tail)) say('person', 3, 'followed by "who"')
  if (/^ \((?:NYSE|NASDAQ|Nasdaq|LSE|FTSE|ETR|EPA|BIT|AMS):/.test(tail)) say('organisation', 6, 'with its listing')
  const next = r.words[piece.to]
  if (next === undefined) return
  const near = r.text.slice(end, next.start)
  if (near === ', ') apposition(r, piece, say)
  const joined = near === ' ' || /^['\u2019]s? $/.test(near)
  if (!joined) return
  const word = next.lower
  if (words.afterOrg.has(word)) say('organisation', near === ' ' ? 1.5 : 1.8, `before "${word}"`)
  if (words.productNouns.has(word) && near === ' ') say('product', 1.6, `before "${word}"`)
  if (words.afterPlace.has(word) && near === ' ') say('place', 2.2, `before "${word}"`)
  if (/^(?:militants|fighters|insurgents|jihadists|gunmen|rebels|lawmakers|affiliates|ransomware|hackers)$/.test(word))
    say('organisation', 2, `before "${word}"`)
  if (near !== ' ') return
  if (words.orgNouns.has(word) && !next.capital) say('organisation', 1.4, `before "${word}"`)
  if (words.personVerbs.has(word)) say('person', 1.5, `before "${word}"`)
  if (words.orgVerbs.has(word)) say('organisation', 1, `before "${word}"`)
  if (words.speechVerbs.has(word)) {
    say('person', piece.to - piece.from > 1 ? 0.6 : 0.4, `before "${word}"`)
    say('organisation', 0.5, `before "${word}"`)
  }
}

// "Carl Eschenbach, chief executive of", "Jerseyville, Illinois", "Workday, a software company".
function apposition(r: Reading, piece: Piece, say: Say) {
  const { words } = r.index
  const next = r.words[piece.to]
  if (next === undefined) return
  if (next.capital) {
    const place = r.places.get(next.start)
    const entry = r.index.entries.get(next.text)?.single.some((one) => one.type === 'place' && !one.weak)
    const prior = r.words[piece.from - 1]
    const listed = r.text[next.end] === ',' || r.text[next.end] === '.' || r.text[next.end] === undefined
    if (
      (place !== undefined || entry === true) &&
      listed &&
      prior !== undefined &&
      (words.locatives.has(prior.lower) || words.weakLocatives.has(prior.lower) || words.ofPlace.has(prior.lower))
    )
      say('place', 2.5, 'before the larger place that it lies in')
    return
  }
  const article = /^(?:a|an|the|one|its|his|their|ein|eine|der|die|un|une|uno|una|le|la|il|el|een|het)$/.test(
    next.lower,
  )
  for (let at = piece.to; at < piece.to + 7; at += 1) {
    const word = r.words[at]
    if (word === undefined || (at > piece.to && /[,.;\n]/.test(gapBetween(r, at - 1)))) return
    const lower = word.lower
    if (words.roles.has(lower) && (!article || at - piece.to < 5)) return say('person', 3, `explained as "${lower}"`)
    if (!article) {
      if (at > piece.to + 2) return
      continue
    }
    if (/^(?:of|in|for|at|that|which|who|with)$/.test(lower)) return
    if (words.orgNouns.has(lower)) return say('organisation', 3, `explained as "${lower}"`)
    if (words.placeNouns.has(lower)) return say('place', 3, `explained as "${lower}"`)
    if (words.productNouns.has(lower)) return say('product', 2.5, `explained as "${lower}"`)
  }
}

function gapBetween(r: Reading, at: number): string {
  return r.text.slice(r.words[at]?.end ?? 0, r.words[at + 1]?.start ?? 0)
}

export function textOf(r: Reading, piece: Piece): string {
  return sliceOf(r, piece.from, piece.to)
}
