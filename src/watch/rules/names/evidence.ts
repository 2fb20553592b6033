// What the form of a name and the words around it say of its kind, each with its weight and its reason.

import { sliceOf } from './cut.ts'
import { isCommon } from './data.ts'
import { entriesAt, type Hint, hasFamilyName, hasFirstName, type Piece, placeAt, type Reading } from './reading.ts'
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
  if (body && isOfProduct(r, first)) say('product', 2.5, `begins with the product "${first.text}"`)
  if (body && realm(words)) say('place', 4.5, 'a state with its form')
  if (body && ARABIC_GROUP.test(first.text) && /^(?:al|ad|ar|as|at|ash)-|^(?:Allah|Dine)$/i.test(last.text))
    say('organisation', 4.5, `begins with "${first.text}"`)
  if (body && isCoded(r, words)) say('product', 4, `a model of "${first.text}"`)
  if (lists.legal.has(last.text) && body) say('organisation', 6, `ends with "${last.text}"`)
  if (lists.orgLast.has(last.text) && body) say('organisation', 5, `ends with "${last.text}"`)
  if (lists.placeLast.has(last.text) && body) say('place', 5, `ends with "${last.text}"`)
  if (lists.productLast.has(last.text) && body) say('product', 4, `ends with "${last.text}"`)
  if (lists.orgFirst.has(first.text) && body) say('organisation', 4.5, `begins with "${first.text}"`)
  if (body && liesIn(r, words)) say('place', 4, 'a part of a place')
  if (lists.placeFirst.has(first.text) && body && (!hasFirstName(r, first) || LAND.test(first.text)))
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

/** "Supporters of", "soldiers of": groups, and first names as well. */
const ARABIC_GROUP = /^(?:Ansar|Jund|Hayat|Usud)$/

// "NetWeaver AS Java"
function isOfProduct(r: Reading, first: Word): boolean {
  return r.index.entries.get(first.text)?.single.some((one) => one.type === 'product' && !one.weak) === true
}

// "Hashemite Kingdom of Jordan", "Great Mosque of al-Nuri"
function realm(words: readonly Word[]): boolean {
  return words.some(
    (word, i) =>
      i < words.length - 1 &&
      words[i + 1]?.lower === 'of' &&
      /^(?:Kingdom|Republic|Emirate|Sultanate|Principality|Mosque|Temple|Cathedral|Strait|Gulf)$/.test(word.text),
  )
}

// Words of Arabic for land and settlements that are also first names.
const LAND = /^(?:Wadi|Tall|Tel|Tell|Jabal|Jebel|Deir|Dayr|Ain|Ayn|Kafr|Kfar|Bab)$/
const COMPASS = /^(?:North|South|East|West|Northern|Southern|Eastern|Western|Central)$/

// "East Mosul", "Southern Iraq", "Example Airfield West".
function liesIn(r: Reading, words: readonly Word[]): boolean {
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined) return false
  if (COMPASS.test(last.text) && r.index.words.placeLast.has(words.at(-2)?.text ?? '')) return true
  const at = r.words.indexOf(first)
  const to = at + words.length
  if (!COMPASS.test(first.text)) return false
  const whole = entriesAt(r, at + 1, to).some((one) => one.type === 'place' && one.words.length === to - at - 1)
  return whole || placeAt(r, at + 1, to) !== null
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
export function isOperation(word: Word | undefined): boolean {
  return (
    word !== undefined &&
    /^(?:Op\u00e9ration|Operation|Exercise|Operaci\u00f3n|Operazione|Opera\u00e7\u00e3o|Operatie)$/.test(word.text)
  )
}

function endsLikeBody(lower: string, endings: Set<string>): boolean {
  for (let size = 3; size <= Math.min(12, lower.length - 3); size += 1) {
    if (endings.has(lower.slice(-size))) return true
  }
  return false
}

export type Say = (type: Hint['type'], points: number, why: string) => void

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
  if (/^(?:[AaEe][lzdnst]|ash|ar)-\p{Lu}\p{L}{2,20}i$/u.test(word.text) && !hasFamilyName(r, word))
    say('person', 1.6, 'written as family names of Arabic are')
  if (word.acronym && word.text.length >= 2 && word.text.length <= 7)
    say('organisation', /\p{N}/u.test(word.text) ? 0.8 : 1.8, 'an abbreviation')
  else if (/^[ie]\p{Lu}\p{L}+$/u.test(word.text) && !word.acronym) say('product', 1.8, 'written as products are')
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

export function textOf(r: Reading, piece: Piece): string {
  return sliceOf(r, piece.from, piece.to)
}
