// A bounded product: what weighs most stays, what has no room is counted and said.
import type { Block, ContentSection, FrameWords, LeftOut, Sentence } from '../../model/product-content.ts'
import type { Template } from '../../model/template.ts'
import { mapSentences, prose, sentencesOf } from './blocks.ts'

const usualWeight = 5

export function fitted(
  sections: ContentSection[],
  template: Template,
  frame: FrameWords,
): { sections: ContentSection[]; leftOut: LeftOut[] } {
  const { mostWords } = template
  if (mostWords === null) return { sections, leftOut: [] }
  const short = sections.map((section) => shortened(section, Math.floor(mostWords / 5)))
  const out = short.map(({ cut }) => cut)
  const kept = short.map(({ section }) => section)
  let words = kept.reduce((sum, section) => sum + wordsOfSection(section), 0)
  // The lightest section gives first, and of it the last; the first of each section is given up only when nothing else is left.
  const giving = template.sections
    .map(({ weight = usualWeight }, n) => ({ n, weight }))
    .sort((a, b) => b.weight - a.weight || b.n - a.n)
  for (const least of [1, 0]) {
    for (const { n } of giving) {
      while (words > mostWords) {
        const section = kept[n]
        const smaller = section && units(section) > least ? withoutLast(section) : null
        if (!section || !smaller) break
        words -= wordsOfSection(section) - wordsOfSection(smaller.section)
        kept[n] = smaller.section
        out[n] = (out[n] ?? 0) + smaller.sentences
      }
    }
  }
  return {
    sections: kept.map((section) => (section.blocks.length > 0 ? section : emptied(section, frame))),
    leftOut: kept.flatMap(({ id, heading }, n) => {
      const sentences = out[n] ?? 0
      return sentences > 0 ? [{ section: id, heading, sentences }] : []
    }),
  }
}

function emptied(section: ContentSection, frame: FrameWords): ContentSection {
  const words: Sentence = {
    id: `${section.id}/left-out`,
    text: `${frame.leftOut}.`,
    sources: [],
    by: 'template',
    standing: 'fixed',
  }
  return { ...section, blocks: prose(words) }
}

function shortened(section: ContentSection, most: number): { section: ContentSection; cut: number } {
  let cut = 0
  const shorter = (sentence: Sentence): Sentence => {
    const parts = sentence.text.split(/(?<=[.!?])\s+/)
    if (wordsIn(sentence.text) <= most) return sentence
    cut += 1
    let text = ''
    for (const part of parts) {
      if (wordsIn(text) + wordsIn(part) > most) break
      text = text === '' ? part : `${text} ${part}`
    }
    if (text === '') text = sentence.text.trim().split(/\s+/).slice(0, most).join(' ')
    return { ...sentence, text: `${text} […]` }
  }
  return { section: { ...section, blocks: section.blocks.map((block) => mapSentences(block, shorter)) }, cut }
}

function wordsIn(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length
}

function wordsOfSection({ heading, blocks }: ContentSection): number {
  return wordsIn(heading) + blocks.reduce((sum, block) => sum + wordsOfBlock(block), 0)
}

function wordsOfBlock(block: Block): number {
  const head = block.kind === 'table' ? wordsIn(block.header.join(' ')) : 0
  return head + sentencesOf(block).reduce((sum, { text }) => sum + wordsIn(text), 0)
}

/** What can be taken away as one: a sentence of prose, an item, a row, a moment, a figure; a map as a whole. */
function units({ blocks }: ContentSection): number {
  return blocks.reduce((sum, block) => sum + (block.kind === 'map' ? 1 : partsOf(block)), 0)
}

function partsOf(block: Exclude<Block, { kind: 'map' }>): number {
  switch (block.kind) {
    case 'prose':
      return block.sentences.length
    case 'list':
      return block.items.length
    case 'table':
      return block.rows.length
    case 'timeline':
      return block.moments.length
    case 'figures':
      return block.figures.length
  }
}

function withoutLast(section: ContentSection): { section: ContentSection; sentences: number } | null {
  const last = section.blocks.at(-1)
  if (!last) return null
  const before = section.blocks.slice(0, -1)
  const smaller = last.kind === 'map' || partsOf(last) <= 1 ? null : cutBlock(last)
  const sentences = sentencesOf(last).length - (smaller ? sentencesOf(smaller).length : 0)
  return { section: { ...section, blocks: smaller ? [...before, smaller] : before }, sentences }
}

function cutBlock(block: Exclude<Block, { kind: 'map' }>): Block {
  switch (block.kind) {
    case 'prose':
      return { ...block, sentences: block.sentences.slice(0, -1) }
    case 'list':
      return { ...block, items: block.items.slice(0, -1) }
    case 'table':
      return { ...block, rows: block.rows.slice(0, -1) }
    case 'timeline':
      // The oldest goes: what is new is what is read for.
      return { ...block, moments: block.moments.slice(1) }
    case 'figures':
      return { ...block, figures: block.figures.slice(0, -1) }
  }
}
