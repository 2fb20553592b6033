// The leaf: what it covers, and that an erased body leaves it as it was.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { EntryHeader } from '#kernel/entry.ts'
import { bodyHash, entryLeaf, entryLeafHash } from './leaf.ts'

const header: EntryHeader = {
  id: '018f0000-0000-7000-8000-000000000001',
  realm: 'live',
  record: 'assess.incident',
  subject: '018f0000-0000-7000-8000-000000000002',
  version: 3,
  kind: 'assess.noteAdded',
  verb: 'assess.addNote',
  marking: {
    tlp: 'AMBER+STRICT',
    owner: '018f0000-0000-7000-8000-000000000003',
    audience: [],
    persons: [],
    releasableTo: [],
  },
  actor: 'person:018f0000-0000-7000-8000-000000000004',
  cause: ['018f0000-0000-7000-8000-000000000005'],
  observedAt: '2025-03-10T09:44:00.000Z',
  recordedAt: '2025-03-10T09:45:00.000Z',
}
const salt = Buffer.alloc(16, 7)
const body = { text: 'the resolver answers again', at: 3 }

describe('a leaf', () => {
  it('hashes the body as SHA-256 of domain, salt and canonical JSON', () => {
    const input = Buffer.concat([
      Buffer.from('tocsin-body-v1\0'),
      salt,
      Buffer.from('{"at":3,"text":"the resolver answers again"}'),
    ])
    expect(Buffer.from(bodyHash(salt, body))).toEqual(createHash('sha256').update(input).digest())
  })

  it('is canonical JSON of version, header and body hash, and never of the body', () => {
    const hash = bodyHash(salt, body)
    const leaf = Buffer.from(entryLeaf({ ...header, body, salt } as EntryHeader, hash)).toString()
    expect(JSON.parse(leaf)).toEqual({ ...header, v: 1, bodyHash: Buffer.from(hash).toString('hex') })
    expect(leaf.startsWith('{"actor":')).toBe(true)
  })

  it('changes with every field of the header', () => {
    const hash = bodyHash(salt, body)
    const other = Buffer.from(entryLeafHash(header, hash)).toString('hex')
    const edits = Object.keys(header).map((key) => ({
      ...header,
      [key]: key === 'cause' ? [] : key === 'version' ? 4 : 'x',
    }))
    const leaves = edits.map((edit) => Buffer.from(entryLeafHash(edit, hash)).toString('hex'))
    expect(new Set([...leaves, other]).size).toBe(edits.length + 1)
  })

  it('hides a body that could be guessed behind its salt', () => {
    expect(bodyHash(Buffer.alloc(16, 1), 'yes')).not.toEqual(bodyHash(Buffer.alloc(16, 2), 'yes'))
    expect(() => bodyHash(Buffer.alloc(15), 'yes')).toThrow(RangeError)
  })
})
