// Analysing files without a node: for the command line. One worker for all of them, and one answer.
import type { AnalysisOutput } from '../api/analysis-output.ts'
import type { Item } from '../model.ts'
import { type ClaimsIndex, relateAcross } from '../rules/claims.ts'
import { claimId, outputItem } from '../rules/output.ts'
import { type Background, clusterItems } from '../rules/stories.ts'
import { analyseFile, type Known, type Readers } from './analyse.ts'

export interface NamedBytes {
  name: string
  bytes: Uint8Array
}

/** `told` hears of each file as it is done: how many items, or why it was not read. */
export async function analyseFiles(
  readers: Readers,
  { background, claims }: { background: Background; claims: ClaimsIndex },
  files: Iterable<NamedBytes>,
  known: Known,
  told: (file: string, items: number, why: string | null) => void = () => {},
): Promise<AnalysisOutput> {
  const items: Item[] = []
  const from: number[] = []
  const failed: AnalysisOutput['failed'] = []
  let number = 0
  for (const { name, bytes } of files) {
    const read = await analyseFile(readers, bytes, /\.x?html?$/i.test(name) ? 'text/html' : null, known)
    if (read.ok) {
      for (const { item } of read.value.articles) {
        items.push(item)
        from.push(number)
      }
      told(name, read.value.articles.length, null)
    } else {
      const why = read.detail ?? read.refusal
      failed.push({ file: name, why })
      told(name, 0, why)
    }
    number += 1
  }
  const shown = items.map((item, i) => outputItem(item, i, from[i] ?? 0))
  const clusters = clusterItems(items, background)
  for (const cluster of clusters) relate(shown, items, cluster, claims)
  return { items: shown, clusters, failed }
}

/** Claims of one event in different articles: what one supports, disputes or repeats of another. */
function relate(
  shown: AnalysisOutput['items'],
  items: readonly Item[],
  cluster: readonly number[],
  index: ClaimsIndex,
): void {
  const articles = cluster.flatMap((i) => {
    const item = items[i]
    return item ? [{ language: item.language.code, claims: item.claims }] : []
  })
  for (const { item, claim, relation, otherItem, otherClaim } of relateAcross(articles, index)) {
    const [one, other] = [cluster[item], cluster[otherItem]]
    if (one === undefined || other === undefined) continue
    const id = claimId(one, claim)
    const found = shown[one]?.claims.find((it) => it.id === id)
    const related = found?.[relation]
    if (related && !related.includes(claimId(other, otherClaim))) related.push(claimId(other, otherClaim))
  }
}
