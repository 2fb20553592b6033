// What was found about a service, as a text that people judge: which explanation, with what support, and which others stand beside it.
import type { Explanation, ReachFinding } from '#sustain/model/reach.ts'

export interface FindingText {
  title: string
  text: string
  publishedAt: string
}

const words: Record<ReachFinding['verdict']['state'], string> = {
  well: 'well',
  unknown: 'trouble of an unknown kind',
  outage: 'outage',
  overload: 'overload',
  throttling: 'throttling',
  blocking: 'blocking',
  'path-fault': 'a fault of the way',
  'vantage-fault': 'a fault of the place that looks',
}

export function textOfFinding({ name, verdict, onset, openedAt, status, endedAt }: ReachFinding): FindingText {
  const first = verdict.explanations.find(({ kind }) => kind === verdict.state)
  const support = first ? ` (support ${first.support.toFixed(2)}, ${first.sure.replace('-', ' ')})` : ''
  const lines = [
    `Our own probes of ${name} measured ${words[verdict.state]}${support} since ${onset}. ${over(status, endedAt)}`,
    'Explanations side by side:',
    ...verdict.explanations.filter(({ kind }) => kind !== 'unknown').map(oneLine),
    'Seen from:',
    ...verdict.seen.map(({ vantage, country, says }) => `${vantage}${country ? ` (${country})` : ''}: ${says}`),
    'A measurement says how a service is reached, and not who wanted it so.',
  ]
  return {
    title: `Measured by us: ${name}, ${words[verdict.state]}${support}`,
    text: lines.join('\n\n'),
    publishedAt: openedAt,
  }
}

function over(status: ReachFinding['status'], endedAt: string | null): string {
  return status === 'ended' ? `It ended at ${endedAt}.` : 'It goes on.'
}

function oneLine(one: Explanation): string {
  const against = one.against.length > 0 ? ` Against it: ${one.against.join(' ')}` : ''
  return `${words[one.kind]}, support ${one.support.toFixed(2)}. ${one.for.join(' ')}${against}`.trim()
}

/** Changes exactly when the text tells something else than before: what it is taken for, how surely, and whether it goes on. */
export function gistOf({ verdict, status }: ReachFinding): string {
  const told = verdict.explanations.filter(({ sure }) => sure !== 'unlikely').map(({ kind, sure }) => `${kind} ${sure}`)
  return [status, verdict.state, ...told].join(', ').slice(0, 300)
}
