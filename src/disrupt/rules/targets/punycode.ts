// Labels of internationalised names as people see them (RFC 3492), to be compared and shown. What cannot be decoded stays as it is.
const base = 36
const firstCode = 128

export function unicodeOf(name: string): string {
  return name
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decoded(label.slice(4)) ?? label) : label))
    .join('.')
}

function decoded(text: string): string | null {
  if (text === '') return null
  const cut = text.lastIndexOf('-')
  const out = cut > 0 ? [...text.slice(0, cut)].map((letter) => letter.codePointAt(0) ?? 0) : []
  let code = firstCode
  let place = 0
  let bias = 72
  for (let at = cut > 0 ? cut + 1 : 0; at < text.length; ) {
    const before = place
    for (let weight = 1, k = base; ; k += base) {
      const digit = digitOf(text.charCodeAt(at++))
      if (digit === null) return null
      place += digit * weight
      const threshold = Math.min(26, Math.max(1, k - bias))
      if (digit < threshold) break
      weight *= base - threshold
      if (weight > 0x7fffffff || place > 0x7fffffff) return null
    }
    const many = out.length + 1
    bias = adapted(place - before, many, before === 0)
    code += Math.floor(place / many)
    place %= many
    if (code > 0x10ffff) return null
    out.splice(place++, 0, code)
  }
  return out.some((one) => one >= 0xd800 && one <= 0xdfff) ? null : String.fromCodePoint(...out)
}

function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26
  return null
}

function adapted(delta: number, many: number, first: boolean): number {
  let left = Math.floor(delta / (first ? 700 : 2))
  left += Math.floor(left / many)
  let k = 0
  for (; left > 455; k += base) left = Math.floor(left / 35)
  return k + Math.floor((36 * left) / (left + 38))
}
