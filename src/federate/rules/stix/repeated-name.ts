// A name that comes twice in one object of JSON. RFC 7493 forbids it, and parsers differ in which of the two they keep, so that one
// program judges what another does not see.

/** The first such name; undefined where there is none. `value` is what was made of these bytes. */
export function repeatedName(bytes: Uint8Array, value: unknown): string | undefined {
  // What comes twice is counted twice in the text, and once in the value: looking for it is only worth it where the counts differ.
  return membersIn(bytes) === namesIn(value) ? undefined : firstRepeated(new TextDecoder().decode(bytes))
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a]

function membersIn(bytes: Uint8Array): number {
  let members = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === colon) members++
    else if (byte === quote) at = endOfText(bytes, at + 1)
  }
  return members
}

/** The quote that ends the text: the first with an even number of backslashes before it. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let end = bytes.indexOf(quote, from); end >= 0; end = bytes.indexOf(quote, end + 1)) {
    let at = end
    while (at > from && bytes[at - 1] === backslash) at -= 1
    if ((end - at) % 2 === 0) return end
  }
  return bytes.length
}

function namesIn(value: unknown): number {
  const open: unknown[] = [value]
  let names = 0
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue
    const inner = Object.values(one)
    if (!Array.isArray(one)) names += inner.length
    for (const item of inner) if (typeof item === 'object' && item !== null) open.push(item)
  }
  return names
}

/** Names are compared as they are read: "a" and its escape are one. */
function firstRepeated(text: string): string | undefined {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '{') open.push(new Set())
    else if (char === '[') open.push(null)
    else if (char === '}' || char === ']') open.pop()
    if (char !== '"') continue
    const end = endOfName(text, at)
    const names = open.at(-1)
    if (names && isName(text, end + 1)) {
      const name: string = JSON.parse(text.slice(at, end + 1))
      if (names.has(name)) return name
      names.add(name)
    }
    at = end
  }
  return undefined
}

/** A colon comes next: what stands before it is a name and no value. */
function isName(text: string, from: number): boolean {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++
  return text[at] === ':'
}

function endOfName(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
