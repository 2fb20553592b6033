// What topics, states and places of watch are called on the screen.
import { say } from '#web/say.ts'
import type { ItemStatus, NewsItem, Reliability } from '../api.ts'

const abbreviations: Record<string, string> = { dos: 'DoS', ddos: 'DDoS', dns: 'DNS', bgp: 'BGP', ics: 'ICS', eu: 'EU' }

/** `incident.ransomware` is `Ransomware`, `policy.crisis` is `Policy: crisis`. */
export function topicWord(topic: string): string {
  const [family = '', ...rest] = topic.split('.')
  const words = rest.join(' ').replace(/[-_]/g, ' ') || family
  const name = abbreviations[words] ?? words
  if (rest.length === 0 || family === 'incident') return say(capital(name))
  return say(`${capital(family)}: ${name}`)
}

function capital(text: string): string {
  return (text[0] ?? '').toUpperCase() + text.slice(1)
}

const statuses: Record<ItemStatus, string> = { suggested: 'To judge', accepted: 'Accepted', rejected: 'Rejected' }

export function statusWord(status: ItemStatus): string {
  return say(statuses[status])
}

export const statusTones = { suggested: 'bronze', accepted: 'good', rejected: 'quiet' } as const

const languages =
  typeof Intl.DisplayNames === 'function'
    ? new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })
    : undefined

export function languageWord(code: string): string {
  return code === 'und' ? say('language not sure') : (languages?.of(code) ?? code)
}

const reliabilityWords: Record<Reliability, string> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'cannot be judged',
}

/** The letter of the Admiralty code never stands without its words. */
export function reliabilityWord(of: Reliability): string {
  return `${of} · ${say(reliabilityWords[of])}`
}

type Redistribution = NonNullable<NewsItem['sourceThen']>['redistribution']
const redistributions: Record<Redistribution, string> = {
  allowed: 'allowed',
  'ask-first': 'ask first',
  forbidden: 'forbidden',
  unknown: 'nobody has read the terms',
}

export function redistributionWord(of: Redistribution): string {
  return say(redistributions[of])
}
