// XML by hand: elements with attributes and children, everything escaped, nothing that XML 1.0 does not have.
export type Xml = string | { name: string; attributes: Record<string, string>; children: Xml[] }

/** A child that is null is left out. */
export function element(
  name: string,
  children: string | readonly (Xml | null)[] = [],
  attributes: Record<string, string> = {},
): Xml {
  const list = typeof children === 'string' ? [children] : children
  return { name, attributes, children: list.filter((child): child is Xml => child !== null) }
}

export function documentOf(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`
}

function written(node: Xml, indent: string): string {
  if (typeof node === 'string') return escaped(node)
  const { name, attributes, children } = node
  const open = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}`
  if (children.length === 0) return `${open}/>`
  if (children.every((child) => typeof child === 'string')) return `${open}>${children.map(escaped).join('')}</${name}>`
  return `${open}>\n${children.map((child) => written(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Characters that XML cannot hold at all become the sign for one that cannot be shown. */
export function escaped(text: string | Xml): string {
  return (
    String(text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
      .replace(/[&<>"']/g, (mark) => entities[mark] ?? mark)
  )
}
