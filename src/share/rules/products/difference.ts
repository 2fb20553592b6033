// What differs between two products, sentence by sentence and figure by figure; also after persons wrote in the newer one.
import type { Changes, ProductContent, Sentence } from '../../model/product-content.ts'
import { placedIn } from '../drafting/changes.ts'

/**
 * `hidden` are sentences of the earlier one that must not be repeated: they rest on what may not be told any more. Fixed words of
 * the template are no news.
 */
export function differenceBetween(
  before: ProductContent,
  after: ProductContent,
  hidden: ReadonlySet<string> = new Set(),
): Changes {
  const [earlier, now] = [placedIn(before), placedIn(after)]
  const repeated = ({ id, text }: Sentence) => (hidden.has(id) ? null : text)
  const changes: Changes = { since: before.asOf, added: [], removed: [], changed: [], figures: [] }
  for (const [id, { section, sentence }] of now) {
    const was = earlier.get(id)?.sentence
    if (!was) {
      changes.added.push({ section, id, text: sentence.text })
      continue
    }
    if (was.text !== sentence.text) changes.changed.push({ section, id, from: repeated(was), to: sentence.text })
    const [from, to] = [was.figure, sentence.figure]
    if (!(from || to) || from?.value === to?.value) continue
    const { label, unit } = to ?? from ?? { label: '', unit: '' }
    changes.figures.push({
      section,
      id,
      label,
      unit,
      from: hidden.has(id) ? null : (from?.value ?? null),
      to: to?.value ?? null,
    })
  }
  for (const [id, { section, sentence }] of earlier)
    if (!now.has(id)) changes.removed.push({ section, id, text: repeated(sentence) })
  return changes
}

/** The difference that was drafted, after persons wrote in the product. What was not repeated when it was drafted stays so. */
export function differenceAfterEdits(before: ProductContent, after: ProductContent, drafted: Changes): Changes {
  const hidden = [
    ...drafted.removed.filter(({ text }) => text === null),
    ...drafted.changed.filter(({ from }) => from === null),
  ]
  return differenceBetween(before, after, new Set(hidden.map(({ id }) => id)))
}
