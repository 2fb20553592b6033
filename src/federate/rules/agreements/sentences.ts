// The terms in sentences: who tells whom what, up to which marking, when, how fast, in which form, and for how long it is kept.
import type { AgreementTerms, Flow } from '../../model/agreement.ts'
import type { KindsFile } from '../../model/kinds.ts'
import { nameOf } from './parties.ts'

type Labels = Pick<KindsFile, 'kinds' | 'severities' | 'formats'>

export function flowSentences(terms: AgreementTerms, labels: Labels): string[] {
  return terms.flows.map((flow) => flowSentence(terms, flow, labels))
}

/** One flow as a paragraph. */
export function flowSentence(terms: AgreementTerms, flow: Flow, labels: Labels): string {
  const from = nameOf(terms, flow.from)
  const to = nameOf(terms, flow.to)
  const what = listed(flow.kinds.map((kind) => labels.kinds[kind].label))
  const how = listed(
    flow.formats.map((format) => labelOf(labels.formats, format)),
    'or',
  )
  const sentences = [
    `${from} tells ${to} of ${what}, up to TLP:${flow.highest}, ${whenOf(flow, to, labels)}.`,
    flow.responseMinutes === null
      ? `${to} looks at it when it can.`
      : `People of ${to} look at it within ${lasting(flow.responseMinutes)}.`,
    `It travels as ${how}.`,
    flow.retentionDays === null
      ? `${to} keeps copies for as long as the law asks.`
      : `${to} erases copies ${flow.retentionDays} days after their last change.`,
  ]
  return sentences.join(' ')
}

export function whenOf({ trigger }: Flow, to: string, { severities }: Pick<Labels, 'severities'>): string {
  switch (trigger.when) {
    case 'always':
      return 'always and at once'
    case 'severity-from':
      return `from the severity ${labelOf(severities, trigger.severity)} on`
    case 'named-in-audience':
      return `when its marking names ${to}`
    case 'released-by-hand':
      return 'when a named person releases it'
  }
}

export function lasting(minutes: number): string {
  if (minutes % 1440 === 0) return counted(minutes / 1440, 'day')
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute')
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`

function labelOf(labels: readonly { value: string; label: string }[], value: string): string {
  return labels.find((one) => one.value === value)?.label ?? value
}

function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
