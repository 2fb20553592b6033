// Where configuration and traffic of one network do not agree, and what in either somebody should look at.
import type { DnsFinding, DnsUse, ObservedResolver, UsedResolver } from '../../model/dns-use.ts'
import { calledOf } from '../configuration/proposals.ts'
import { isInside, isLoopback, type KnownResolvers } from '../resolvers/known.ts'

const percent = (share: number) => `${share < 0.001 ? 'less than 0.1' : (share * 100).toFixed(1)} %`

export function findingsOf(use: DnsUse, known: KnownResolvers, leastShare: number): DnsFinding[] {
  const findings: DnsFinding[] = []
  const warn = (rule: string, says: string) => findings.push({ level: 'warning', rule, says: says.slice(0, 600) })
  const notice = (rule: string, says: string) => findings.push({ level: 'notice', rule, says: says.slice(0, 600) })
  const asked = use.resolvers.filter(({ how }) => how === 'forwards')
  if (use.observed) compare(asked, use.observed.resolvers, use, known, leastShare, warn, notice)
  for (const one of asked) {
    if (one.address !== null && isLoopback(one.address))
      notice(
        'local-resolver',
        `${one.address} is on the same machine: whom it asks stands in its own configuration. Import that, too.`,
      )
    if (one.address === null && one.tlsName)
      warn('name-needs-resolver', `${one.tlsName} is known by its name alone: another resolver must find it first.`)
    if ((one.transport === 'dot' || one.transport === 'doh') && !one.tlsName)
      warn('certificate-not-checked', `${calledOf(one)} has no name on its certificate: nobody checks who answers.`)
    const blocks = one.known === null ? [] : (known.byId.get(one.known)?.blocks ?? [])
    if (blocks.length > 0)
      notice('filters', `${one.name} refuses some names (${blocks.join(', ')}): answers differ from other resolvers.`)
  }
  const names = new Set(asked.map(({ known: id }) => id).filter((id) => id !== null))
  const filtered = [...names].filter((id) => (known.byId.get(id)?.blocks.length ?? 0) > 0)
  if (filtered.length > 0 && filtered.length < names.size)
    warn(
      'mixed-filters',
      'Some of the resolvers filter and others do not: who is refused a name depends on which one answers.',
    )
  return findings
}

type Say = (rule: string, says: string) => void

function compare(
  asked: readonly UsedResolver[],
  seen: readonly ObservedResolver[],
  use: DnsUse,
  known: KnownResolvers,
  leastShare: number,
  warn: Say,
  notice: Say,
): void {
  const configured = new Set(asked.flatMap(({ address }) => address ?? []))
  const own = use.resolvers.some(({ how }) => how === 'recursion')
  for (const one of seen) {
    if (one.share < leastShare || configured.has(one.address)) continue
    const called = one.known ? `${known.byId.get(one.known)?.name ?? one.known} (${one.address})` : one.address
    if (own && one.known === null) continue
    if (asked.length > 0 || own)
      warn(
        'asked-not-configured',
        `${percent(one.share)} of the questions went to ${called} over ${one.transport}, which no configuration names.`,
      )
    if (one.known === null && !isInside(one.address))
      notice('unknown-resolver', `${called} is none of the known resolvers: find out whose it is.`)
  }
  for (const one of asked) {
    if (one.address === null || one.role === 'fallback' || isLoopback(one.address)) continue
    const at = seen.filter(({ address }) => address === one.address)
    if (at.length === 0) notice('configured-not-asked', `${calledOf(one)} is configured, and no question went there.`)
    else if (
      (one.transport === 'dot' || one.transport === 'doh') &&
      at.some(({ transport }) => transport === 'udp' || transport === 'tcp')
    )
      warn('plain-beside-encrypted', `${calledOf(one)} should be asked encrypted, yet plain questions went there.`)
  }
}
