// A snippet: the words around what was searched for, as plain text with the places to mark.
export interface Snippet {
  snippet: string
  marks: { from: number; to: number }[]
}

const around = 80

/** Words match from their beginning, as the search does. The text must be one that the reader may read. */
export function snippetOf(text: string, query: string): Snippet {
  const plain = text.replace(/\s+/g, ' ').trim()
  const words =
    query
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu)
      ?.slice(0, 12) ?? []
  const marks = marksIn(plain, words)
  const first = marks[0]?.from ?? 0
  const start = first <= around ? 0 : startOfWord(plain, first - around)
  const end = endOfWord(plain, Math.min(plain.length, first + 2 * around))
  const lead = start > 0 ? '… ' : ''
  const kept = plain.slice(start, end)
  return {
    snippet: `${lead}${kept}${end < plain.length ? ' …' : ''}`,
    marks: marks
      .filter((mark) => mark.from >= start && mark.to <= end)
      .map((mark) => ({ from: mark.from - start + lead.length, to: mark.to - start + lead.length })),
  }
}

function marksIn(text: string, words: readonly string[]): { from: number; to: number }[] {
  const marks: { from: number; to: number }[] = []
  for (const { 0: found, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const lower = found.toLowerCase()
    const word = words.filter((one) => lower.startsWith(one)).sort((a, b) => b.length - a.length)[0]
    // Lower case may be longer than what it came from (İ); then the whole word is marked.
    if (word) marks.push({ from: index, to: index + (lower.length === found.length ? word.length : found.length) })
  }
  return marks
}

function startOfWord(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return space < 0 || at - space > around ? safe(text, at) : space + 1
}

function endOfWord(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  if (space < 0) return text.length - at > around ? safe(text, at) : text.length
  return space - at > around ? safe(text, at) : space
}

/** Never between the halves of a surrogate pair. */
function safe(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at
}
