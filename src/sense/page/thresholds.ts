// Thresholds in words: the standard, and what a target sets differently.
import { say } from '#web/say.ts'
import type { Thresholds } from '../model/targets.ts'
import { amount, duration } from './words.ts'

export const thresholdFields: readonly { name: keyof Thresholds; label: () => string; hint: () => string }[] = [
  {
    name: 'leastRise',
    label: () => say('A wave stands at least so many times above the usual'),
    hint: () => say('For example 1.3. Lower finds more, and more that is nothing.'),
  },
  {
    name: 'leastRate',
    label: () => say('Below this rate nothing is a wave'),
    hint: () => say('Bits a second for traffic, requests a second for web.'),
  },
  {
    name: 'leastComplaints',
    label: () => say('Complaints in a minute below which nothing is a surge'),
    hint: () => say('Single complaints come every day.'),
  },
  {
    name: 'evidence',
    label: () => say('Evidence that must add up before a wave is told'),
    hint: () => say('Lower is quicker and less sure.'),
  },
  {
    name: 'gapSeconds',
    label: () => say('Waves closer together than this (seconds) are one attack'),
    hint: () => say('For example 7200.'),
  },
]

/** Each threshold that counts here; those of the target's own say so. */
export function thresholdLines(own: Thresholds, standard: Thresholds | undefined): string[] {
  const line = (name: keyof Thresholds, text: (value: string) => string, words = amount): string[] => {
    const value = own[name] ?? standard?.[name]
    if (value === undefined) return []
    return [own[name] === undefined ? text(words(value)) : say('{what} (own)', { what: text(words(value)) })]
  }
  return [
    ...line('leastRise', (value) => say('from {value} times the usual', { value })),
    ...line('leastRate', (value) => say('never below {value} a second', { value })),
    ...line('leastComplaints', (value) => say('surges from {value} complaints a minute', { value })),
    ...line('gapSeconds', (value) => say('waves within {value} belong together', { value }), duration),
  ]
}
