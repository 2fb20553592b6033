// How much a JSON text would make, counted before it is parsed: 64 MB of empty objects would fill the memory of the node.
export interface JsonBudget {
  mostValues: number
  mostDepth: number
}

/** Why the text is too much, or null. Counts what opens and parts values; whether it is JSON at all, the parser says. */
export function beyondBudget(text: string, { mostValues, mostDepth }: JsonBudget): string | null {
  let values = 1
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      at = endOfString(text, at)
      continue
    }
    if (code === 44) values += 1
    else if (code === 123 || code === 91) {
      values += 1
      depth += 1
      if (depth > mostDepth) return `It is nested more than ${mostDepth} deep.`
    } else if (code === 125 || code === 93) depth -= 1
    if (values > mostValues) return `It holds more than ${mostValues} values.`
  }
  return null
}

/** Place of the closing quotation mark; the end of the text where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1
    if (slashes % 2 === 0) return at
  }
  return text.length
}
