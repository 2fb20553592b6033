// Prints a pattern in one spelling: reading what is printed gives the same tree.
import type { Comparison, Literal, ObjectPath, Observation, Qualifier } from '../../../model/stix/pattern.ts'

export function printPattern(pattern: Observation): string {
  switch (pattern.is) {
    case 'observation':
      return `[${printComparison(pattern.of)}]`
    case 'qualified':
      return `${pattern.of.is === 'observation' || pattern.of.is === 'qualified' ? printPattern(pattern.of) : `(${printPattern(pattern.of)})`} ${printQualifier(pattern.by)}`
    default: {
      const bond = strength[pattern.is]
      const parts = pattern.of.map((part) => (bondOf(part) > bond ? printPattern(part) : `(${printPattern(part)})`))
      return parts.join(` ${pattern.is.toUpperCase()} `)
    }
  }
}

const strength = { followedby: 0, or: 1, and: 2 } as const
function bondOf(part: { is: string }): number {
  return part.is === 'followedby' || part.is === 'or' || part.is === 'and' ? strength[part.is] : 3
}

function printQualifier(by: Qualifier): string {
  if (by.is === 'within') return `WITHIN ${by.seconds} SECONDS`
  if (by.is === 'repeats') return `REPEATS ${by.times} TIMES`
  return `START t'${by.start}' STOP t'${by.stop}'`
}

function printComparison(one: Comparison): string {
  if (one.is === 'exists') return `${one.not ? 'NOT ' : ''}EXISTS ${printPath(one.path)}`
  if (one.is === 'test') {
    const value =
      one.value.is === 'set' ? `(${one.value.values.map(printLiteral).join(', ')})` : printLiteral(one.value)
    return `${printPath(one.path)} ${one.not ? 'NOT ' : ''}${one.comparator} ${value}`
  }
  const bond = strength[one.is]
  const parts = one.of.map((part) => (bondOf(part) > bond ? printComparison(part) : `(${printComparison(part)})`))
  return parts.join(` ${one.is.toUpperCase()} `)
}

export function printPath({ type, steps }: ObjectPath): string {
  const printed = steps.map((step, i) => {
    if (step.is === 'any') return '[*]'
    if (step.is === 'index') return `[${step.index}]`
    const name = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(step.name) ? step.name : quote(step.name)
    return i === 0 ? name : `.${name}`
  })
  return `${type}:${printed.join('')}`
}

function printLiteral(literal: Literal): string {
  switch (literal.is) {
    case 'string':
      return quote(literal.value)
    case 'hex':
      return `h'${literal.value}'`
    case 'binary':
      return `b'${literal.value}'`
    case 'timestamp':
      return `t'${literal.value}'`
    default:
      return String(literal.value)
  }
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A pattern that looks for one value: `[ipv4-addr:value = '192.0.2.1']`. */
export function patternFor(type: string, names: readonly string[], value: string): string {
  const path: ObjectPath = { type, steps: names.map((name) => ({ is: 'name', name })) }
  return printPattern({
    is: 'observation',
    of: { is: 'test', path, not: false, comparator: '=', value: { is: 'string', value } },
  })
}
