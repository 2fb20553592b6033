// Names as they are compared: case, accents, spaces and what stands between words make no difference.

/** `Tax-Portal `, `tax portal` and `TAX  PORTAL` are one name; `www.` before a host is left out. */
export function namedAs(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
  return plain
    .replace(/^www\./, '')
    .replace(/[\s\p{Pd}_'’"“”]+/gu, ' ')
    .trim()
}
