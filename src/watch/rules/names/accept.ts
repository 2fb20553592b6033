// Whether a piece with a capital is a name at all: beginnings of sentences and ordinary words have to prove it.
import { isCommon } from './data.ts'
import {
  entriesAt,
  hasFamilyName,
  hasFirstName,
  isFunction,
  isOrdinary,
  isWrittenSmall,
  type Piece,
  placeAt,
  type Reading,
} from './reading.ts'
import { isInitial, type Word } from './words.ts'

/** `named` holds words that are part of a longer name of the text: "Musk", once "Elon Musk" was seen. */
export function isName(r: Reading, piece: Piece, named: Set<string>): boolean {
  if (piece.known !== null) return !piece.known.rejected
  const first = r.words[piece.from]
  if (first === undefined) return false
  if (isOffice(r, piece)) return false
  return piece.to - piece.from === 1 ? isSingle(r, piece, first, named) : isLonger(r, piece)
}

/** "Minister of Foreign Affairs", "Secretary for Health": what follows is the office, unless it is a place or a body. */
function isOffice(r: Reading, piece: Piece): boolean {
  const small = r.words[piece.from - 1]
  const title = r.words[piece.from - 2]
  if (small === undefined || title === undefined || !title.capital || !/^(?:of|for)$/.test(small.lower)) return false
  if (piece.entries.length > 0 || placeAt(r, piece.from, piece.to) !== null) return false
  return /^(?:Minister|Ministers|Secretary|Commissioner|Director|Head|Chief)$/.test(title.text)
}

function isLonger(r: Reading, piece: Piece): boolean {
  if (piece.entries.length > 0 || piece.hint !== null) return true
  const words = r.words.slice(piece.from, piece.to).filter((word) => word.capital)
  if (words.every((word) => isFunction(r, word) || r.index.words.notNames.has(word.text))) return false
  // Words that the text also writes small, side by side: a heading or emphasis rather than a name.
  const last = r.words[piece.to - 1]
  if (last !== undefined && r.index.words.orgLast.has(last.text)) return true
  return !words.every((word) => isWrittenSmall(r, word) && isCommon(word.lower, r.index))
}

function isSingle(r: Reading, piece: Piece, word: Word, named: Set<string>): boolean {
  const { notNames, demonyms, titles } = r.index.words
  if (piece.entries.some((one) => !one.weak) && !word.capital) return true
  if (notNames.has(word.text) || notNames.has(word.whole) || demonyms.has(word.text) || !word.capital) return false
  if (piece.hint !== null) return piece.hint.type !== 'person' || !isWrittenSmall(r, word) || hasFamilyName(r, word)
  if (r.text[word.start - 1] === '@') return false
  if (isInitial(word)) return isBrand(r, piece, word)
  if (named.has(word.text)) return true
  if (word.mixed || (word.acronym && !isPlainNumber(word))) return isAcronymName(r, word)
  const due = word.begins !== 'no'
  const small = r.casing.small.get(word.lower) ?? 0
  const seen = r.casing.capital.get(word.text) ?? 0
  if (piece.entries.some((one) => !one.weak) || placeAt(r, piece.from, piece.to) !== null)
    return !due || small === 0 || seen > 0
  if (titles.has(word.text) || isFunction(r, word)) return false
  if (piece.entries.length > 0) return isWeakName(r, piece, word, due, small)
  if (r.german) return true
  const ordinary = isOrdinary(r, word)
  if (r.language !== 'en' && isGenericNoun(r, word)) return false
  // What is left of "Australian Open" when the nationality is cut off.
  const before = r.words[piece.from - 1]
  if (ordinary && word.joint === 'space' && before?.capital === true && !isKindNext(r, piece)) return false
  if (!due) return !(ordinary && (small > 0 || isGenericNoun(r, word)))
  if (small > 0) return false
  if (seen > 0 && !(ordinary && isGenericNoun(r, word))) return true
  if (ordinary && isKindNext(r, piece) && !isCommon(word.lower, r.index)) return true
  if (ordinary) return false
  // Without a list of the ordinary words of a language, the beginning of a sentence needs more than a capital.
  if (r.language !== 'en') return (hasFirstName(r, word) || hasFamilyName(r, word)) && !isShort(word)
  return word.text.length > 2
}

function isShort(word: Word): boolean {
  return word.text.length < 5
}

function isPlainNumber(word: Word): boolean {
  return !/\p{L}/u.test(word.text)
}

