// Drafting with the released templates and words, at a fixed moment.
import type { Marking, Tlp } from '#kernel/marking.ts'
import type { ProductContent, Sentence } from '../model/product-content.ts'
import { sentencesOf } from '../rules/drafting/blocks.ts'
import { draftProduct } from '../rules/drafting/draft.ts'
import type { DraftInput } from '../rules/drafting/input.ts'
import { readProductData } from '../store/templates.ts'
import { marked } from './filed.ts'

export const products = readProductData(null)

export function inputFor(file: DraftInput['file'], template: string, tlp: Tlp | Marking, over: Partial<DraftInput> = {}): DraftInput {
  const found = products.templates.get(template)
  if (!found) throw new Error(`There is no template ${template}`)
  const language = over.language ?? 'en'
  return {
    file,
    template: found,
    marking: typeof tlp === 'string' ? marked(tlp) : tlp,
    now: '2025-03-10T18:05:00.000Z',
    language,
    vocabulary: products.vocabulary,
    wording: products.wordingIn(language),
    ...over,
  }
}

export function drafted(...of: Parameters<typeof inputFor>): ProductContent {
  const reply = draftProduct(inputFor(...of))
  if (!reply.ok) throw new Error(`${reply.refusal}: ${reply.detail}`)
  return reply.value
}

export function sentencesIn(content: ProductContent, section?: string): Sentence[] {
  return content.sections
    .filter(({ id }) => section === undefined || id === section)
    .flatMap(({ blocks }) => blocks.flatMap(sentencesOf))
}

export function textOf(content: ProductContent, section?: string): string {
  return sentencesIn(content, section)
    .map(({ text }) => text)
    .join('\n')
}
