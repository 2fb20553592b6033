// The difference to the product that was shown last: sentence by sentence, figure by figure.
import type { Changes, ProductContent, Sentence } from '../../model/product-content.ts'
import { sentencesOf } from './blocks.ts'
import { recordsIn } from './records.ts'
import type { Told } from './within.ts'

interface Placed {
  section: string
  heading: string
  sentence: Sentence
}

/** Every sentence of the record or of a person, by its id, in the order of reading. Fixed words are no news. */
export function placedIn({ title, kind, sections }: ProductContent): Map<string, Placed> {
  const all: Placed[] = [{ section: 'head', heading: kind, sentence: title }]
  for (const { id, heading, blocks } of sections) {
    for (const block of blocks) for (const sentence of sentencesOf(block)) all.push({ section: id, heading, sentence })
  }
  return new Map(all.filter(({ sentence }) => sentence.by !== 'template').map((one) => [one.sentence.id, one]))
}

/**
 * `told` is what may be told now. Earlier words that rest on what is not in it any more are not repeated: they were told once, and
 * whether that was right is not for this product to say again.
 */
export function changesSince(previous: ProductContent, content: ProductContent, told: Told): Changes {
  const [before, now] = [placedIn(previous), placedIn(content)]
  const there = idsIn(told)
  // A line of the log goes only when its entry does, whatever became of the record.
  const repeated = ({ id, text, sources }: Sentence) =>
    sources.every((one) => there.has(one.id)) && !id.includes('/entry:') ? text : null
  const changes: Changes = { since: previous.asOf, added: [], removed: [], changed: [], figures: [] }
  for (const [id, { section, sentence }] of now) {
    const was = before.get(id)?.sentence
    if (!was) {
      changes.added.push({ section, id, text: sentence.text })
      continue
    }
    if (was.text !== sentence.text) changes.changed.push({ section, id, from: repeated(was), to: sentence.text })
    const [from, to] = [was.figure, sentence.figure]
    if ((from || to) && from?.value !== to?.value) {
      const { label, unit } = to ?? from ?? { label: '', unit: '' }
      const known = from && repeated(was) !== null ? from.value : null
      changes.figures.push({ section, id, label, unit, from: known, to: to?.value ?? null })
    }
  }
  for (const [id, { section, sentence }] of before) {
    if (now.has(id)) continue
    const text = repeated(sentence)
    // Its id names the record that it rested on.
    const told = text === null ? `${section}/not-told:${changes.removed.length + 1}` : id
    changes.removed.push({ section, id: told, text })
  }
  return changes
}

function idsIn(told: Told): ReadonlySet<string> {
  return new Set([...recordsIn(told).map(({ id }) => id), ...told.entries.map(({ subject }) => subject)])
}
