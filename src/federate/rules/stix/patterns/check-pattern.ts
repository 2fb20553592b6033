// Checks a pattern: that it can be read, that its paths lead to properties that observables have, and that its values fit its operators.
import type { TSchema } from 'typebox'
import { stixKinds } from '../../../model/stix/kinds.ts'
import type { Comparison, ObjectPath, Observation, PathStep } from '../../../model/stix/pattern.ts'
import { isIPv4Range, isIPv6Range } from '../addresses.ts'
import { isLater } from '../moments.ts'
import { quoted } from '../pointer.ts'
import { patternBudget } from './lex.ts'
import { parsePattern } from './parse.ts'
import { printPath } from './print.ts'

export interface PatternFinding {
  level: 'error' | 'warning'
  says: string
}

export function checkPattern(text: string): PatternFinding[] {
  const read = parsePattern(text)
  if (!read.ok) return [{ level: 'error', says: `At character ${read.why.at + 1}: ${read.why.says}` }]
  const found: PatternFinding[] = []
  checkObservation(read.pattern, found)
  return found
}

function checkObservation(one: Observation, found: PatternFinding[]): void {
  if (one.is === 'observation') {
    typesOf(one.of, found)
    return
  }
  if (one.is !== 'qualified') {
    for (const part of one.of) checkObservation(part, found)
    return
  }
  const { by } = one
  if (by.is === 'start-stop' && !isLater(by.stop, by.start))
    found.push({ level: 'error', says: `STOP must be later than START ${by.start}.` })
  checkObservation(one.of, found)
}

/** The types that a comparison is about. What is joined by AND must be true of one object, so it is about one type. */
function typesOf(one: Comparison, found: PatternFinding[]): Set<string> {
  if (one.is === 'test' || one.is === 'exists') {
    checkPath(one.path, found)
    if (one.is === 'test') checkTest(one, found)
    return new Set([one.path.type])
  }
  const parts = one.of.map((part) => typesOf(part, found))
  if (one.is === 'or') return new Set(parts.flatMap((part) => [...part]))
  let shared = parts[0] ?? new Set<string>()
  for (const part of parts.slice(1)) shared = new Set([...shared].filter((type) => part.has(type)))
  if (shared.size === 0)
    found.push({ level: 'error', says: 'What AND joins inside [ ] must be about one type; no object is of two.' })
  return shared
}

function checkTest(test: Extract<Comparison, { is: 'test' }>, found: PatternFinding[]): void {
  const { comparator, value, path } = test
  if (value.is === 'set' && new Set(value.values.map(({ is }) => (is === 'float' ? 'integer' : is))).size > 1)
    found.push({ level: 'error', says: `The values of the set after ${printPath(path)} must be of one type.` })
  if (value.is !== 'string') return
  if (comparator === 'MATCHES') checkRegex(value.value, found)
  if (
    (comparator === 'ISSUBSET' || comparator === 'ISSUPERSET') &&
    !isIPv4Range(value.value) &&
    !isIPv6Range(value.value)
  )
    found.push({ level: 'error', says: `${comparator} takes an address or a range, not ${quoted(value.value)}.` })
}

/** Made, and never run: what it would do on a text is not ours to find out. */
function checkRegex(text: string, found: PatternFinding[]): void {
  if (text.length > patternBudget.regex) {
    found.push({
      level: 'error',
      says: `A regular expression of more than ${patternBudget.regex} characters is not taken.`,
    })
    return
  }
  try {
    new RegExp(text, 'u')
  } catch {
    try {
      new RegExp(text)
    } catch {
      found.push({ level: 'warning', says: `${quoted(text)} may be no regular expression: it cannot be read here.` })
    }
  }
}

interface Form {
  properties?: Record<string, Form>
  patternProperties?: Record<string, Form>
  items?: Form
  refs?: readonly string[]
}

function checkPath(path: ObjectPath, found: PatternFinding[]): void {
  const kind = stixKinds.get(path.type)
  if (!kind) {
    found.push({ level: 'warning', says: `The standard knows no observable ${quoted(path.type)}.` })
    return
  }
  if (kind.class !== 'sco') {
    found.push({ level: 'error', says: `A pattern is about observables; ${path.type} is none.` })
    return
  }
  const lost = lostAt(kind.schema, kind.extensions, path.steps)
  if (lost !== undefined)
    found.push({ level: 'warning', says: `${quoted(printPath(path))}: the standard knows no ${quoted(lost)} there.` })
}

/** The first step that leads nowhere. A reference is followed into what it may point to. */
function lostAt(
  schema: TSchema,
  extensions: Readonly<Record<string, TSchema>>,
  steps: readonly PathStep[],
): string | undefined {
  let here: Form[] = [schema as Form]
  let inExtensions = false
  for (const step of steps) {
    if (inExtensions && step.is === 'name') {
      inExtensions = false
      const own = Object.hasOwn(extensions, step.name) ? extensions[step.name] : undefined
      if (!own) return step.name.startsWith('extension-definition--') ? undefined : step.name
      here = [own as Form]
      continue
    }
    const next = here.flatMap((form) => stepInto(form, step))
    if (next.length === 0) return step.is === 'name' ? step.name : printPath({ type: '', steps: [step] })
    inExtensions = step.is === 'name' && step.name === 'extensions' && here[0] === schema
    if (
      next.some((form) => !form.properties && !form.patternProperties && !form.items && !form.refs && !('type' in form))
    )
      return undefined
    here = next
  }
  return undefined
}

function stepInto(form: Form, step: PathStep): Form[] {
  if (step.is !== 'name') return form.items ? [form.items] : []
  if (form.refs) {
    return form.refs.flatMap((type) => {
      const kind = stixKinds.get(type)
      return kind ? stepInto(kind.schema as Form, step) : []
    })
  }
  if (form.patternProperties) return Object.values(form.patternProperties)
  const found = form.properties && Object.hasOwn(form.properties, step.name) ? form.properties[step.name] : undefined
  return found ? [found] : []
}
