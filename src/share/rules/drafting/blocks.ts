// Blocks without empty ones: what has nothing to say is not drawn.
import type { Block, FiguresBlock, Sentence, TimelineBlock } from '../../model/product-content.ts'

export function prose(...sentences: (Sentence | readonly Sentence[] | null)[]): Block[] {
  const all = sentences.flatMap((one) => one ?? [])
  return all.length === 0 ? [] : [{ kind: 'prose', sentences: all }]
}

export function list(items: readonly (readonly Sentence[])[], caption: string | null = null): Block[] {
  const filled = items.filter((item) => item.length > 0).map((item) => [...item])
  return filled.length === 0 ? [] : [{ kind: 'list', caption, items: filled }]
}

export function table(header: string[], rows: readonly Sentence[][], caption: string | null = null): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', caption, header, rows: [...rows] }]
}

export function timeline(moments: TimelineBlock['moments']): Block[] {
  return moments.length === 0 ? [] : [{ kind: 'timeline', caption: null, moments }]
}

export function figures(found: FiguresBlock['figures']): Block[] {
  return found.length === 0 ? [] : [{ kind: 'figures', caption: null, figures: found }]
}

export function sentencesOf(block: Block): Sentence[] {
  switch (block.kind) {
    case 'prose':
      return block.sentences
    case 'list':
      return block.items.flat()
    case 'table':
      return block.rows.flat()
    case 'map':
      return block.values.map(({ cell }) => cell)
    case 'timeline':
      return block.moments.map(({ sentence }) => sentence)
    case 'figures':
      return block.figures
  }
}

/** The same block with every sentence changed. */
export function mapSentences(block: Block, change: (sentence: Sentence) => Sentence): Block {
  switch (block.kind) {
    case 'prose':
      return { ...block, sentences: block.sentences.map(change) }
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(change)) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(change)) }
    case 'map':
      return { ...block, values: block.values.map((one) => ({ ...one, cell: change(one.cell) })) }
    case 'timeline':
      return { ...block, moments: block.moments.map((one) => ({ ...one, sentence: change(one.sentence) })) }
    case 'figures':
      return { ...block, figures: block.figures.map(change) }
  }
}
