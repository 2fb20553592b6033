// What came back of a probe, and figures, in words.
import type { ReachOutcome, Tally } from '../../model/reach.ts'

const outcomeWords: Record<ReachOutcome, string> = {
  ok: 'answered',
  limited: 'asked to be asked less often',
  nxdomain: 'the name is said not to exist',
  servfail: 'the resolver fails',
  'dns-timeout': 'the resolver is silent',
  'dns-forged': 'the name leads to an address that is not the service’s',
  refused: 'the connection is refused',
  unreachable: 'there is no way to it',
  'connect-timeout': 'nobody answers the connection',
  reset: 'the connection is reset',
  'tls-reset': 'the connection is reset after the TLS greeting',
  'tls-failed': 'TLS fails',
  'wrong-certificate': 'another certificate than the service’s is shown',
  timeout: 'no answer comes in time',
  'server-error': 'the server reports an error of its own',
  'unexpected-status': 'another status than expected',
  'unexpected-content': 'another page than expected',
  'block-page': 'a page that says that it is withheld',
}

export function outcomeWord(outcome: ReachOutcome): string {
  return outcomeWords[outcome]
}

/** The commonest of these outcomes, in words. */
export function worstIn({ outcomes, tries }: Tally, which?: readonly ReachOutcome[]): string {
  let worst: ReachOutcome | null = null
  for (const [name, count] of Object.entries(outcomes) as [ReachOutcome, number][]) {
    if (name === 'ok' || (which && !which.includes(name))) continue
    if (worst === null || count > (outcomes[worst] ?? 0)) worst = name
  }
  if (worst === null) return 'probes fail'
  return `${outcomes[worst]} of ${tries} times ${outcomeWords[worst]}`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

export function rate(bytesPerSecond: number): string {
  const bits = bytesPerSecond * 8
  if (bits >= 1e6) return `${(bits / 1e6).toFixed(1)} Mbit/s`
  return `${Math.round(bits / 1e3)} kbit/s`
}
