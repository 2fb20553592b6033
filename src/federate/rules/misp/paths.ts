// Addresses as MISP spells them: /events/view/<uuid>/deleted[]:0/deleted[]:1.json. Words first, then named parameters.

export interface MispPath {
  /** Without the ending .json, in small letters where they name what is asked: 'events/view'. */
  words: string[]
  named: Record<string, string | string[]>
}

const mostParts = 60

/** Undefined when a part is not written as addresses are. */
export function pathOf(rest: string): MispPath | undefined {
  const parts = rest
    .replace(/\.json$/, '')
    .split('/')
    .filter(Boolean)
  if (parts.length > mostParts) return undefined
  const path: MispPath = { words: [], named: Object.create(null) }
  for (const part of parts) {
    let text: string
    try {
      text = decodeURIComponent(part)
    } catch {
      return undefined
    }
    const colon = text.indexOf(':')
    if (colon < 1) {
      path.words.push(text)
      continue
    }
    const key = text.slice(0, colon).replace(/\[\]$/, '')
    const value = text.slice(colon + 1)
    const before = path.named[key]
    path.named[key] = before === undefined ? value : [...[before].flat(), value]
  }
  return path
}
