// 'Did you mean ...': the known id that is nearest to a mistyped one.

/** The nearest by edits, where no more than a third of the letters differ; null where nothing is near. Bounded work. */
export function nearestTo(mistyped: string, candidates: Iterable<string>): string | null {
  const known = [...candidates]
  const word = mistyped.slice(0, 120)
  let best: string | null = null
  let fewest = Math.floor(word.length / 3) + 1
  for (const one of known) {
    if (Math.abs(one.length - word.length) >= fewest) continue
    const found = editsBetween(word, one, fewest)
    if (found >= fewest) continue
    fewest = found
    best = one
  }
  return best ?? sameEnd(word, known)
}

/** 'duration_minutes' for 'incident.duration_minutes': the scope was left out or is another one. */
function sameEnd(word: string, known: readonly string[]): string | null {
  const end = word.slice(word.indexOf('.') + 1)
  if (end.length < 4) return null
  for (const one of known) if (one.endsWith(`.${end}`)) return one
  return null
}

/** Levenshtein's distance, given up at `limit`. */
function editsBetween(a: string, b: string, limit: number): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    let least = row
    for (let at = 1; at <= b.length; at += 1) {
      const swap = (before[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1)
      const edits = Math.min(swap, (before[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1)
      next.push(edits)
      if (edits < least) least = edits
    }
    if (least >= limit) return limit
    before = next
  }
  return before[b.length] ?? limit
}
