// Which class a verb has with what follows it, or that it reports nothing there.

import { at, type Sentence } from './clause.ts'
import { type Complement, complementAt } from './complement.ts'
import type { Lemma, ListedClass } from './data.ts'
import type { Use } from './found.ts'

export function readingOf(sentence: Sentence, i: number, lemma: Lemma, g: number): Use | null {
  for (const phrase of lemma.phrases) {
    if (!phrase.after.every((word, n) => at(sentence, i + 1 + n).lower === word)) continue
    if (!phrase.before.every((word) => standsBefore(sentence, word, g, i))) continue
    const cueEnd = i + 1 + phrase.after.length
    const complement = complementAt(sentence, cueEnd)
    // "did not say when the systems would be back".
    const asked = /^(?:when|where|which)$/.test(at(sentence, cueEnd).lower) && NEGATIVE.has(phrase.class)
    return {
      listed: phrase.class,
      phrase,
      complement: asked ? { ...complement, kind: 'clause', from: cueEnd } : complement,
      cueEnd,
    }
  }
  const complement = withAs(sentence, lemma, complementAt(sentence, i + 1))
  const listed = taken(sentence, lemma, complement)
  if (listed !== null && NAMING.test(lemma.word) && complement.kind === 'object' && namesOnly(sentence, complement))
    return null
  return listed === null ? null : { listed, phrase: null, complement, cueEnd: i + 1 }
}

const NEGATIVE = new Set<ListedClass>(['withholds', 'declines to comment'])

/** "what analysts described as old tactics": whom it is about stands before, what is said of it after "as". */
function withAs(sentence: Sentence, lemma: Lemma, complement: Complement): Complement {
  const as = complement.kind === 'end' && lemma.takes.has('v') && at(sentence, complement.from).lower === 'as'
  return as ? { ...complement, kind: 'preposition', from: complement.from + 1 } : complement
}

const NAMING = /^(?:call|dub|term|label|brand)$/

/** "an operation called Talent", "called the police": one object alone names or rings up; two say what somebody holds. */
function namesOnly(sentence: Sentence, complement: Complement): boolean {
  const from = complement.from
  const end = complement.object?.to ?? from + 1
  const first = at(sentence, from)
  const after = at(sentence, end)
  if (first.quote >= 0 || after.quote >= 0 || after.lower === '"') return false
  // "called the claims false": the phrase takes the adjective in.
  if (end - from > 2 && first.tag === 'determiner') return false
  return after.kind !== 'word' || after.capital || (after.tag !== null && after.tag !== 'determiner')
}

function standsBefore(sentence: Sentence, word: string, g: number, i: number): boolean {
  for (let k = g; k < i; k += 1) {
    const one = at(sentence, k)
    if (one.lower === word) return true
    if (word === 'not' && sentence.language.negation.has(one.lower)) return true
    if (word === 'would' && one.lower === "wouldn't") return true
    if (word === 'will' && one.lower === "won't") return true
  }
  return false
}

/** The class of the verb with this complement, or null when the verb does not report with it. */
export function taken(sentence: Sentence, lemma: Lemma, complement: Complement): ListedClass | null {
  const { takes } = lemma
  const first = (letters: string): ListedClass | null => {
    for (const letter of letters) {
      const listed = takes.get(letter)
      if (listed !== undefined) return listed
    }
    return null
  }
  switch (complement.kind) {
    case 'quote':
      return first('aqcnvfop')
    case 'clause': {
      if (OBJECTIVE.test(complement.link) && takes.has('f')) return first('f')
      return first('acw')
    }
    case 'colon':
      return first('aqcn')
    case 'infinitive':
      return first('ir')
    case 'gerund':
      return first('gna')
    case 'preposition':
      // "what analysts described as": whom it is about stands before.
      if (takes.has('v') && /^(?:as|als|comme|como)$/.test(at(sentence, complement.from - 1).lower)) return first('v')
      return first('pa')
    case 'end':
      return first('aqc')
    case 'object': {
      const { link } = complement
      if (takes.has('m')) return countFollows(sentence, complement.from) ? first('m') : null
      if (takes.has('f')) return first('f')
      if (takes.has('k')) return linkFollows(sentence, complement.from) ? first('k') : null
      if (takes.has('v') && (link === 'as' || link === 'to' || link === 'als' || link === 'comme' || link === 'como'))
        return first('v')
      // "instructed soldiers how to": teaches, and reports only with verbs that take a clause.
      if (ASKED.test(link) && !takes.has('c') && !takes.has('w')) return null
      if (takes.has('o') && (LINKED.test(link) || complement.object !== null)) {
        if (LINKED.test(link) || link === '.' || link === ',' || link === '"' || link === ':') return first('oc')
        const after = complementAt(sentence, complement.object?.to ?? complement.from)
        if (after.kind === 'clause' || after.kind === 'quote' || after.kind === 'infinitive' || takes.has('c'))
          return first('oc')
      }
      return first('na')
    }
  }
}

const OBJECTIVE = /^(?:of|for|vor|de|d'|von)$/

/** "linked the attack to", "attributed it to": the second half of what is linked follows soon. */
function linkFollows(sentence: Sentence, from: number): boolean {
  for (let k = from; k < from + 16; k += 1) {
    const word = at(sentence, k)
    if (word.kind === 'mark' && word.lower !== '"') return false
    if (LINKS.test(word.lower)) return true
  }
  return false
}

const LINKS = /^(?:to|with|back|mit|zu|à|a|con)$/

const ASKED = /^(?:how|why|what|whether|if|when|where)$/
const LINKED = /^(?:that|to|of|about|if|whether|how|why|what|dass|que|qu'|de|ob)$/

function countFollows(sentence: Sentence, from: number): boolean {
  for (let k = from - 1; k < from + 5; k += 1) {
    const word = at(sentence, k)
    if (
      word.kind === 'number' ||
      /^(?:thousands|hundreds|tens|dozens|tausende|hunderte|milliers|centaines|miles|cientos)$/.test(word.lower)
    )
      return true
    if (word.kind === 'mark') return false
  }
  return false
}
