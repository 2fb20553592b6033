// Sentences of a product: finding them by their id, writing in place of them, and keeping what was written over a new draft.

import { personOf } from '#kernel/reader.ts'
import type { Instant } from '#kernel/time.ts'
import type { SentenceEdit } from '../../model/product.ts'
import type { ProductContent, Sentence } from '../../model/product-content.ts'

/** Each sentence and cell that a person may write in, with the heading that it stands under, in the order of reading. */
export function sentencesOf(content: ProductContent): { sentence: Sentence; section: string }[] {
  const found = [{ sentence: content.title, section: 'title' }]
  for (const { id, blocks } of content.sections)
    for (const block of blocks) for (const sentence of sentencesIn(block)) found.push({ sentence, section: id })
  if (content.nextDue) found.push({ sentence: content.nextDue.sentence, section: 'next-due' })
  return found
}

type Block = ProductContent['sections'][number]['blocks'][number]

export function sentencesIn(block: Block): Sentence[] {
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

/** The same content with each sentence as `change` makes it. */
export function withSentences(content: ProductContent, change: (sentence: Sentence) => Sentence): ProductContent {
  return {
    ...content,
    title: change(content.title),
    sections: content.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => changedBlock(block, change)),
    })),
    nextDue: content.nextDue && { ...content.nextDue, sentence: change(content.nextDue.sentence) },
  }
}

function changedBlock(block: Block, change: (sentence: Sentence) => Sentence): Block {
  switch (block.kind) {
    case 'prose':
      return { ...block, sentences: block.sentences.map(change) }
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(change)) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(change)) }
    case 'map':
      return { ...block, values: block.values.map((value) => ({ ...value, cell: change(value.cell) })) }
    case 'timeline':
      return { ...block, moments: block.moments.map((one) => ({ ...one, sentence: change(one.sentence) })) }
    case 'figures':
      return { ...block, figures: block.figures.map(change) }
  }
}

/**
 * A sentence in the words of a person. It keeps what it rests on. Its figure goes: the number that was drafted is not vouched
 * for by other words.
 */
function inWordsOf({ figure: _figure, ...drafted }: Sentence, text: string, by: string): Sentence {
  return { ...drafted, text, by: personOf(by) }
}

/** What the product says with all that persons wrote in it. Edits of sentences that are not there do nothing. */
export function withEdits(drafted: ProductContent, edits: readonly SentenceEdit[]): ProductContent {
  if (edits.length === 0) return drafted
  const byId = new Map(edits.map((edit) => [edit.sentence, edit]))
  return withSentences(drafted, (sentence) => {
    const edit = byId.get(sentence.id)
    return edit ? inWordsOf(sentence, edit.text, edit.by) : sentence
  })
}

/** As it was drafted, before any person wrote in it. */
export function withoutEdits(content: ProductContent, edits: readonly SentenceEdit[]): ProductContent {
  if (edits.length === 0) return content
  const byId = new Map(edits.map((edit) => [edit.sentence, edit.was]))
  return withSentences(content, (sentence) => byId.get(sentence.id) ?? sentence)
}

/** The edits after some more: `text` null gives back what was drafted. What is not in the draft is passed over. */
export function editedBy(
  edits: readonly SentenceEdit[],
  drafted: ProductContent,
  given: readonly { sentence: string; text: string | null }[],
  by: string,
  at: Instant,
): SentenceEdit[] {
  const asDrafted = new Map(sentencesOf(drafted).map(({ sentence }) => [sentence.id, sentence]))
  const after = new Map(edits.map((edit) => [edit.sentence, edit]))
  for (const { sentence, text } of given) {
    const was = asDrafted.get(sentence)
    if (text === null || !was) after.delete(sentence)
    else after.set(sentence, { sentence, was, text, by, at })
  }
  return [...after.values()]
}

export interface Carried {
  /** Still stand; `was` is what the record says now. */
  kept: SentenceEdit[]
  /** Their sentence is not there any more. */
  lost: SentenceEdit[]
  /** Kept, although the record says something else now: to be looked at. */
  drifted: SentenceEdit[]
}

/** What becomes of the words of persons when the product is drafted again. */
export function carryEdits(edits: readonly SentenceEdit[], fresh: ProductContent): Carried {
  const sentences = new Map(sentencesOf(fresh).map(({ sentence }) => [sentence.id, sentence]))
  const carried: Carried = { kept: [], lost: [], drifted: [] }
  for (const edit of edits) {
    const now = sentences.get(edit.sentence)
    if (!now) {
      carried.lost.push(edit)
      continue
    }
    const kept = { ...edit, was: now }
    carried.kept.push(kept)
    if (now.text !== edit.was.text) carried.drifted.push(kept)
  }
  return carried
}
