// Looking at the letters between two nodes of a test: the line to a peer, and when nothing waits on it any more.
import { expect, vi } from 'vitest'
import type { Envelope } from '#federate/model/wire.ts'
import type { Id } from '#kernel/id.ts'
import type { PostNode } from './post.ts'

export interface LineSeen {
  peer: Id
  sent: number
  acknowledged: number
  sealed: number
  taken: number
  held: number
  fault: string | null
  tries: number
  nextTry: string | null
  slowed: number
  refusedParts: number
  waits: { kind: string; count: number; urgent: boolean; stuck: string | null }[]
}

export async function lineOf(node: PostNode, peer: PostNode, realm = 'live'): Promise<LineSeen | undefined> {
  const { lines } = await node.call<{ lines: LineSeen[] }>('federate.listQueue', {}, undefined, [realm])
  return lines.find((line) => line.peer === peer.id)
}

/** All that was written is read for peers, packed, and acknowledged. */
export async function settled(
  node: PostNode,
  peer: PostNode,
  { realm = 'live', seconds = 15 }: { realm?: string; seconds?: number } = {},
): Promise<LineSeen> {
  await node.notarise()
  return vi.waitFor(
    async () => {
      expect(await node.followed()).toBe(true)
      const line = await lineOf(node, peer, realm)
      if (!line) throw new Error('no line yet')
      expect(line).toMatchObject({ sealed: 0, waits: [] })
      return line
    },
    { timeout: seconds * 1000, interval: 50 },
  )
}

/** A letter as a test reads it: on paper nothing is sealed. */
export interface ReadLetter {
  id: Id
  realm: string
  sequence: number
  at: number
  text: string
}

export function read(envelope: unknown): ReadLetter {
  const { head, sealed } = envelope as Envelope
  const text = Buffer.from(sealed, 'base64url').toString()
  const { sequence, issuedAt } = JSON.parse(text) as { sequence: number; issuedAt: string }
  return { id: head.id, realm: head.realm, sequence, at: Date.parse(issuedAt), text }
}
