// A tear-line: the same product at a lower marking, and the list of what it does not have. The list is marked like the higher one.
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Marking } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { ProductContent, Removed, Sentence } from '../../model/product-content.ts'
import { placedIn } from './changes.ts'
import { draftProduct } from './draft.ts'
import type { DraftInput } from './input.ts'
import { recordsIn } from './records.ts'

interface TearLine {
  content: ProductContent
  /** Never part of `content`, and to be read only by those who may read the higher product. */
  removed: Removed[]
}

/** `input` is that of the higher product with the lower marking. Refusals are those of drafting. */
export function tearLine(higher: ProductContent, input: DraftInput): Reply<TearLine> {
  const drafted = draftProduct(input)
  if (!drafted.ok) return drafted
  return done({ content: drafted.value, removed: removedFrom(higher, drafted.value, input.file) })
}

/** What the higher product says and the lower one does not, or says in other words; with the records that are above the lower one. */
function removedFrom(higher: ProductContent, lower: ProductContent, file: CrisisFile): Removed[] {
  const below = placedIn(lower)
  const markings = markingsIn(file)
  return [...placedIn(higher).values()].flatMap(({ section, heading, sentence }): Removed[] => {
    const instead = below.get(sentence.id)?.sentence.text ?? null
    if (instead === sentence.text) return []
    const because = aboveIn(sentence, lower.marking, markings)
    return [{ section, heading, id: sentence.id, text: sentence.text, instead, because }]
  })
}

function aboveIn({ sources }: Sentence, marking: Marking, markings: ReadonlyMap<string, Marking>): Removed['because'] {
  return sources.flatMap((one) => {
    const own = markings.get(one.id)
    return own && !staysWithin(marking, own) ? [{ ...one, marking: own }] : []
  })
}

function markingsIn(file: CrisisFile): ReadonlyMap<string, Marking> {
  const ofEntries = file.entries.map((one) => [one.subject, one.marking] as const)
  return new Map([...ofEntries, ...recordsIn(file).map(({ id, marking }) => [id, marking] as const)])
}
