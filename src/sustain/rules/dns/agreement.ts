// Do resolvers say the same? Who stands alone against the others, or against what is known. With two, only that they disagree.
import type { Question, Sample } from '../../model/resolvers.ts'

/** What came back for one question, as far as it says anything about the name. */
type Said = { what: 'answers'; texts: ReadonlySet<string> } | { what: 'nothing' } | { what: 'nxdomain' }

export interface Agreement {
  /** Samples that could be held against something. */
  compared: number
  disagreeing: number
  /** In sentences, the first ten. */
  because: string[]
}

interface Seen {
  upstream: string
  said: Said[]
  /** All that it said within the window. */
  texts: ReadonlySet<string>
}

const mostSentences = 10

/** By name of upstream. Samples are those of one vantage point within one window: places differ in what they are answered. */
export function compareAnswers(samples: readonly Sample[], questions: readonly Question[]): Map<string, Agreement> {
  const agreements = new Map<string, Agreement>()
  for (const { upstream } of samples) agreements.set(upstream, { compared: 0, disagreeing: 0, because: [] })
  for (const [place, question] of questions.entries()) {
    const seen = seenOf(samples.filter((one) => one.question === place))
    if (question.answers !== undefined || question.expect === 'nxdomain') againstKnown(question, seen, agreements)
    else if (question.compare && question.expect === 'answers') againstEachOther(question, seen, agreements)
  }
  return agreements
}

function seenOf(samples: readonly Sample[]): Seen[] {
  const byUpstream = new Map<string, Said[]>()
  for (const sample of samples) {
    const said = saidBy(sample)
    if (said) byUpstream.set(sample.upstream, [...(byUpstream.get(sample.upstream) ?? []), said])
  }
  return [...byUpstream].map(([upstream, said]) => ({
    upstream,
    said,
    texts: new Set(said.flatMap((one) => (one.what === 'answers' ? [...one.texts] : []))),
  }))
}

/** null: it says nothing about the name, only about the resolver. */
function saidBy({ outcome, answers }: Sample): Said | null {
  if (outcome === 'answered') return { what: 'answers', texts: new Set(answers.map(plain)) }
  if (outcome === 'nxdomain') return { what: 'nxdomain' }
  return outcome === 'empty' ? { what: 'nothing' } : null
}

/** Names end with a dot or not, in whatever case, as people write them down. */
function plain(text: string): string {
  return text.startsWith('"') ? text : text.toLowerCase().replace(/(.)\.$/, '$1')
}

function againstKnown(question: Question, seen: readonly Seen[], agreements: Map<string, Agreement>): void {
  const known = new Set((question.answers ?? []).map(plain))
  const mustNotExist = question.answers === undefined
  for (const { upstream, said } of seen) {
    const wrong = said.filter((one) =>
      mustNotExist ? one.what === 'answers' : one.what !== 'answers' || [...one.texts].some((text) => !known.has(text)),
    )
    const expected = mustNotExist ? 'which must not exist' : `where ${shown(known)} is right`
    note(
      agreements.get(upstream),
      said.length,
      wrong,
      (one) => `It says ${inWords(one)} for ${question.name} ${question.type}, ${expected}.`,
    )
  }
}

function againstEachOther(question: Question, seen: readonly Seen[], agreements: Map<string, Agreement>): void {
  // A name that two of them each answer with sets that have nothing in common is answered by lot or by place.
  if (seen.filter(changes).length >= 2) return
  for (const one of seen) {
    const others = seen.filter(({ upstream }) => upstream !== one.upstream)
    const wrong = one.said.filter((said) => isAlone(said, others))
    const undecided = others.length === 1 && one.said.some((said) => !others.some((other) => agrees(said, other)))
    if (undecided) {
      const other = others[0]?.upstream ?? ''
      note(
        agreements.get(one.upstream),
        0,
        [],
        () => '',
        `It and ${other} disagree on ${question.name} ${question.type}; with two, nobody can say which is wrong.`,
      )
    }
    if (others.length < 2) continue
    note(agreements.get(one.upstream), one.said.length, wrong, (said) => {
      const most = largestAgreeing(others)
      return `It says ${inWords(said)} for ${question.name} ${question.type}; ${most.map(({ upstream }) => upstream).join(' and ')} say ${consensus(most)}.`
    })
  }
}

/** It gave answers that have nothing in common with each other. */
function changes({ said }: Seen): boolean {
  const sets = said.flatMap((one) => (one.what === 'answers' ? [one.texts] : []))
  const [first, ...rest] = sets
  return first !== undefined && rest.some((texts) => !overlap(texts, first))
}

/** More of the others agree with each other than with this, and they are at least two. */
function isAlone(said: Said, others: readonly Seen[]): boolean {
  const withIt = others.filter((other) => agrees(said, other)).length
  const among = largestAgreeing(others.filter((other) => !agrees(said, other))).length
  return among >= 2 && among > withIt + 1
}

/** The largest group in which everybody agrees with the one whom most agree with. */
function largestAgreeing(seen: readonly Seen[]): Seen[] {
  let best: Seen[] = []
  for (const one of seen) {
    const group = seen.filter((other) => other === one || one.said.some((said) => agrees(said, other)))
    if (group.length > best.length) best = group
  }
  return best
}

/** Different parts of one set are no disagreement: answers rotate. */
function agrees(said: Said, other: Seen): boolean {
  return (
    other.said.some((theirs) => theirs.what === said.what) &&
    (said.what !== 'answers' || overlap(said.texts, other.texts))
  )
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const text of one) if (other.has(text)) return true
  return false
}

function note(
  agreement: Agreement | undefined,
  compared: number,
  wrong: readonly Said[],
  words: (said: Said) => string,
  more?: string,
): void {
  if (!agreement) return
  agreement.compared += compared
  agreement.disagreeing += wrong.length
  const sentences = [...new Set(wrong.slice(0, mostSentences).map(words)), ...(more ? [more] : [])]
  for (const sentence of sentences)
    if (agreement.because.length < mostSentences && !agreement.because.includes(sentence))
      agreement.because.push(sentence)
}

function consensus(seen: readonly Seen[]): string {
  const texts = new Set(seen.flatMap((one) => [...one.texts]))
  if (texts.size > 0) return shown(texts)
  return seen.some(({ said }) => said.some(({ what }) => what === 'nxdomain')) ? 'that it does not exist' : 'nothing'
}

function inWords(said: Said): string {
  if (said.what === 'answers') return shown(said.texts)
  return said.what === 'nxdomain' ? 'that it does not exist' : 'nothing'
}

function shown(texts: ReadonlySet<string>): string {
  const [first = '', second, ...rest] = [...texts].map((text) => text.slice(0, 60))
  return [first, ...(second ? [second] : []), ...(rest.length > 0 ? [`${rest.length} more`] : [])].join(', ')
}
