// What this node says of itself: made from its settings and its organisation, and when that must be said anew.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Organisation } from '#people/model.ts'
import type { NamedOnCard } from '../../model/own-card.ts'
import { type CardContent, type SealingKey, type SignatureKeys, wireVersion } from '../../model/wire.ts'

const day = 86_400_000
export const cardLifeDays = 90

export interface OwnFacts {
  node: Id
  home: Id
  organisation: Organisation
  /** Persons who agreed to stand on the card. */
  named: readonly NamedOnCard[]
  /** https://host of this node. */
  origin: string
  capabilities: readonly string[]
  log: string
  signs: SignatureKeys
  nextSigns: SignatureKeys | null
  seals: readonly SealingKey[]
}

export type OwnContent = Omit<CardContent, 'serial' | 'issuedAt' | 'expiresAt'>

export function ownContent(facts: OwnFacts): OwnContent {
  const { name, kind, country, sectors, groups, contacts } = facts.organisation
  return {
    v: wireVersion,
    node: facts.node,
    organisation: { id: facts.home, name, kind, country, sectors: [...sectors], groups: [...groups] },
    address: `${facts.origin}/federate/v1`,
    contacts: [...contacts.map((contact) => ({ ...contact })), ...facts.named],
    capabilities: [...new Set(facts.capabilities)].sort(),
    signs: facts.signs,
    ...(facts.nextSigns ? { nextSigns: facts.nextSigns } : {}),
    seals: [...facts.seals],
    log: facts.log,
  }
}

const spoken: readonly [address: string, capability: string][] = [
  ['/taxii2/', 'taxii/2.1'],
  ['/feeds/misp/', 'misp'],
  ['/.well-known/csaf/', 'csaf/2.0'],
]

/** What this node speaks beside letters: told from the addresses that it answers, so that no card promises what is not there. */
export function capabilitiesOf(paths: readonly string[]): string[] {
  const others = spoken.filter(([address]) => paths.some((path) => path.startsWith(address)))
  return ['envelopes/1', 'post-quantum', ...others.map(([, capability]) => capability)]
}

/** At half its life it is renewed, so that a peer who was away for weeks still holds one that counts. */
export function mustRenew(expiresAt: Instant, now: Instant): boolean {
  return Date.parse(expiresAt) - Date.parse(now) < (cardLifeDays * day) / 2
}

/** So long the old keys sign beside the new ones; then they are destroyed. */
export function vouchedUntil(now: Instant): Instant {
  return new Date(Date.parse(now) + 30 * day).toISOString()
}

export function issued(content: OwnContent, serial: number, now: Instant): CardContent {
  return { ...content, serial, issuedAt: now, expiresAt: new Date(Date.parse(now) + cardLifeDays * day).toISOString() }
}
