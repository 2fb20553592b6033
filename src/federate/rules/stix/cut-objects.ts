// Cuts a file of any size into its objects, byte by byte: a bundle or envelope with `objects`, an array, or one object after another.
// Only what is being cut is held, so a file of 100 MB takes no more memory than its largest object.

export interface CutBudget {
  objectBytes: number
  fileBytes: number
}

export interface Cutter {
  /** The objects that end in these bytes, each as bytes of its own. After a fault it gives nothing more. */
  push(chunk: Uint8Array): Uint8Array[]
  /** At the end of the file: heads of bundles without their objects, and what was wrong with the whole. */
  end(): { heads: Uint8Array[]; fault: string | null }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]
const byteOrderMark = [0xef, 0xbb, 0xbf]
const mostHeads = 1_000

/** outside: between values. root: in an object that may be a bundle. list: between the objects of a list. item: in one of these. */
type Phase = 'outside' | 'root' | 'list' | 'item' | 'over'

interface State {
  phase: Phase
  /** Open brackets of the object that is being cut. */
  depth: number
  inText: boolean
  escaped: boolean
  /** The list belongs to a bundle, whose head goes on behind it. */
  ofRoot: boolean
  /** The last text at the first level of the root: the name of what follows, if something does. */
  name: string
  held: Uint8Array[]
  heldBytes: number
  rootHeld: Uint8Array[]
  rootBytes: number
  heads: Uint8Array[]
  bytes: number
  fault: string | null
}

export function cutter(budget: CutBudget): Cutter {
  const state: State = {
    ...{ phase: 'outside', depth: 0, inText: false, escaped: false, ofRoot: false, name: '', held: [], heldBytes: 0 },
    ...{ rootHeld: [], rootBytes: 0, heads: [], bytes: 0, fault: null },
  }
  return {
    push: (chunk) => push(state, chunk, budget),
    end() {
      const open = state.phase === 'root' || state.phase === 'list' || state.phase === 'item'
      if (!state.fault && open) state.fault = 'The file ends in the middle of an object.'
      if (!state.fault && state.bytes === 0) state.fault = 'The file is empty.'
      return { heads: state.heads, fault: state.fault }
    },
  }
}

function push(state: State, chunk: Uint8Array, budget: CutBudget): Uint8Array[] {
  const cut: Uint8Array[] = []
  if (state.fault) return cut
  const before = state.bytes
  state.bytes += chunk.length
  if (state.bytes > budget.fileBytes) {
    state.fault = `At most ${budget.fileBytes} bytes are read.`
    return cut
  }
  let from = state.phase === 'root' || state.phase === 'item' ? 0 : -1
  let text = state.inText && state.phase === 'root' && state.depth === 1 ? 0 : -1
  for (let i = 0; i < chunk.length && !state.fault; i++) {
    if (state.inText) {
      i = endOfText(state, chunk, i)
      if (i === chunk.length) break
      if (text >= 0) state.name += ascii(chunk, text, i)
      text = -1
      continue
    }
    const byte = chunk[i] ?? 0
    if (byte <= 0x20) continue
    switch (state.phase) {
      case 'outside':
        if (byte === openBrace) {
          Object.assign(state, { phase: 'root', depth: 1, name: '', ofRoot: false })
          from = i
        } else if (byte === openBracket) Object.assign(state, { phase: 'list', ofRoot: false })
        else if (byte !== byteOrderMark[before + i])
          state.fault = 'This is no JSON of objects: it must begin with { or [.'
        break
      case 'root':
        if (byte === quote) {
          state.inText = true
          if (state.depth === 1) {
            state.name = ''
            text = i + 1
          }
        } else if (byte === openBracket && state.depth === 1 && state.name === 'objects') {
          hold(state, chunk, from, i + 1, budget)
          state.rootHeld.push(...state.held)
          state.rootBytes += state.heldBytes
          Object.assign(state, { phase: 'list', ofRoot: true, held: [], heldBytes: 0 })
          from = -1
        } else if (byte === openBrace || byte === openBracket) state.depth += 1
        else if (byte === closeBrace || byte === closeBracket) {
          state.depth -= 1
          if (state.depth === 0) {
            hold(state, chunk, from, i + 1, budget)
            if (state.ofRoot) {
              if (state.heads.length < mostHeads) state.heads.push(joined([...state.rootHeld, ...state.held]))
              Object.assign(state, { rootHeld: [], rootBytes: 0 })
            } else if (!state.fault) cut.push(joined(state.held))
            Object.assign(state, { phase: 'outside', held: [], heldBytes: 0 })
            from = -1
          }
        }
        break
      case 'list':
        if (byte === openBrace) {
          Object.assign(state, { phase: 'item', depth: 1 })
          from = i
        } else if (byte === closeBracket && state.ofRoot) {
          Object.assign(state, { phase: 'root', depth: 1, name: '' })
          from = i
        } else if (byte === closeBracket) state.phase = 'over'
        else if (byte !== comma) state.fault = 'In the list of objects stands something that is no object.'
        break
      case 'item':
        if (byte === quote) state.inText = true
        else if (byte === openBrace || byte === openBracket) state.depth += 1
        else if (byte === closeBrace || byte === closeBracket) {
          state.depth -= 1
          if (state.depth === 0) {
            hold(state, chunk, from, i + 1, budget)
            // What is too large is not given, also where its end has come.
            if (!state.fault) cut.push(joined(state.held))
            Object.assign(state, { phase: 'list', held: [], heldBytes: 0 })
            from = -1
          }
        }
        break
      default:
        state.fault = 'Behind the list of objects there is more.'
    }
  }
  if (text >= 0) state.name += ascii(chunk, text, chunk.length)
  if (from >= 0) hold(state, chunk, from, chunk.length, budget)
  return cut
}

/** Where the text ends that goes on at `from`: at its quote, or at the end of the chunk. Most of a file is text, so quotes are looked for. */
function endOfText(state: State, chunk: Uint8Array, from: number): number {
  let at = state.escaped ? from + 1 : from
  state.escaped = false
  for (;;) {
    const end = chunk.indexOf(quote, at)
    const stop = end < 0 ? chunk.length : end
    const escaped = slashesBefore(chunk, at, stop) % 2 === 1
    if (end < 0) state.escaped = escaped
    else if (!escaped) state.inText = false
    else {
      at = end + 1
      continue
    }
    return stop
  }
}

function slashesBefore(chunk: Uint8Array, from: number, to: number): number {
  let at = to
  while (at > from && chunk[at - 1] === backslash) at -= 1
  return to - at
}

function hold(state: State, chunk: Uint8Array, from: number, to: number, budget: CutBudget): void {
  if (from >= 0 && to > from) {
    // A copy: the chunk may be used again by whoever reads the file.
    state.held.push(chunk.slice(from, to))
    state.heldBytes += to - from
  }
  if (state.heldBytes + state.rootBytes > budget.objectBytes)
    state.fault = `An object has more than ${budget.objectBytes} bytes.`
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array()] = parts
  if (parts.length === 1) return first
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Only as much as is needed to tell `objects` from other names. */
function ascii(chunk: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...chunk.subarray(from, Math.min(to, from + 10)))
}
