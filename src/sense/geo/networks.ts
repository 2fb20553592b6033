// What kind of network an address belongs to: hosting by its system, others by lists that the operator provides.
// A kind without a list is not known, and is never told as none.
import { readFileSync, statSync } from 'node:fs'
import Type, { type Static } from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import { listedKinds, type NetworkListFile } from '../model/sensor-config.ts'
import { createTargetTable, type TargetTable } from '../tally/targets.ts'

const Networks = Type.Object({
  hosting: Type.Array(
    Type.Object({ as: Type.Integer({ minimum: 1, maximum: 4_294_967_295 }), name: Type.String({ maxLength: 100 }) }),
    { maxItems: 10_000 },
  ),
})
type Networks = Static<typeof Networks>

/** Each list is a file with one prefix or address per line; `#` begins a remark. */
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
export function openNetworks(files: readonly NetworkListFile[] = []): NetworkTable {
  const lists = files.map(({ kind, path }) => ({ kind, prefixes: readNetworkList(readFileSync(path, 'utf8')) }))
  return createNetworks(readDataset(Networks, 'sense/networks.json'), lists)
}

/**
 * The same, renewed when a file changes: lists of Tor exits are of the day. `look` is cheap, and goes by size and time of change; a
 * list that cannot be read any more, or holds nothing, leaves the old one in force.
 */
export function openChangingNetworks(files: readonly NetworkListFile[]): { table: NetworkTable; look(): void } {
  let current = openNetworks(files)
  let seen = stampOf(files)
  const { ids } = current
  return {
    table: { ids, kindsOf: (...asked) => current.kindsOf(...asked) },
    look() {
      const now = stampOf(files)
      if (now === null || now === seen) return
      const renewed = openNetworks(files)
      // Buckets count kinds by their place: a list that is empty for now must not move the others.
      if (renewed.ids.join() !== ids.join()) return
      current = renewed
      seen = now
    },
  }
}

function stampOf(files: readonly NetworkListFile[]): string | null {
  try {
    return files
      .map(({ path }) => statSync(path))
      .map((one) => `${one.size} ${one.mtimeMs}`)
      .join('\n')
  } catch {
    return null // being written anew: looked at again later
  }
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
