// Passives: "is alleged to", "it is believed that", "was quoted as saying", "was contradicted by".

import { at, type Sentence } from './clause.ts'
import { complementAt } from './complement.ts'
import type { Form } from './data.ts'
import { type Found, foundOf, type Use } from './found.ts'
import { phraseStartingAt } from './phrases.ts'
import { groupStart, type Subject, subjectBefore } from './subject.ts'

export function passiveAt(sentence: Sentence, i: number, auxiliary: number, form: Form): Found | null {
  const { lemma } = form
  const g = groupStart(sentence, i)
  const complement = complementAt(sentence, i + 1)
  const agent = agentAfter(sentence, i + 1)
  const listed = lemma.takes.get('u') ?? lemma.takes.values().next().value ?? 'asserts'
  const quotes = lemma.word === 'quote' || lemma.word === 'cite'
  const start = Math.min(g, auxiliary)
  if (quotes && at(sentence, i + 1).lower === 'as') {
    const subject = subjectBefore(sentence, start)
    if (subject === null) return null
    const after = complementAt(sentence, i + 3)
    return foundOf(
      sentence,
      start,
      i,
      { listed: 'asserts', phrase: null, complement: after, cueEnd: i + 3 },
      subject,
      'after',
    )
  }
  const use: Use = { listed, phrase: null, complement, cueEnd: i + 1 }
  // "was hit by an attack": a verb that reports only in fixed phrases ("hit back") tells nothing of its agent.
  if (agent !== null && lemma.takes.size === 0) return null
  if (agent !== null)
    return {
      ...foundOf(sentence, start, i, use, { ...agent, how: 'the agent after "by"' }, 'whole'),
      first: start,
      // "was contradicted by two researchers, who": what is spoken of stands before the verb.
      ...(lemma.takes.has('u') || lemma.takes.has('f') || lemma.takes.has('k') ? {} : { until: start }),
    }
  if (!lemma.takes.has('u') && !(lemma.takes.has('a') && complement.kind === 'infinitive')) return null
  const reports =
    complement.kind === 'infinitive' ||
    complement.kind === 'clause' ||
    complement.kind === 'quote' ||
    lemma.takes.has('f') ||
    at(sentence, i + 1).lower === 'as'
  if (!reports && !(lemma.takes.has('b') && complement.kind === 'end')) return null
  if (lemma.takes.has('b') && complement.kind === 'end') return null
  const made = foundOf(sentence, start, i, use, null, 'whole')
  const subject = at(sentence, start - 1)
  const impersonal =
    (subject.lower === 'it' || subject.lower === 'es' || subject.lower === '') && complement.kind === 'clause'
  return impersonal ? { ...made, side: 'after' } : made
}

function agentAfter(sentence: Sentence, from: number): Subject | null {
  const by = BY[sentence.language.code] ?? ''
  for (let k = from; k < from + 12; k += 1) {
    const word = at(sentence, k)
    if (word.kind === 'mark' && word.lower !== '"') return null
    if (word.lower !== by && !(sentence.language.code === 'de' && word.lower === 'vom')) continue
    const next = at(sentence, k + 1)
    if (/ing$/.test(next.lower) || next.kind === 'number' || sentence.language.times.has(next.lower)) return null
    const end = phraseStartingAt(sentence, k + 1)
    return end < 0 ? null : { from: k + 1, to: end, how: '' }
  }
  return null
}

const BY: Record<string, string> = { en: 'by', de: 'von', fr: 'par', es: 'por' }
