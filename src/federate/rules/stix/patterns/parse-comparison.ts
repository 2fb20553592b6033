// Reads what stands inside the brackets of one observation: paths, operators and literals.
import type { Comparator, Comparison, Literal, ObjectPath, PathStep } from '../../../model/stix/pattern.ts'
import { existsInTime } from '../moments.ts'
import { type Cursor, joined, type Step, tooDeep } from './cursor.ts'

export function comparison(cursor: Cursor): Step<Comparison> {
  return joined(cursor, 'OR', all, (of): Comparison => ({ is: 'or', of }))
}
function all(cursor: Cursor): Step<Comparison> {
  return joined(cursor, 'AND', test, (of): Comparison => ({ is: 'and', of }))
}

const signs: Readonly<Record<string, Comparator>> = {
  ...{ '=': '=', '==': '=', '!=': '!=', '<>': '!=', '>': '>', '<': '<', '>=': '>=', '<=': '<=' },
  ...{ IN: 'IN', LIKE: 'LIKE', MATCHES: 'MATCHES', ISSUBSET: 'ISSUBSET', ISSUPERSET: 'ISSUPERSET' },
}
const takesText: readonly Comparator[] = ['LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET']
const inOrder: readonly Comparator[] = ['>', '<', '>=', '<=']

function test(cursor: Cursor): Step<Comparison> {
  if (cursor.skip('(')) {
    const inner = cursor.deeper()
    if (!inner) return cursor.misread(tooDeep)
    const read = comparison(inner)
    if (!read.ok) return read
    return cursor.skip(')') ? read : cursor.misread('Here ) is missing.')
  }
  const notFirst = cursor.skip('NOT')
  if (cursor.skip('EXISTS')) {
    const path = objectPath(cursor)
    return path.ok ? { ok: true, value: { is: 'exists', not: notFirst, path: path.value } } : path
  }
  if (notFirst) return cursor.misread('NOT stands before EXISTS, or between the path and the operator.')
  const path = objectPath(cursor)
  if (!path.ok) return path
  const not = cursor.skip('NOT')
  const word = cursor.peek()
  const comparator = word.is === 'sign' || word.is === 'name' ? signs[word.text] : undefined
  if (comparator === undefined || !Object.hasOwn(signs, word.text))
    return cursor.misread('After the path comes an operator, as = or IN.')
  cursor.take()
  const value = comparator === 'IN' ? setOf(cursor) : literal(cursor)
  if (!value.ok) return value
  const is = value.value.is
  if (takesText.includes(comparator) && is !== 'string') return cursor.misread(`${comparator} takes a text in quotes.`)
  if (inOrder.includes(comparator) && is === 'boolean') return cursor.misread(`${comparator} takes what has an order.`)
  return { ok: true, value: { is: 'test', path: path.value, not, comparator, value: value.value } }
}

/** `file:hashes.'SHA-256'`, `email-message:to_refs[*].value`. Names of types may have hyphens, those of properties only in quotes. */
function objectPath(cursor: Cursor): Step<ObjectPath> {
  const type = cursor.peek()
  if (type.is !== 'name') return cursor.misread('Here a path is missing, as file:name.')
  cursor.take()
  if (!cursor.skip(':')) return cursor.misread('After the type comes a colon.')
  const first = pathName(cursor)
  if (!first.ok) return first
  const steps: PathStep[] = [first.value]
  for (;;) {
    if (steps.length > 100) return cursor.misread('A path of more than 100 steps is not read.')
    if (cursor.skip('.')) {
      const next = pathName(cursor)
      if (!next.ok) return next
      steps.push(next.value)
    } else if (cursor.skip('[')) {
      const next = place(cursor)
      if (!next.ok) return next
      steps.push(next.value)
    } else return { ok: true, value: { type: type.text, steps } }
  }
}

function pathName(cursor: Cursor): Step<PathStep> {
  const { is, text } = cursor.peek()
  if (is === 'name' && text.includes('-'))
    return cursor.misread('The name of a property with a hyphen stands in quotes.')
  if (is !== 'name' && is !== 'string') return cursor.misread('Here the name of a property is missing.')
  cursor.take()
  return { ok: true, value: { is: 'name', name: text } }
}

function place(cursor: Cursor): Step<PathStep> {
  const { is, text } = cursor.peek()
  const index = Number(text)
  if (!(is === 'integer' && Number.isSafeInteger(index)) && !(is === 'sign' && text === '*'))
    return cursor.misread('In the brackets of a path stands a whole number or *.')
  cursor.take()
  if (!cursor.skip(']')) return cursor.misread('Here ] is missing.')
  // 0 + index: -0 is no place of its own.
  return { ok: true, value: is === 'sign' ? { is: 'any' } : { is: 'index', index: 0 + index } }
}

function setOf(cursor: Cursor): Step<{ is: 'set'; values: Literal[] }> {
  if (!cursor.skip('(')) return cursor.misread('IN takes a set in ( ).')
  const values: Literal[] = []
  if (cursor.skip(')')) return { ok: true, value: { is: 'set', values } }
  do {
    const read = literal(cursor)
    if (!read.ok) return read
    values.push(read.value)
  } while (cursor.skip(','))
  return cursor.skip(')') ? { ok: true, value: { is: 'set', values } } : cursor.misread('Here ) is missing.')
}

function literal(cursor: Cursor): Step<Literal> {
  const { is, text } = cursor.peek()
  const given = literalOf(is, text)
  if (typeof given === 'string') return cursor.misread(given)
  if (!given) return cursor.misread('Here a value is missing: a text in quotes, a number, true or false.')
  cursor.take()
  return { ok: true, value: given }
}

function literalOf(is: string, text: string): Literal | string | undefined {
  if (is === 'string') return { is, value: text }
  if (is === 'integer') {
    const value = Number(text)
    return Number.isSafeInteger(value)
      ? { is, value: 0 + value }
      : 'A whole number beyond (2^53)-1 is not carried exactly.'
  }
  if (is === 'float') return { is, value: text.replace('+', '') }
  if (is === 'name' && (text === 'true' || text === 'false')) return { is: 'boolean', value: text === 'true' }
  if (is === 'hex')
    return /^(?:[0-9a-fA-F]{2})*$/.test(text) ? { is, value: text } : 'h takes an even number of hexadecimal digits.'
  if (is === 'binary') {
    const fits = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
    return fits ? { is, value: text } : 'b takes bytes in base64.'
  }
  if (is === 'timestamp')
    return isMoment(text) ? { is, value: text } : 't takes a moment that exists, as 2026-03-10T09:45:00Z.'
  return undefined
}

const momentForm =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,30})?Z$/
function isMoment(text: string): boolean {
  return momentForm.test(text) && existsInTime(text)
}

export function momentOf(cursor: Cursor): Step<string> {
  const { is, text } = cursor.peek()
  if (is !== 'timestamp' || !isMoment(text))
    return cursor.misread("Here a moment is missing, as t'2026-03-10T09:45:00Z'.")
  cursor.take()
  return { ok: true, value: text }
}
