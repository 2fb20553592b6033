// A bundle of STIX from a crisis file, with no node and no database: what the command line writes.
import { createHash } from 'node:crypto'
import type { Tlp } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { type Bundle, stixBundle } from '../../../rules/translating/stix-bundle.ts'
import { readAttackTechniques } from '../../../store/attack-techniques.ts'
import { crisisIn, markingOf } from '../index.ts'

export interface StixAsk {
  /** Read as JSON; checked here. */
  crisis: unknown
  tlp: Tlp | null
  releasableTo: string[] | null
  tlpVersion: 1 | 2
}

export interface StixMade {
  bundle: Bundle
  name: string
  marking: Tlp
}

/** The same file gives the same bundle. Refuses what is no crisis file. */
export function stixFromCrisis(ask: StixAsk): Reply<StixMade> {
  const crisis = crisisIn(ask.crisis)
  if (!crisis.ok) return crisis
  const marking = markingOf(crisis.value.crisis.marking, ask)
  const digest = { canonical: canonicalJson, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() }
  const bundle = stixBundle(crisis.value, marking, digest, ask.tlpVersion, readAttackTechniques())
  // The reference is a name of the crisis, and told only where the crisis itself is.
  const told = bundle.objects.some(({ type }) => type === 'report')
  const name = `${told ? crisis.value.crisis.state.reference : 'crisis'}-${marking.tlp.toLowerCase()}.stix.json`
  return done({ bundle, name, marking: marking.tlp })
}
