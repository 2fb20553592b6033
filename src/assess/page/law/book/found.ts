// Finding something in the law by words: every word must stand somewhere in what is said of it.

export function wordsOf(text: string | undefined): string[] {
  return (text ?? '').trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, 12)
}

export function fits(words: readonly string[], ...texts: readonly (string | undefined)[]): boolean {
  if (words.length === 0) return true
  const text = texts.join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}
