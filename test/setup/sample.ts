// The least value that a schema allows, and sample ids, moments and words where it asks for them: states of every kind of record, without
// a story of each.
import type { TSchema } from 'typebox'
import { newId } from '#platform/id.ts'

type Node = Record<string, unknown>

const words = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-01',
  'live',
  'en',
  'record',
  'source:x',
  '2026-01.0123456789',
  'BE',
  'EU',
  'abc',
  'p1',
  'AA',
  'AA-01',
  'T1',
  '/at',
  'test.kind',
  'a@example.org',
  'https://example.org/',
  '0'.repeat(16),
  '0'.repeat(40),
  '0'.repeat(64),
  '1.0',
  'x',
  'missed/x',
]

/** A new value each time it is asked: ids differ. */
export function sampleOf(schema: TSchema): unknown {
  const node = schema as unknown as Node
  if ('const' in node) return node.const
  if ('default' in node) return node.default
  if (Array.isArray(node.enum)) return node.enum[0]
  const either = (node.anyOf ?? node.oneOf) as TSchema[] | undefined
  // Nothing where nothing is allowed: the least state.
  if (either) return sampleOf(either.find((one) => (one as unknown as Node).type === 'null') ?? (either[0] as TSchema))
  if (Array.isArray(node.allOf)) return Object.assign({}, ...(node.allOf as TSchema[]).map((one) => sampleOf(one)))
  switch (node.type) {
    case 'object':
      return sampleObject(node)
    case 'array':
      return sampleArray(node)
    case 'string':
      return sampleText(node)
    case 'integer':
    case 'number':
      return Math.max(0, Number(node.minimum ?? 0))
    case 'boolean':
      return false
    default:
      return null
  }
}

function sampleObject({ properties, required }: Node): Node {
  const all = (properties ?? {}) as Record<string, TSchema>
  const asked = (required ?? []) as string[]
  return Object.fromEntries(asked.map((name) => [name, sampleOf(all[name] as TSchema)]))
}

function sampleArray({ items, minItems }: Node): unknown[] {
  if (Array.isArray(items)) return (items as TSchema[]).map((one) => sampleOf(one))
  return Array.from({ length: Number(minItems ?? 0) }, () => sampleOf(items as TSchema))
}

function sampleText({ pattern, minLength, maxLength }: Node): string {
  const least = Number(minLength ?? 0)
  const fits = (text: string) => text.length >= least && text.length <= Number(maxLength ?? Number.POSITIVE_INFINITY)
  if (pattern === undefined) return 'x'.repeat(Math.max(1, least))
  const wanted = new RegExp(String(pattern), 'u')
  const found = [newId(new Date()), ...words].find((text) => fits(text) && wanted.test(text))
  if (found === undefined) throw new Error(`No sample fits ${String(pattern)}: add one to test/setup/sample.ts.`)
  return found
}
