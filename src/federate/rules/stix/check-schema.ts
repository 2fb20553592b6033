// Judges a value by a schema of model/stix: types, forms and vocabularies, each fault in words and with its section.
import type { TSchema } from 'typebox'
import { stixKinds, typeOfId } from '../../model/stix/kinds.ts'
import type { Notes } from '../../model/stix/parts.ts'
import { openVocabularies } from '../../model/stix/vocabularies.ts'
import { existsInTime } from './moments.ts'
import { type Findings, quoted } from './pointer.ts'

type Key = string | number
/** What of JSON Schema the schemas of this room use. */
interface Form extends Notes {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Form[]
  pattern?: string
  maxLength?: number
  minLength?: number
  minimum?: number
  maximum?: number
  items?: Form
  properties?: Record<string, Form>
  patternProperties?: Record<string, Form>
  required?: readonly string[]
}

/** Names of the object itself that the schema does not know are for the caller to judge; those further inside are named here. */
export function checkSchema(schema: TSchema, value: unknown, out: Findings, at: readonly Key[] = []): void {
  judge(schema as Form, value, [...at], out, true)
}

function judge(form: Form, value: unknown, at: Key[], out: Findings, top = false): void {
  if (form.anyOf) judgeUnion(form, value, at, out)
  else if (!fits(form, value))
    out.error(at, form.section ?? '3.1', `${quoted(value)} must be ${form.says ?? 'something else'}.`)
  else if (typeof value === 'string') judgeText(form, value, at, out)
  else if (Array.isArray(value)) {
    const { items } = form
    if (items) for (let i = 0; i < value.length; i++) judgeIn(items, value[i], i, at, out)
  } else if (typeof value === 'object' && value !== null)
    judgeObject(form, value as Record<string, unknown>, at, out, top)
}

/** One path for the whole walk: findings keep its text, so nothing is copied where nothing is wrong. */
function judgeIn(form: Form, value: unknown, key: Key, at: Key[], out: Findings): void {
  at.push(key)
  judge(form, value, at, out)
  at.pop()
}

function judgeUnion(form: Form, value: unknown, at: Key[], out: Findings): void {
  const found = form.anyOf?.find((one) => fits(one, value))
  if (found) judge(found, value, at, out)
  else out.error(at, form.section ?? '3.1', `${quoted(value)} is of another type than this property has.`)
}

const patterns = new Map<string, RegExp>()
function matches(pattern: string, value: string): boolean {
  let known = patterns.get(pattern)
  if (!known) {
    known = new RegExp(pattern)
    patterns.set(pattern, known)
  }
  return known.test(value)
}

function fits(form: Form, value: unknown): boolean {
  if (form.const !== undefined) return value === form.const
  if (form.enum) return form.enum.includes(value)
  switch (form.type) {
    case 'string':
      return (
        typeof value === 'string' &&
        value.length >= (form.minLength ?? 0) &&
        value.length <= (form.maxLength ?? Number.POSITIVE_INFINITY) &&
        (form.pattern === undefined || matches(form.pattern, value))
      )
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'number':
      return (
        typeof value === 'number' &&
        (form.type === 'number' || Number.isInteger(value)) &&
        value >= (form.minimum ?? Number.NEGATIVE_INFINITY) &&
        value <= (form.maximum ?? Number.POSITIVE_INFINITY)
      )
    case 'array':
      return Array.isArray(value) && value.length > 0
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return true
  }
}

function judgeObject(form: Form, value: Record<string, unknown>, at: Key[], out: Findings, top: boolean): void {
  if (form.patternProperties) {
    const [inner] = Object.values(form.patternProperties)
    const keys = Object.keys(value)
    if (keys.length === 0) out.error(at, form.section ?? '2.3', 'It must not be empty.')
    for (const key of keys) {
      if (form.rule === 'dictionary') judgeKey(key, at, out)
      if (inner) judgeIn(inner, value[key], key, at, out)
    }
    return
  }
  const { properties = {}, required = [] } = form
  for (const name of required) {
    if (!Object.hasOwn(value, name)) out.error([...at, name], form.section ?? '3.1', `The property ${name} is missing.`)
  }
  for (const key of Object.keys(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (known) judgeIn(known, value[key], key, at, out)
    else if (!top && form.properties)
      out.warn([...at, key], '11.1', `The standard knows no property ${quoted(key)} here.`)
  }
}

function judgeKey(key: string, at: Key[], out: Findings): void {
  if (!/^[a-zA-Z0-9_-]{1,250}$/.test(key))
    out.error([...at, key], '2.3', 'A name has 1 to 250 letters, digits, hyphens and underscores.')
}

function judgeText(form: Form, value: string, at: Key[], out: Findings): void {
  if (form.open && !(openVocabularies[form.open] as readonly string[]).includes(value))
    out.warn(at, '2.13', `${quoted(value)} is no word of ${form.open}.`)
  if (form.refs) judgeReference(form.refs, value, at, out)
  if (form.rule) textRules[form.rule]?.(value, at, out)
}

function judgeReference(refs: readonly string[], id: string, at: Key[], out: Findings): void {
  const type = typeOfId(id)
  const known = stixKinds.get(type)
  if (refs.includes(type)) return
  const classes = refs.filter((ref) => ref.length === 3)
  if (known ? classes.includes(known.class) : classes.length > 0) return
  out.error(at, '2.9', `${quoted(id)} must point to ${refs.map((ref) => classNames[ref] ?? ref).join(' or ')}.`)
}

const classNames: Record<string, string> = { sdo: 'a domain object', sco: 'an observable', sro: 'a relationship' }

type TextRule = (value: string, at: Key[], out: Findings) => void
const textRules: Partial<Record<NonNullable<Notes['rule']>, TextRule>> = {
  moment(value, at, out) {
    if (!existsInTime(value)) out.error(at, '2.15', `${quoted(value)} is no moment that exists.`)
  },
  base64(value, at, out) {
    if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
      out.error(at, '2.1', 'This is no base64: four characters for three bytes, filled up with =.')
  },
  language(value, at, out) {
    if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,10}$/.test(value))
      out.error(at, '3.2', `${quoted(value)} is no language as RFC 5646 spells it.`)
  },
  lowerHyphen(value, at, out) {
    if (!/^[a-z0-9-]+$/.test(value)) out.warn(at, '2.11', `${quoted(value)} should be in lower case with hyphens.`)
  },
  country(value, at, out) {
    if (!/^[A-Z]{2}$/.test(value))
      out.warn(at, '4.10', `${quoted(value)} should be a country code of ISO 3166-1, as DE.`)
  },
  semver(value, at, out) {
    if (!/^\d+\.\d+\.\d+/.test(value)) out.error(at, '7.3.1', `${quoted(value)} must be a version as 1.0.0.`)
  },
}
