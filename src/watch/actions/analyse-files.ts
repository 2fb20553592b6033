// Analysing files without a node: for the command line. One worker for all of them, and one answer.
import type { AnalysisOutput } from '../api/analysis-output.ts'
import type { Item } from '../model.ts'
import { outputItem } from '../rules/output.ts'
import { type Background, clusterItems } from '../rules/stories.ts'
import { analyseFile, type Known, type Readers } from './analyse.ts'

export interface NamedBytes {
  name: string
  bytes: Uint8Array
}

/** `told` hears of each file as it is done: how many items, or why it was not read. */
export async function analyseFiles(
  readers: Readers,
  background: Background,
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
  return {
    items: items.map((item, i) => outputItem(item, i, from[i] ?? 0)),
    clusters: clusterItems(items, background),
    failed,
  }
}
