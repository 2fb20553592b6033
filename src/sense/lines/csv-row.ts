// The fields of one line of separated values, as positions in the bytes: nothing is copied until it is asked for.

const quote = 34
const widest = 64

export interface Row {
  /** Fields found; what stands behind the 64th is not looked at. */
  count: number
  readonly from: Int32Array
  readonly to: Int32Array
  /** 1: the field has doubled quotes, so its text must be read by `fieldText`. */
  readonly doubled: Uint8Array
}

export function createRow(): Row {
  return { count: 0, from: new Int32Array(widest), to: new Int32Array(widest), doubled: new Uint8Array(widest) }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 9
}

/**
 * Finds the fields of `bytes[from, to)`: quoted or not (RFC 4180), blanks around them dropped. A quote that is never closed
 * ends with the line, and text behind a closing quote is dropped: false then, and the fields are as good as they can be.
 */
export function splitRow(bytes: Uint8Array, from: number, to: number, delimiter: number, row: Row): boolean {
  let at = from
  let wellFormed = true
  row.count = 0
  while (row.count < widest) {
    while (at < to && isBlank(bytes[at]) && bytes[at] !== delimiter) at++
    const field = row.count++
    row.doubled[field] = 0
    if (at < to && bytes[at] === quote) {
      row.from[field] = ++at
      while (at < to) {
        if (bytes[at] !== quote) at++
        else if (at + 1 < to && bytes[at + 1] === quote) {
          row.doubled[field] = 1
          at += 2
        } else break
      }
      row.to[field] = at
      if (at >= to) wellFormed = false
      at++
      while (at < to && bytes[at] !== delimiter) if (!isBlank(bytes[at++])) wellFormed = false
    } else {
      row.from[field] = at
      while (at < to && bytes[at] !== delimiter) at++
      let end = at
      while (end > (row.from[field] as number) && isBlank(bytes[end - 1])) end--
      row.to[field] = end
    }
    if (at >= to) return wellFormed
    at++
  }
  return wellFormed
}

const utf8 = new TextDecoder()

/** A field as text, its doubled quotes made single. Bytes that are no UTF-8 become U+FFFD. */
export function fieldText(bytes: Uint8Array, row: Row, field: number): string {
  const text = utf8.decode(bytes.subarray(row.from[field], row.to[field]))
  return row.doubled[field] === 1 ? text.replaceAll('""', '"') : text
}

/** Tab before semicolon before comma, by what stands in the line outside quotes: the first two hardly ever occur by chance. */
export function delimiterOf(bytes: Uint8Array, from: number, to: number): number {
  let best = 44
  let quoted = false
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte === quote) quoted = !quoted
    else if (quoted) continue
    else if (byte === 9) return 9
    else if (byte === 59) best = 59
  }
  return best
}
