// What the words around a name say of its kind, each with its weight and its reason.
import { isOperation, type Say } from './evidence.ts'
import { productAfter, productBefore } from './product-signs.ts'
import type { Hint, Piece, Reading } from './reading.ts'

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
    const holed = productBefore(r, piece, say)
    if (words.locatives.has(word) && !holed) say('place', locativePoints(word, second?.lower), `after "${word}"`)
    else if (words.weakLocatives.has(word) && !holed)
      say('place', weakPoints(r, word, second?.lower ?? ''), `after "${word}"`)
    const of = /^(?:of|in|de|von|di|van|del)$/.test(word) ? (second?.lower ?? '') : ''
    const acronym = first.acronym && piece.entries.length === 0
    if ((words.ofPlace.has(of) && !acronym) || words.placeNouns.has(of))
      say('place', SETTLEMENT.test(of) ? 4 : 2.5, `after "${of} ${word}"`)
    if (word === 'for' && /^(?:battle|fight|offensive|struggle)$/.test(second?.lower ?? ''))
      say('place', 2, `after "${second?.lower} for"`)
    if (/-(?:held|controlled|occupied)$/.test(word)) say('place', 2.5, `after "${word}"`)
    if (/^\d{1,3}-year-old$/.test(word)) say('person', 4, 'after an age')
    if (words.ofOrg.has(of) && word !== 'in') say('organisation', 2, `after "${of} ${word}"`)
    if (/^(?:at|for|with)$/.test(word) && words.roles.has(second?.lower ?? ''))
      say('organisation', 2, `after "${second?.lower} ${word}"`)
    if (words.ofProduct.has(of) && word !== 'in') say('product', 2, `after "${of} ${word}"`)
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
  productAfter(r, piece, say)
  definition(r, piece, say)
  whereItLies(tail, say)
  if (last.acronym && isDateline(r, piece)) say('place', 4, 'before the dash of a report')
  if (COPULA.has(next.lower) && / (?:not )?(?:vulnerable|unpatched|exploitable)\b/.test(tail.slice(0, 24)))
    say('product', 1.5, 'said to be vulnerable')
  if (near === ', ') apposition(r, piece, say)
  const joined = near === ' ' || /^['\u2019]s? $/.test(near)
  if (!joined) return
  const word = next.lower
  if (words.afterOrg.has(word)) say('organisation', near === ' ' ? 1.5 : 1.8, `before "${word}"`)
  if (words.productNouns.has(word) && near === ' ')
    say('product', NAMING_PRODUCT.test(word) ? 6 : CRAFT.test(word) ? 1.6 : 2.2, `before "${word}"`)
  if (near === ' ') placeAfter(r, piece, say)
  if (/^(?:militants|fighters|insurgents|jihadists|gunmen|rebels|lawmakers|affiliates|hackers)$/.test(word))
    say('organisation', 2, `before "${word}"`)
  if (near !== ' ') return
  const scheme = SCHEME.test(word)
  if (words.orgNouns.has(word) && !next.capital && !scheme) say('organisation', 1.4, `before "${word}"`)
  if (words.personVerbs.has(word)) say('person', 1.5, `before "${word}"`)
  if (words.orgVerbs.has(word)) say('organisation', 1, `before "${word}"`)
  if (last.mixed && (/^(?:found|gave)$/.test(word) || (words.speechVerbs.has(word) && !AUXILIARY.test(word))))
    say('organisation', 1, `"${last.text}" before "${word}"`)
  if (words.speechVerbs.has(word)) {
    say('person', piece.to - piece.from > 1 ? 0.6 : 0.4, `before "${word}"`)
    say('organisation', 0.5, `before "${word}"`)
  }
}

const AUXILIARY = /^(?:has|had|is|was|will|would|could|can|may|might|must|did|does|also|wants|wanted)$/
/** Nothing else is called a plug-in, whatever its name ends with. */
const NAMING_PRODUCT = /^(?:plug-ins?|plugins?|add-ons?|extension|botnet|backdoor)$/
/** "Coalition aircraft": those of a body more often than the name of a kind. */
const CRAFT =
  /^(?:aircraft|jets?|helicopters?|gunships?|bombers?|drones?|missiles?|rockets?|tanks?|frigate|submarine|satellites?|cars?|devices?|servers?|systems?|platforms?)$/
/** Places and houses that are called after persons and everything else. */
const NAMING_PLACE =
  /^(?:mosque|airport|stadium|prison|camp|dam|bridge|street|district|neighbou?rhood|province|governorate)$/
const NAMING_HOUSE = /^(?:hospital|university|school|clinic|foundation|museum)$/
// "the Wolf Run project": what it is called after, no body.
const SCHEME = /^(?:project|projects|scheme|programme|program|initiative|plan|mission|deal|case|affair)$/

const MOVES =
  /^(?:travel|travels|travelled|traveled|travelling|go|goes|went|fly|flies|flew|return|returns|returned|move|moved|march|marched|advance|advanced|drive|drove|head|headed|sail|sailed|fled|flee|deployed|evacuated|transferred|road|highway|motorway|railway|route|flight|flights|trip|visit)$/

// "travelled to Zorbl", "the crossing at Zorbl".
function weakPoints(r: Reading, word: string, before: string): number {
  if (/^(?:to|from)$/.test(word) && MOVES.test(before)) return 1.8
  const { placeNouns, afterPlace } = r.index.words
  return word === 'at' && before !== 'time' && (placeNouns.has(before) || afterPlace.has(before)) ? 1.8 : 0.6
}

/** "the village of X" names X. */
const SETTLEMENT =
  /^(?:city|town|village|hamlet|cities|towns|villages|suburb|suburbs|district|province|governorate|neighbou?rhood|municipality)$/

