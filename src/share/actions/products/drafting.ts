// The rules of drafting with the templates, words and vocabularies of this node.
import { done } from '#kernel/reply.ts'
import { draftProduct } from '../../rules/drafting/draft.ts'
import type { DraftInput } from '../../rules/drafting/input.ts'
import { tearLine } from '../../rules/drafting/tear-line.ts'
import type { ProductData } from '../../store/templates.ts'
import type { DraftAsk, Drafting } from './room.ts'

export function draftingWith(data: ProductData): Drafting {
  const inputOf = ({ title, lines, ...ask }: DraftAsk): DraftInput => ({
    ...ask,
    ...(title ? { title } : {}),
    ...(lines.length > 0 ? { lines } : {}),
    vocabulary: data.vocabulary,
    wording: data.wordingIn(ask.language),
  })
  return {
    templates: data.templates,
    draft: (ask) => draftProduct(inputOf(ask)),
    removed(content, ask) {
      const drafted = tearLine(content, inputOf(ask))
      return drafted.ok ? done(drafted.value.removed) : drafted
    },
  }
}
