// Checking what comes in: query strings become typed input, and nothing passes that the schema does not know or the
// database could not keep.
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { type Refused, refuse } from '#kernel/reply.ts'

const validators = new WeakMap<object, Validator>()

function validatorOf(schema: TSchema): Validator {
  let validator = validators.get(schema)
  if (!validator) {
    validator = Compile(schema)
    validators.set(schema, validator)
  }
  return validator
}

/** Undefined when the input is as the schema says; otherwise the first fault, with its place. */
export function faultIn(schema: TSchema, input: unknown): Refused | undefined {
  const validator = validatorOf(schema)
  if (!validator.Check(input)) {
    const fault = validator.Errors(input)[0]
    const extra = fault?.keyword === 'additionalProperties' ? ` (${fault.params.additionalProperties.join(', ')})` : ''
    const expected = fault?.keyword === 'pattern' ? descriptionAt(schema, fault.schemaPath) : undefined
    const detail = expected ? `must be: ${expected}` : `${fault?.message ?? 'not as the schema asks'}${extra}`
    return refuse('bad-input', detail, fault?.instancePath || '/')
  }
  if (isStorable(input)) return undefined
  const where = unstorable(input, '')
  return refuse('bad-input', 'A text holds a NUL character or half a character (lone surrogate)', where || '/')
}

/** A pattern means nothing to a person; the description beside it does. */
function descriptionAt(schema: TSchema, schemaPath: string): string | undefined {
  let at: unknown = schema
  for (const part of schemaPath.split('/').slice(1)) at = isObject(at) ? at[part] : undefined
  return isObject(at) && typeof at.description === 'string' ? at.description : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whether PostgreSQL can store all of it as jsonb. Asked of all that comes in, so no place is kept along the way. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isStorable)
  for (const key of Object.keys(value)) {
    if (!isStorable(key) || !isStorable((value as Record<string, unknown>)[key])) return false
  }
  return true
}

/** JSON pointer to a string that PostgreSQL cannot store, or undefined. */
function unstorable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable(key, `${path}/(name)`) ?? unstorable(inner, `${path}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

interface Shape {
  type?: string
  anyOf?: Shape[]
  properties?: Record<string, Shape>
  items?: Shape
}

/** Query strings hold only text: numbers, booleans, lists and objects are read as the schema expects them. */
export function fromQuery(schema: TSchema, query: Record<string, string | string[]>): unknown {
  const properties = (schema as Shape).properties ?? {}
  const input: Record<string, unknown> = Object.create(null)
  for (const [name, text] of Object.entries(query)) input[name] = read(properties[name], text)
  return { ...input }
}

function read(shape: Shape | undefined, text: string | string[]): unknown {
  if (shape?.type === 'array') {
    // A comma inside an object parts nothing: objects of a list come one by one.
    const parts = Array.isArray(text) ? text : shape.items?.type === 'object' ? [text] : text.split(',')
    return parts.filter(Boolean).map((part) => read(shape.items, part))
  }
  if (Array.isArray(text)) return text
  if (shape?.type === 'integer' || shape?.type === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  if (shape?.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (shape?.type === 'object') return parsed(text)
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value))
  } catch {
    return text
  }
}
