// What rules about ids need and cannot do themselves.
import { createHash } from 'node:crypto'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { Digest } from '../../rules/stix/observable-id.ts'

export const stixDigest: Digest = {
  canonical: canonicalJson,
  sha1: (bytes) => createHash('sha1').update(bytes).digest(),
}
