// What was seen of host names, as proposals: who answers for the name, who signs its certificate, who delivers it, who takes its mail.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Proposal, SeenName } from '../../model/observed.ts'
import { mostMinutes } from '../../model/words.ts'
import { organisationDomain } from './domain.ts'

/** Resolvers keep what they have for a while: the longest that is usual for addresses. */
const cachedMinutes = 60

/** `known`: parts of the map by their other names. Each provider is proposed once for each need. */
export function proposalsFrom(seen: readonly SeenName[], known: ReadonlyMap<string, Id>, now: Instant): Proposal[] {
  const out = new Map<string, Proposal>()
  for (const one of seen) {
    for (const found of [...dns(one), ...authority(one, now), ...delivery(one), ...mail(one)]) {
      const key = `${found.need} ${found.alias}`
      if (out.has(key)) continue
      out.set(key, { ...found, kind: 'provider', seenFor: one.name, seenAt: now, part: known.get(found.alias) ?? null })
    }
  }
  return [...out.values()]
}

type Found = Omit<Proposal, 'kind' | 'seenFor' | 'seenAt' | 'part'>

function dns({ nameServers, zone }: SeenName): Found[] {
  return byDomain(nameServers).map(([domain, server]) => ({
    ...{ name: domain, layer: 'dns' as const, alias: `dns:${domain}` },
    ...{ need: 'Names (DNS)', holds: { likely: cachedMinutes }, weight: 1 },
    because: `${server} answers for ${zone}`.slice(0, 400),
  }))
}

/** A certificate goes on being valid when its issuer is gone, until it ends. */
function authority({ certificate, name }: SeenName, now: Instant): Found[] {
  if (!certificate || certificate.issuer === '') return []
  const issuer = certificate.issuer.slice(0, 200)
  const left = certificate.validTo === null ? 0 : (Date.parse(certificate.validTo) - Date.parse(now)) / 60_000
  const until = certificate.validTo?.slice(0, 10) ?? 'an unknown day'
  return [
    {
      ...{ name: issuer, layer: 'certificate', alias: `ca:${issuer.toLowerCase()}`, need: 'Certificate' },
      ...{ holds: { likely: Math.min(mostMinutes, Math.max(0, Math.floor(left))) }, weight: 1 },
      because: `Issued the certificate of ${name}, valid until ${until}`.slice(0, 400),
    },
  ]
}

/** Whoever the name leads to in the end, where that is another house. */
function delivery({ name, aliases, addresses }: SeenName): Found[] {
  const last = aliases.at(-1)
  const domain = last === undefined ? null : organisationDomain(last)
  if (last === undefined || domain === null || domain === organisationDomain(name) || addresses.length === 0) return []
  return [
    {
      ...{ name: domain, layer: 'cloud', alias: `host:${domain}`, need: 'Delivery', holds: { likely: 0 }, weight: 1 },
      because: `${name} leads to ${last}`.slice(0, 400),
    },
  ]
}

/** How much of a service hangs on mail nobody can see: none, until a person says so. */
function mail({ mail: exchangers, zone }: SeenName): Found[] {
  return byDomain(exchangers).map(([domain, server]) => ({
    ...{ name: domain, layer: 'platform' as const, alias: `mail:${domain}` },
    ...{ need: 'Mail', holds: { likely: 0 }, weight: 0 },
    because: `${server} takes mail for ${zone}`.slice(0, 400),
  }))
}

/** Each domain with the first of its servers. */
function byDomain(servers: readonly string[]): [domain: string, server: string][] {
  const found = new Map<string, string>()
  for (const server of servers) {
    const domain = organisationDomain(server)
    if (domain !== null && !found.has(domain)) found.set(domain, server)
  }
  return [...found]
}
