// Flows cut into the parts that fall into one bucket each, so that a bucket's parts are counted in one run of tight loops.

export const wayIn = 0
export const wayOut = 1
/** Neither its source nor its destination is of a target. */
export const wayNone = 2

/** What is known of each row of a batch, beside the batch's own columns. */
export interface Columns {
  /** Keys of the series (`window.ts`). */
  high: Uint32Array
  low: Uint32Array
  way: Uint8Array
  country: Uint8Array
}

export function createColumns(rows: number): Columns {
  return {
    high: new Uint32Array(rows),
    low: new Uint32Array(rows),
    way: new Uint8Array(rows),
    country: new Uint8Array(rows),
  }
}

export interface Pieces {
  length: number
  readonly row: Uint16Array
  /** Start of the bucket in units of ten seconds. */
  readonly index: Uint32Array
  readonly bytes: Float64Array
  readonly packets: Float64Array
  /** 1 for the first piece of a flow, else 0. */
  readonly flows: Uint8Array
  /** Pieces that wait to be selected. */
  readonly rest: Uint16Array
  /** Pieces of the window in work, and how many. */
  readonly picked: Uint16Array
  selected: number
  /** By the order of `picked`: the number of the series, and packets corrected for sampling. */
  readonly series: Uint16Array
  readonly corrected: Float64Array
}

/** One flow has at most 361 pieces, so this many leave room for one more. */
const capacity = 4096
export const piecesFull = capacity - 400

export function createPieces(): Pieces {
  return {
    length: 0,
    row: new Uint16Array(capacity),
    index: new Uint32Array(capacity),
    bytes: new Float64Array(capacity),
    packets: new Float64Array(capacity),
    flows: new Uint8Array(capacity),
    rest: new Uint16Array(capacity),
    picked: new Uint16Array(capacity),
    selected: 0,
    series: new Uint16Array(capacity),
    corrected: new Float64Array(capacity),
  }
}

export function addPiece(
  pieces: Pieces,
  row: number,
  index: number,
  bytes: number,
  packets: number,
  flows: number,
): void {
  const at = pieces.length++
  pieces.row[at] = row
  pieces.index[at] = index
  pieces.bytes[at] = bytes
  pieces.packets[at] = packets
  pieces.flows[at] = flows
}

export function selectAll(pieces: Pieces): number {
  for (let at = 0; at < pieces.length; at++) pieces.rest[at] = at
  return pieces.length
}

/** Picks those of one bucket out of the `left` that wait, and answers how many wait still. */
export function selectIndex(pieces: Pieces, wanted: number, left: number): number {
  const { rest, picked, index } = pieces
  let selected = 0
  let kept = 0
  for (let at = 0; at < left; at++) {
    const piece = rest[at] as number
    if (index[piece] === wanted) picked[selected++] = piece
    else rest[kept++] = piece
  }
  pieces.selected = selected
  return kept
}