function isAcronymName(r: Reading, word: Word): boolean {
  const { notNames } = r.index.words
  if (notNames.has(word.text.replace(/s$/, ''))) return false
  // Shouted words, and codes of advisories.
  if (word.acronym && word.text.length > 3 && isCommon(word.lower, r.index) && !r.index.entries.has(word.text))
    return false
  if (/-\d{2,4}-\d/.test(word.text)) return false
  // Codes such as CVE-2024-1234, A320 or 10GB are no names of bodies.
  if (/^(?:CVE|CWE|RFC|ISO|IEC|EN|DIN)-?\d/.test(word.text) || /^\d+[A-Z]{1,3}$/.test(word.text)) return false
  return word.text.length <= 24
}

/** Entries that are also ordinary words ("Apple", "Orange") count where no capital was due, or where the text agrees. */
function isWeakName(r: Reading, piece: Piece, word: Word, due: boolean, small: number): boolean {
  if ((r.casing.capital.get(word.text) ?? 0) > 0 || !due)
    return small === 0 || (!due && !piece.entries.every((one) => one.list === 'cities'))
  if (small > 0) return false
  if (piece.entries.every((one) => one.type === 'place')) return word.possessive
  const next = r.words[piece.from + 1]
  const { orgVerbs, speechVerbs, afterOrg, productNouns } = r.index.words
  const product = piece.entries.some((one) => one.type === 'product')
  return (
    word.possessive ||
    (product && next !== undefined && /^\d/.test(next.text)) ||
    (product && next?.joint === 'space' && (productNouns.has(next.lower) || MACHINES.test(next.lower))) ||
    isCoordinated(r, piece) ||
    (next !== undefined &&
      next.joint === 'space' &&
      (orgVerbs.has(next.lower) || speechVerbs.has(next.lower) || afterOrg.has(next.lower) || ALLIED.test(next.lower)))
  )
}

/** "The Interlock ransomware": what it is stands behind. */
function isKindNext(r: Reading, piece: Piece): boolean {
  const next = r.words[piece.to]
  return next !== undefined && next.joint === 'space' && r.index.words.productNouns.has(next.lower)
}

/** "Exchange and Outlook were not touched": beside another name of the lists, of the same kind. */
function isCoordinated(r: Reading, piece: Piece): boolean {
  const gap = r.words[piece.to]
  const at = gap !== undefined && gap.joint === 'space' && /^(?:and|or)$/.test(gap.lower) ? piece.to + 1 : piece.to
  const other = r.words[at]
  if (other === undefined || !other.capital) return false
  if (at === piece.to && r.text.slice(r.words[piece.to - 1]?.end ?? 0, other.start) !== ', ') return false
  return entriesAt(r, at, at + 1).some((one) => piece.entries.some(({ type }) => type === one.type))
}

const MACHINES = /^(?:logs|machines|computers|hosts|domains?|sites|phones|desktops|laptops)$/
const ALLIED = /^(?:nations|partners|aircraft|jets|warplanes|troops|forces|officials|advisers|advisors)$/
const BODIES = new Set('Parliament|Government|Council|Cabinet|Commission|Army|Navy'.split('|'))

/** "Internet", "State", "Minister": capitals out of habit; bodies that one speaks of by their kind stay. */
function isGenericNoun(r: Reading, word: Word): boolean {
  if (BODIES.has(word.text)) return false
  const { orgLast, placeLast, orgFirst, placeFirst, productLast, roles } = r.index.words
  return (
    orgLast.has(word.text) ||
    placeLast.has(word.text) ||
    orgFirst.has(word.text) ||
    placeFirst.has(word.text) ||
    productLast.has(word.text) ||
    roles.has(word.lower)
  )
}

const PLATFORM = [
  'platform',
  'platforms',
  'posts',
  'post',
  'posted',
  'tweet',
  'twitter',
  'tweets',
  'users',
  'network',
  'musk',
  'social',
  'accounts',
  'account',
  'outage',
  'nutzer',
  'plattform',
  'plateforme',
  'plataforma',
  'piattaforma',
  'platforma',
  'netzwerk',
  'timeline',
  'app',
]

/** One letter is a name only where the text speaks of a platform, and the letter stands where a name would. */
function isBrand(r: Reading, piece: Piece, word: Word): boolean {
  if (word.text !== 'X' || r.text[word.end] === '.') return false
  const next = r.words[piece.to]
  if (next !== undefined && next.joint === 'space' && next.capital && next.text.length === 1) return false
  if (/^[-/]\p{L}/u.test(r.text.slice(word.end, word.end + 2))) return false
  return (
    PLATFORM.some(
      (one) => r.casing.small.has(one) || r.casing.capital.has(one.charAt(0).toUpperCase() + one.slice(1)),
    ) ||
    r.casing.capital.has('Musk') ||
    r.casing.capital.has('Twitter')
  )
}
