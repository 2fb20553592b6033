// One line of CSV (RFC 4180) to its fields. A quoted field that goes on in the next line is a fault: events have no line breaks.

/** Null: quotes that do not close, or text behind a closed one. */
export function csvFields(line: string): string[] | null {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (line[at] !== '"') {
      const end = line.indexOf(',', at)
      fields.push(line.slice(at, end < 0 ? undefined : end))
      if (end < 0) return fields
      at = end + 1
      continue
    }
    let field = ''
    let from = at + 1
    for (;;) {
      const quote = line.indexOf('"', from)
      if (quote < 0) return null
      field += line.slice(from, quote)
      at = quote + 1
      if (line[at] !== '"') break
      field += '"'
      from = at + 1
    }
    fields.push(field)
    if (at === line.length) return fields
    if (line[at] !== ',') return null
    at += 1
  }
}

/** For a file that a spreadsheet may open: a field that would be read as a formula starts with an apostrophe. */
export function csvField(value: string | number | null): string {
  const plain = value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
