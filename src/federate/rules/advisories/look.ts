// Looking into JSON whose shape is not proven: what is not there, or is something else, is simply nothing.

export type Tree = Readonly<Record<string, unknown>>

const none: Tree = {}

export function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : none
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function treesOf(value: unknown): Tree[] {
  return listOf(value).map(treeOf)
}

/** The text, cut at `most` characters, without half a character at its end; null where there is none. */
export function textOf(value: unknown, most: number): string | null {
  if (typeof value !== 'string' || value === '') return null
  return value.length <= most ? value : value.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')
}

export function wordOf(value: unknown, most: number): string {
  return textOf(value, most) ?? ''
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
