// What kind of network an address belongs to: hosting by its system, others by lists that the operator provides.
// A kind without a list is not known, and is never told as none.
import { readFileSync } from 'node:fs'
import Type, { type Static } from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import { createTargetTable, type TargetTable } from '../tally/targets.ts'

const Networks = Type.Object({
  hosting: Type.Array(
    Type.Object({ as: Type.Integer({ minimum: 1, maximum: 4_294_967_295 }), name: Type.String({ maxLength: 100 }) }),
    { maxItems: 10_000 },
  ),
})
type Networks = Static<typeof Networks>

/** Kinds that a list may be of. Each list is a file with one prefix or address per line; `#` begins a remark. */
export const listedKinds = ['tor', 'proxy', 'resolver'] as const
export type ListedKind = (typeof listedKinds)[number]

export interface NetworkTable {
  /** `hosting`, and of `listedKinds` those that a list was loaded of. Buckets count them as `network-<id>`. */
  readonly ids: readonly string[]
  /** Bit by place in `ids`. `at`: of the first word of the address. `system`: its AS number, 0 not known. */
  kindsOf(family: 4 | 6, words: Uint32Array, at: number, system: number): number
}

export interface NetworkList {
  kind: ListedKind
  prefixes: readonly string[]
}

export function createNetworks(data: Networks, lists: readonly NetworkList[]): NetworkTable {
  const hosting = new Set(data.hosting.map((one) => one.as))
  const loaded = listedKinds.flatMap((kind): { kind: string; table: TargetTable }[] => {
    const prefixes = lists.filter((list) => list.kind === kind).flatMap((list) => list.prefixes)
    // A list with nothing in it says nothing either.
    return prefixes.length === 0 ? [] : [{ kind, table: createTargetTable([{ id: kind, prefixes }]) }]
  })
  return {
    ids: ['hosting', ...loaded.map((one) => one.kind)],
    kindsOf(family, words, at, system) {
      let bits = hosting.has(system) ? 1 : 0
      for (const [place, { table }] of loaded.entries()) {
        const found = family === 4 ? table.of4(words[at] ?? 0) : table.of6(words, at)
        if (found >= 0) bits |= 2 << place
      }
      return bits
    },
  }
}

/** With data/sense/networks.json and these lists. Throws where a file cannot be read: the operator named it. */
export function openNetworks(files: readonly { kind: ListedKind; path: string }[] = []): NetworkTable {
  const lists = files.map(({ kind, path }) => ({ kind, prefixes: readNetworkList(readFileSync(path, 'utf8')) }))
  return createNetworks(readDataset(Networks, 'sense/networks.json'), lists)
}

/** Most that a list may have: more would be a mistake of the file. */
const mostPrefixes = 2_000_000

/** Lines of a list; what is no prefix is passed over when the table is made. */
export function readNetworkList(text: string): string[] {
  const prefixes: string[] = []
  for (const line of text.split('\n')) {
    const [prefix = ''] = line.split('#')
    if (prefix.trim() !== '') prefixes.push(prefix.trim())
    if (prefixes.length >= mostPrefixes) break
  }
  return prefixes
}
