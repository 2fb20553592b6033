// One component or service of a bill of materials as a part: what it is called, who supplies it, by which names others know it.

const layerOf: Readonly<Record<string, string>> = {
  application: 'application',
  container: 'platform',
  platform: 'platform',
  'operating-system': 'platform',
  device: 'platform',
  'device-driver': 'platform',
  firmware: 'platform',
}

export interface BomPart {
  id: string
  name: string
  kind: string
  layer: string
  behind?: { organisation: null; name: string }
  aliases?: string[]
  note?: string
}

type Bag = Record<string, unknown>

/** The part, or why it is none. */
export function bomPart(given: Bag, service: boolean): BomPart | string {
  const name = plain(given.name, 150)
  if (name === '') return 'It has no name.'
  const group = plain(given.group, 100)
  const version = plain(given.version, 60)
  const full = `${group ? `${group}/` : ''}${name}`
  const purl = typeof given.purl === 'string' && /^pkg:[^\s]{3,390}$/.test(given.purl) ? given.purl : null
  const cpe = typeof given.cpe === 'string' && /^cpe:[^\s]{3,390}$/.test(given.cpe) ? given.cpe : null
  const sort = service ? 'service' : plain(given.type, 30) || 'library'
  const id = purl ?? cpe ?? `${sort}:${full}${version ? `@${version}` : ''}`.slice(0, 400)
  const supplier = supplierOf(given, service)
  const aliases = [purl, cpe, ...hashesOf(given)].filter((one) => one !== null && one !== id).slice(0, 20) as string[]
  const note = plain(given.description, 500)
  return {
    ...{ id, name: `${full}${version ? ` ${version}` : ''}`.slice(0, 200) },
    kind: service ? 'service' : 'component',
    layer: service ? 'platform' : (layerOf[sort] ?? 'software'),
    ...(supplier ? { behind: { organisation: null, name: supplier } } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(note ? { note } : {}),
  }
}

/** Supplier before manufacturer (1.6) before publisher; the provider of a service. */
function supplierOf(given: Bag, service: boolean): string {
  const named = service ? [given.provider] : [given.supplier, given.manufacturer, { name: given.publisher }]
  for (const one of named) {
    const name = plain((one as Bag | null | undefined)?.name, 200)
    if (name) return name
  }
  return ''
}

/** "sha-256:…": a file that is known by another name elsewhere is found by it. */
function hashesOf(given: Bag): string[] {
  const hashes = Array.isArray(given.hashes) ? given.hashes.slice(0, 12) : []
  return hashes.flatMap((hash: Bag | null) => {
    const { alg, content } = hash ?? {}
    const sound =
      typeof alg === 'string' &&
      typeof content === 'string' &&
      /^SHA-?[0-9-]{1,8}$/.test(alg) &&
      /^[0-9a-f]{40,128}$/i.test(content)
    return sound ? [`${alg.toLowerCase()}:${content.toLowerCase()}`] : []
  })
}

/** Without what would break a line; cut. */
function plain(value: unknown, most: number): string {
  if (typeof value !== 'string') return ''
  const line = value
    .slice(0, 4 * most)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  return line
    .slice(0, most)
    .trim()
    .replace(/\p{Surrogate}/gu, '')
}
