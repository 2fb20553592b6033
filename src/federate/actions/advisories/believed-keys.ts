// The keys of a provider that are believed: fetched once for a poll, and only those whose fingerprint is the one that is known.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { ProviderKey } from '../../model/advisories/advisory.ts'
import { fetchText } from './fetching.ts'
import { fingerprintsIn } from './openpgp.ts'
import type { AdvisoryRoom } from './room.ts'

const keyMaxBytes = 500_000

/** Fingerprint to ASCII armour. Refuses `no-key` where none can be had. */
export type BelievedKeys = () => Promise<Reply<Map<string, string>>>

export function believedKeys(room: AdvisoryRoom, keys: readonly ProviderKey[]): BelievedKeys {
  let loading: Promise<Reply<Map<string, string>>> | undefined
  return () => (loading ??= load(room, keys))
}

async function load(room: AdvisoryRoom, keys: readonly ProviderKey[]): Promise<Reply<Map<string, string>>> {
  const found = new Map<string, string>()
  const why: string[] = []
  for (const { fingerprint, url } of keys) {
    const text = await fetchText(room, url, keyMaxBytes)
    const prints = text.ok ? await fingerprintsIn(text.value) : text
    if (!text.ok || !prints.ok) why.push((text.ok ? (prints.ok ? '' : prints.detail) : text.detail) ?? url)
    else if (prints.value.includes(fingerprint)) found.set(fingerprint, text.value)
    else why.push(`${url} holds another key than ${fingerprint}.`)
  }
  if (found.size > 0) return done(found)
  return refuse('no-key', keys.length === 0 ? 'No key of it is believed.' : why.join(' ').slice(0, 500))
}
