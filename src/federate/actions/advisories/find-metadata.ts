// Finds the provider-metadata.json of a domain in the order of the standard: well-known address, security.txt, DNS path.
import { isIP } from 'node:net'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { ProviderFacts } from '../../model/advisories/advisory.ts'
import { readMetadata } from '../../rules/advisories/provider-metadata.ts'
import { csafIn } from '../../rules/advisories/security-txt.ts'
import { fetchJson, fetchText, isOpenAddress } from './fetching.ts'
import type { AdvisoryRoom } from './room.ts'

export interface Found {
  facts: ProviderFacts
  /** By which way, in words. */
  found: string
}

const metadataMaxBytes = 1024 * 1024
const mostInSecurityText = 5

/** `asked` is a domain (with a port, where a test has one), or the address of the metadata itself. */
export async function findMetadata(room: AdvisoryRoom, asked: string): Promise<Reply<Found>> {
  const given = asked.trim()
  if (/^https?:\/\//i.test(given)) {
    if (!isOpenAddress(room, given)) return refuse('bad-address', 'Only https addresses are followed.')
    const facts = await metadataAt(room, given)
    return facts.ok ? done({ facts: facts.value, found: 'the address that was given' }) : facts
  }
  const base = baseOf(room, given)
  return base === null ? refuse('bad-address', `'${given.slice(0, 100)}' is no domain.`) : search(room, base)
}

function baseOf({ settings }: AdvisoryRoom, domain: string): URL | null {
  const found = /^([a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)(?::(\d{1,5}))?\/?$/i.exec(domain)
  if (!found?.[1]?.includes('.')) return null
  const scheme = settings.fetchAllow.includes(found[1]) ? 'http' : 'https'
  const address = `${scheme}://${found[1]}${found[2] ? `:${found[2]}` : ''}/`
  return URL.canParse(address) ? new URL(address) : null
}

async function search(room: AdvisoryRoom, base: URL): Promise<Reply<Found>> {
  const tried: string[] = []
  const wellKnown = new URL('/.well-known/csaf/provider-metadata.json', base).href
  const ways: { url: string; found: string }[] = [{ url: wellKnown, found: 'the well-known address' }]
  for (const url of await inSecurityText(room, base)) ways.push({ url, found: 'security.txt' })
  if (isIP(base.hostname) === 0) ways.push({ url: `https://csaf.data.security.${base.host}`, found: 'the DNS path' })
  let bad: Reply<never> | undefined
  for (const { url, found } of ways) {
    const facts = await metadataAt(room, url)
    if (facts.ok) return done({ facts: facts.value, found })
    if (facts.refusal === 'bad-metadata') bad ??= facts
    tried.push(facts.detail ?? url)
  }
  return bad ?? refuse('no-metadata', tried.join(' ').slice(0, 1500))
}

async function inSecurityText(room: AdvisoryRoom, base: URL): Promise<string[]> {
  for (const path of ['/.well-known/security.txt', '/security.txt']) {
    const text = await fetchText(room, new URL(path, base).href, 100_000)
    if (text.ok)
      return csafIn(text.value)
        .filter((url) => isOpenAddress(room, url))
        .slice(0, mostInSecurityText)
  }
  return []
}

/** A redirect is taken here: what is found is what a person looks at before it is followed. */
export async function metadataAt(room: AdvisoryRoom, url: string): Promise<Reply<ProviderFacts>> {
  const got = await fetchJson(room, url, { maxBytes: metadataMaxBytes, mayMove: true })
  if (!got.ok) return refuse('no-metadata', got.detail)
  return readMetadata(got.value.value, got.value.finalUrl, (one) => isOpenAddress(room, one))
}