/** "near Zorbl" can only be a place, "in Zorbl" may be a work or a company. */
function locativePoints(word: string, before: string | undefined): number {
  if (/^(?:invest|stake|shares?|investment|confidence|interest|investors?)$/.test(before ?? '')) return 0
  return /^(?:near|outside|nearby|downtown)$/.test(word) ? 3.5 : 2
}

const COMPASS_OF =
  /^, (?:also |just |some |about |a few )?(?:\d{1,4} ?(?:km|kilometres|kilometers|miles) )?(?:(?:north|south|east|west)(?:east|west)? of|(?:north|south|east|west|central)(?:east|west)?(?:ern)? \p{Lu})/u

// "Zorbla, also south of Mosul", "Babylonia to the south", "ISIL-held": told apart by the first letter, for speed.
function whereItLies(tail: string, say: Say) {
  if (tail[0] === ',') {
    if (COMPASS_OF.test(tail)) say('place', 3, 'with where it lies')
  } else if (tail[0] === '-') {
    if (/^-(?:held|controlled|occupied)\b/.test(tail)) say('organisation', 2, 'holds land')
  } else if (tail.startsWith(' to the ') && /^(?:north|south|east|west)\b/.test(tail.slice(8))) {
    say('place', 2, 'with where it lies')
  }
}

// "BAGHDAD - The minister", "SOUTHWEST ASIA (Reuters) -": where a report was sent from.
function isDateline(r: Reading, piece: Piece): boolean {
  const first = r.words[piece.from]
  const end = r.words[piece.to - 1]?.end ?? 0
  if (first === undefined || (first.start > 0 && r.text[first.start - 1] !== '\n')) return false
  if (!/^ (?:\([A-Z][A-Za-z ]{1,20}\) )?[-\u2013\u2014] /.test(r.text.slice(end, end + 30))) return false
  return r.words
    .slice(piece.from, piece.to)
    .every((word) => word.text === word.text.toUpperCase() && word.text.length > 3)
}

// "Zorbl province", "Zorbl military airport", "the Wolf Run project near Jacksonville".
function placeAfter(r: Reading, piece: Piece, say: Say) {
  const at = piece.to
  const { afterPlace } = r.index.words
  const next = r.words[at]
  const second = r.words[at + 1]
  if (next === undefined || next.capital) return
  const word = next.lower
  const two = second === undefined ? '' : `${word} ${second.lower}`
  if (
    /^(?:military|international|air|naval|refugee|army|wind|solar) (?:airport|airfield|airbase|base|camp|farm)$/.test(
      two,
    )
  )
    return say('place', 3, `before "${two}"`)
  const unlisted = piece.entries.length === 0 && !r.places.has(r.words[piece.from]?.start ?? -1)
  if (unlisted && NAMING_PLACE.test(word)) return say('place', 5.5, `before "${word}"`)
  if (unlisted && NAMING_HOUSE.test(word)) return say('organisation', 5.5, `before "${word}"`)
  if (afterPlace.has(word)) return say('place', 2.2, `before "${word}"`)
  const located = second !== undefined && /^(?:in|near|at|outside|off)$/.test(second.lower)
  if (SCHEME.test(word)) say('place', located ? 2.4 : 1.6, `before "${word}"${located ? ' and where it lies' : ''}`)
}

const COPULA = new Set(['is', 'was', 'are', 'were', 'remains', 'became'])

// "Hibhib (...) is a village in", "Alsumaria is an independent television network": the name is defined.
function definition(r: Reading, piece: Piece, say: Say) {
  const { words } = r.index
  const end = r.words[piece.to - 1]?.end ?? 0
  if (r.text[end + 1] !== '(' && !COPULA.has(r.words[piece.to]?.lower ?? '')) return
  const tail = /^(?: \([^()\n]{1,80}\))? (?:is|was|are|were|remains|became) (?:an?|the|one of the) /u.exec(
    r.text.slice(end, end + 120),
  )
  if (tail === null) return
  let at = piece.to
  while (at < piece.to + 30 && (r.words[at]?.start ?? Number.POSITIVE_INFINITY) < end + tail[0].length) at += 1
  for (let k = at; k < at + 5; k += 1) {
    const word = r.words[k]
    if (word === undefined || (k > at && /[,.;:()\n]/.test(gapBetween(r, k - 1)))) return
    const { lower } = word
    if (/^(?:of|in|for|at|that|which|who|with|on|to|by|from)$/.test(lower)) return
    const next = r.words[k + 1]
    // "a software company": the last noun tells, so a noun that another follows does not.
    if (next !== undefined && next.joint === 'space' && isKind(r, next.lower)) continue
    if (words.roles.has(lower)) return say('person', 3, `is a "${lower}"`)
    if (words.orgNouns.has(lower)) return say('organisation', 3, `is a "${lower}"`)
    if (words.placeNouns.has(lower)) return say('place', 3, `is a "${lower}"`)
    if (words.productNouns.has(lower)) return say('product', 2.5, `is a "${lower}"`)
  }
}

function isKind(r: Reading, lower: string): boolean {
  const { roles, orgNouns, placeNouns, productNouns } = r.index.words
  return roles.has(lower) || orgNouns.has(lower) || placeNouns.has(lower) || productNouns.has(lower)
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
      (prior.lower === 'of' ||
        words.locatives.has(prior.lower) ||
        words.weakLocatives.has(prior.lower) ||
        words.ofPlace.has(prior.lower))
    )
      say('place', 2.5, 'before the larger place that it lies in')
    return
  }
  // "one of its founders" explains a name, "one strike hit the unit" does not.
  if (next.lower === 'one' && r.words[piece.to + 1]?.lower !== 'of') return
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
