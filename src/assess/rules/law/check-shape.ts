// What of a value is not as its schema asks, in the words of somebody who edits the law and not of a validator.
import type { LawFault } from './bind-shapes.ts'

/** As much of JSON Schema as the nouns of the law use. */
interface Shape {
  $ref?: string
  $defs?: Record<string, Shape>
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
  required?: string[]
  additionalProperties?: unknown
  items?: Shape
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  minimum?: number
  maximum?: number
}

/** JSON pointer and reason; the file is known to whoever asked. */
interface Found {
  field: string
  reason: string
}

type Defs = Record<string, Shape>

const forms: readonly (readonly [RegExp, string])[] = [
  [/^\^P\(/, 'a period such as PT24H (24 hours), P3D (3 days) or P1M (1 month)'],
  [/^\^\[0-9\]\{4\}-\[0-9\]\{2\}\$/, 'a month such as 2026-08'],
  [/^\^\[0-9\]\{4\}-/, 'a day such as 2026-09-11'],
  [/^\^\[a-z0-9_\]\+\[\.\]/, "a fact such as 'incident.duration_minutes'"],
  [/^\^\[a-z0-9_\]\+\(\[\.\]/, "a rule such as 'nis2ir.7.a'"],
  [/^\^\(\[\*\]/, "an entity type, a group such as '@relevant_entities', '*' or '*nis2'"],
  [/^\^\[a-z_\]\+\(:/, "an anchor such as 'awareness' or 'report_submitted:early_warning'"],
  [/^\^\[A-Z\]\{2\}/, 'a Member State in two capital letters such as DE'],
  [/^\^\[0-2\]/, 'a time of day such as 12:00'],
]

/** The innermost faults, at most `most` of them. Walks only what is there, so it ends with the value. */
export function shapeReasons(file: string, schema: object, value: unknown, most = 20): LawFault[] {
  const { $defs: defs = {} } = schema as Shape
  return look(schema as Shape, value, '', defs)
    .slice(0, most)
    .map(({ field, reason }) => ({ file, field: field || '/', reason }))
}

function look(given: Shape, value: unknown, field: string, outer: Defs): Found[] {
  const defs = given.$defs ? { ...outer, ...given.$defs } : outer
  const shape = given.$ref ? (defs[given.$ref] ?? {}) : given
  if (shape.anyOf) return lookAtBranches(shape.anyOf, value, field, defs)
  if (shape.const !== undefined)
    return value === shape.const ? [] : [{ field, reason: `It must be ${JSON.stringify(shape.const)}.` }]
  if (shape.enum)
    return shape.enum.includes(value)
      ? []
      : [{ field, reason: `${shown(value)} is none of: ${shape.enum.join(', ')}.` }]
  const kind = kindOf(value)
  if (shape.type === 'integer' ? !Number.isInteger(value) : shape.type !== undefined && shape.type !== kind)
    return [{ field, reason: `It must be ${words[shape.type ?? ''] ?? shape.type}, and is ${words[kind] ?? kind}.` }]
  if (typeof value === 'string') return lookAtText(shape, value, field)
  if (typeof value === 'number') return lookAtNumber(shape, value, field)
  if (Array.isArray(value)) return lookAtList(shape, value, field, defs)
  return typeof value === 'object' && value !== null ? lookAtFields(shape, value, field, defs) : []
}

const words: Record<string, string> = {
  object: 'an object with fields',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing (null)',
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 80)}'`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (words[kindOf(value)] ?? 'It')
}

function lookAtText({ minLength = 0, maxLength, pattern }: Shape, value: string, field: string): Found[] {
  if (value.length < minLength) return [{ field, reason: 'The text is empty.' }]
  if (maxLength !== undefined && value.length > maxLength)
    return [{ field, reason: `The text has ${value.length} characters; at most ${maxLength} are allowed.` }]
  if (pattern === undefined || new RegExp(pattern).test(value)) return []
  const form = forms.find(([known]) => known.test(pattern))?.[1] ?? `a text of the form ${pattern}`
  return [{ field, reason: `${shown(value)} is not ${form}.` }]
}

function lookAtNumber({ minimum, maximum }: Shape, value: number, field: string): Found[] {
  if (minimum !== undefined && value < minimum) return [{ field, reason: `${value} is below ${minimum}.` }]
  if (maximum !== undefined && value > maximum) return [{ field, reason: `${value} is above ${maximum}.` }]
  return []
}

function lookAtList(shape: Shape, value: readonly unknown[], field: string, defs: Defs): Found[] {
  const { items, minItems = 0, maxItems } = shape
  if (value.length < minItems) return [{ field, reason: `The list needs at least ${minItems}.` }]
  if (maxItems !== undefined && value.length > maxItems)
    return [{ field, reason: `The list has ${value.length}; at most ${maxItems} are allowed.` }]
  return items ? value.flatMap((one, at) => look(items, one, `${field}/${at}`, defs)) : []
}

function lookAtFields(shape: Shape, value: object, field: string, defs: Defs): Found[] {
  const { properties = {}, required = [], patternProperties, additionalProperties } = shape
  const missing = required.filter((name) => !Object.hasOwn(value, name))
  const found = missing.map((name) => ({ field, reason: `The field '${name}' is missing.` }))
  for (const [name, one] of Object.entries(value)) {
    const at = `${field}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined
    const meant =
      own ?? Object.entries(patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(name))?.[1]
    if (meant) found.push(...look(meant, one, at, defs))
    else if (additionalProperties === false)
      found.push({ field: at, reason: `There is no field of this name here.${listed(properties)}` })
  }
  return found
}

function listed(properties: Record<string, Shape>): string {
  const names = Object.keys(properties)
  return names.length > 0 && names.length <= 20 ? ` Known are: ${names.join(', ')}.` : ''
}

/** One of several shapes: that which was most likely meant is explained, the others would only confuse. */
function lookAtBranches(branches: readonly Shape[], value: unknown, field: string, defs: Defs): Found[] {
  const kind = kindOf(value)
  const alike = branches.filter(({ type, $ref }) => $ref !== undefined || type === undefined || type === kind)
  const [first] = alike
  if (!first) {
    const known = [...new Set(branches.map(({ type = '' }) => words[type] ?? type))].filter(Boolean)
    return [{ field, reason: `It must be ${known.join(' or ')}, and is ${words[kind] ?? kind}.` }]
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return look(first, value, field, defs)
  const marked = alike.filter(({ properties = {} }) => properties.kind?.const !== undefined)
  if (marked.length > 0) return lookAtMarked(marked, value, field, defs)
  const shares = (shape: Shape) => (shape.required ?? []).filter((name) => Object.hasOwn(value, name)).length
  const best = [...alike].sort((a, b) => shares(b) - shares(a))[0]
  if (best && shares(best) > 0) return look(best, value, field, defs)
  const known = alike.map(({ required = [] }) => required.join(' + ')).join(', ')
  return [{ field, reason: `This is nothing that is known here. It has one of: ${known}.` }]
}

/** Shapes that say by `kind` which of them it is. */
function lookAtMarked(marked: readonly Shape[], value: object, field: string, defs: Defs): Found[] {
  const kind = 'kind' in value ? value.kind : undefined
  const meant = marked.find(({ properties = {} }) => properties.kind?.const === kind)
  if (meant) return look(meant, value, field, defs)
  const known = marked.map(({ properties = {} }) => String(properties.kind?.const)).join(', ')
  const reason = kind === undefined ? `The kind is missing: ${known}.` : `${shown(kind)} is none of: ${known}.`
  return [{ field: `${field}/kind`, reason }]
}
