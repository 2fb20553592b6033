// States, explanations and patterns in words, with the tone of their badges.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { Explanation, Pattern, ReachFinding, ReachState } from '../../model/reach.ts'
import type { Endpoint } from '../../model/services.ts'

export function stateWord(state: ReachState): string {
  const words: Record<ReachState, string> = {
    well: say('well'),
    unknown: say('not known'),
    outage: say('outage'),
    overload: say('overload'),
    throttling: say('throttling'),
    blocking: say('blocking'),
    'path-fault': say('fault of the way'),
    'vantage-fault': say('fault of a place that looks'),
  }
  return words[state]
}

export const stateTones: Record<ReachState, Tone> = {
  well: 'good',
  unknown: 'quiet',
  outage: 'bad',
  overload: 'warn',
  throttling: 'bad',
  blocking: 'bad',
  'path-fault': 'warn',
  'vantage-fault': 'warn',
}

export function sureWord(sure: Explanation['sure']): string {
  const words: Record<Explanation['sure'], string> = {
    unlikely: say('unlikely'),
    suspected: say('suspected'),
    likely: say('likely'),
    'nearly-certain': say('nearly certain'),
  }
  return words[sure]
}

export function patternWord(pattern: Pattern): string {
  const words: Record<Pattern, string> = {
    well: say('well'),
    blind: say('cannot look'),
    interfered: say('interfered with'),
    capped: say('held at one rate'),
    failing: say('fails'),
    'cut-off': say('cut off'),
    strained: say('strained'),
    'too-little': say('too little to say'),
  }
  return words[pattern]
}

export function judgedWord(judged: NonNullable<ReachFinding['judged']>): string {
  if (judged.verdict === 'confirmed') return say('confirmed')
  if (judged.verdict === 'rejected') return say('rejected')
  return judged.kind ? say('taken for {what}', { what: stateWord(judged.kind) }) : say('taken for something else')
}

export function rateText(bytesPerSecond: number): string {
  const bits = bytesPerSecond * 8
  if (bits >= 1e9) return `${(bits / 1e9).toFixed(1)} Gbit/s`
  if (bits >= 1e6) return `${(bits / 1e6).toFixed(1)} Mbit/s`
  return `${Math.round(bits / 1e3)} kbit/s`
}

export function supportText(support: number): string {
  return support.toFixed(2)
}

/** As a person writes it, and as the dialog reads it again. */
export function addressOf({ kind, host, port, path, plain }: Endpoint): string {
  const name = host.includes(':') ? `[${host}]` : host
  const at = port === undefined ? name : `${name}:${port}`
  if (kind === 'dns' || kind === 'tcp' || kind === 'tls') return `${kind}://${at}`
  return `${plain ? 'http' : 'https'}://${at}${path ?? '/'}`
}
