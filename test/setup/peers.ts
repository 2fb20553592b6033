// Two nodes that come to trust each other, as two persons on the telephone would.
import * as api from '#federate/api/directory.ts'
import type { Client, TestNode } from './node.ts'

export interface Desk {
  node: TestNode
  /** A person with the role of liaison or administrator. */
  person: Client
}

/** What each side reads to the other; every word that one side is asked for is visible on the other. */
export async function heardWords(at: Desk, from: Desk): Promise<string[]> {
  const [own, other] = await Promise.all([
    at.person.get(api.getPeer, { id: from.node.node.journal.nodeId }),
    from.person.get(api.getPeer, { id: at.node.node.journal.nodeId }),
  ])
  const asked = (own.offered ?? own).compare?.asked ?? []
  const seen = (other.offered ?? other).compare?.words ?? []
  return asked.map((place) => seen[place - 1] ?? '(not seen)')
}

/** Both read the card of the other, by its text, or by its address where the nodes may reach each other. */
export async function introduce(a: Desk, b: Desk, by: 'text' | 'address' = 'text'): Promise<void> {
  for (const [at, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const card =
      by === 'address' ? { address: other.node.url } : { card: (await other.person.get(api.getOwnCard, {})).text }
    await at.person.get(api.introducePeer, card)
  }
}

/** Both compare the phrase and trust. */
export async function trustEachOther(a: Desk, b: Desk, by: 'text' | 'address' = 'text'): Promise<void> {
  await introduce(a, b, by)
  // Heard before anybody trusts: what was compared is shown no longer then.
  const [heardByA, heardByB] = [await heardWords(a, b), await heardWords(b, a)]
  for (const [at, other, words] of [
    [a, b, heardByA],
    [b, a, heardByB],
  ] as const) {
    const { id, version } = await at.person.get(api.getPeer, { id: other.node.node.journal.nodeId })
    await at.person.get(api.trustPeer, { id, version, way: 'spoken', words: [...words], note: 'Called their desk.' })
  }
}
