// The difference of two texts, word by word, for showing what a new version changed.
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Above this many comparisons whole lines are compared, so that no text can stop the page. */
const most = 4_000_000

export function compareTexts(before: string, after: string): Piece[] {
  const words = (text: string) => text.split(/(?<=\s)/)
  const lines = (text: string) => text.split(/(?<=\n)/)
  const [a, b] = [words(before), words(after)]
  if (a.length * b.length <= most) return compare(a, b)
  const [c, d] = [lines(before), lines(after)]
  if (c.length * d.length <= most) return compare(c, d)
  return [
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ]
}

/** Longest common subsequence, after what both ends share is set aside. */
function compare(a: readonly string[], b: readonly string[]): Piece[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const x = a.slice(head, a.length - tail)
  const y = b.slice(head, b.length - tail)
  const width = y.length + 1
  const lengths = new Uint32Array((x.length + 1) * width)
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      const at = i * width + j
      lengths[at] =
        x[i] === y[j] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0)
    }
  }
  const pieces: Piece[] = []
  add(pieces, 'same', a.slice(0, head).join(''))
  let i = 0
  let j = 0
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) {
      add(pieces, 'same', x[i] ?? '')
      i++
      j++
    } else if (
      j >= y.length ||
      (i < x.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      add(pieces, 'gone', x[i] ?? '')
      i++
    } else {
      add(pieces, 'new', y[j] ?? '')
      j++
    }
  }
  add(pieces, 'same', a.slice(a.length - tail).join(''))
  return pieces
}

function add(pieces: Piece[], kind: Piece['kind'], text: string): void {
  if (text === '') return
  const last = pieces[pieces.length - 1]
  if (last?.kind === kind) last.text += text
  else pieces.push({ kind, text })
}
