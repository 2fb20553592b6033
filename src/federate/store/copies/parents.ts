// What a record hangs on: data/federate/parents.json, checked against the kinds that this node knows.
import Type, { type Static } from 'typebox'
import { BadDataset, readDataset } from '#platform/dataset.ts'

const Text = Type.String({ minLength: 1, maxLength: 500 })
const Parent = Type.Object({ of: Text, record: Text, at: Type.String({ pattern: '^(/[A-Za-z]+){1,6}$' }), why: Text })
export type Parent = Static<typeof Parent>

const path = 'federate/parents.json'

/** Throws BadDataset, with the name, when a kind is named that this node does not know. */
export function readParents(kinds: ReadonlySet<string>): readonly Parent[] {
  const { parents } = readDataset(Type.Object({ parents: Type.Array(Parent, { maxItems: 200 }) }), path)
  for (const { of, record } of parents) {
    const unknown = [of, record].find((name) => !kinds.has(name))
    if (unknown) throw new BadDataset(`data/${path} names ${unknown}, which is no kind of record of this node.`)
  }
  return parents
}
