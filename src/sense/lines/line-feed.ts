// Chunks in, whole lines out, in one reused buffer: a line that is split between chunks, or that never ends, costs no more.

/** Lines longer than this are cut: what stands behind is dropped, and it is counted. */
export const maxLineBytes = 64 * 1024
/** Readers may look so far behind the end of a line without a check; what they find there means nothing. */
const slackBytes = 64
const pieceBytes = 64 * 1024

export interface LineArena {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Room for text that had to be unescaped, of `maxLineBytes`. */
  readonly scratchFrom: number
}

export interface LineFeed {
  push(chunk: Uint8Array): void
  /** The last line may lack its end. */
  end(): void
  readonly arena: LineArena
  /** Lines that were cut. */
  cut: number
}

/**
 * `onLines(from, to)` gets a run of whole lines: `bytes[to - 1]` is a line feed, and so is the end of each line before it.
 * It may not keep what it sees. Lines within a run are at most `maxLineBytes` long, each without its line feed.
 */
export function createLineFeed(onLines: (from: number, to: number) => void): LineFeed {
  const lineRoom = maxLineBytes + pieceBytes
  const bytes = new Uint8Array(lineRoom + slackBytes + maxLineBytes + slackBytes)
  const arena: LineArena = { bytes, view: new DataView(bytes.buffer), scratchFrom: lineRoom + slackBytes }
  let filled = 0
  /** Within a line that was cut, until its end comes. */
  let skipping = false

  const feed: LineFeed = {
    arena,
    cut: 0,
    push(chunk) {
      for (let from = 0; from < chunk.length; from += pieceBytes) {
        takePiece(chunk.length <= pieceBytes ? chunk : chunk.subarray(from, from + pieceBytes))
      }
    },
    end() {
      if (filled > 0) {
        bytes[filled] = 10
        onLines(0, filled + 1)
      }
      filled = 0
      skipping = false
    },
  }

  function takePiece(piece: Uint8Array): void {
    let rest = piece
    if (skipping) {
      const feedAt = piece.indexOf(10)
      if (feedAt < 0) return
      skipping = false
      rest = piece.subarray(feedAt + 1)
    }
    bytes.set(rest, filled)
    const before = filled
    filled += rest.length
    const last = rest.lastIndexOf(10)
    if (last >= 0) {
      giveLines(before + last + 1)
      bytes.copyWithin(0, before + last + 1, filled)
      filled -= before + last + 1
    }
    if (filled > maxLineBytes) cutTail()
  }

  /** Gives `bytes[0, to)` as one run, or in parts around lines that are too long. */
  function giveLines(to: number): void {
    let from = 0
    // Leaps from line feed to line feed as far as a line may reach: two or three of them, unless a line is too long.
    for (let start = 0; to - start > maxLineBytes + 1; ) {
      const last = bytes.lastIndexOf(10, start + maxLineBytes)
      if (last >= start) {
        start = last + 1
        continue
      }
      const end = bytes.indexOf(10, start + maxLineBytes)
      feed.cut++
      bytes[start + maxLineBytes] = 10
      onLines(from, start + maxLineBytes + 1)
      start = end + 1
      from = start
    }
    if (from < to) onLines(from, to)
  }

  function cutTail(): void {
    feed.cut++
    bytes[maxLineBytes] = 10
    onLines(0, maxLineBytes + 1)
    filled = 0
    skipping = true
  }

  return feed
}
