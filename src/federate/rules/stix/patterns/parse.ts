// Reads a pattern into its tree: FOLLOWEDBY binds least, then OR, then AND; a bound on depth stands before every step down.
import type { Observation, Qualifier } from '../../../model/stix/pattern.ts'
import { type Cursor, cursorOn, joined, type Step, tooDeep } from './cursor.ts'
import { lex, type Misread } from './lex.ts'
import { comparison, momentOf } from './parse-comparison.ts'

export type Parsed = { ok: true; pattern: Observation } | { ok: false; why: Misread }

export function parsePattern(text: string): Parsed {
  const lexed = lex(text)
  if (!lexed.ok) return lexed
  const cursor = cursorOn(lexed.words)
  const read = sequence(cursor)
  if (!read.ok) return read
  const last = cursor.peek()
  if (last.is !== 'end')
    return cursor.misread(`${JSON.stringify(last.text.slice(0, 40))} is more than the pattern has room for.`)
  return { ok: true, pattern: read.value }
}

function sequence(cursor: Cursor): Step<Observation> {
  return joined(cursor, 'FOLLOWEDBY', choice, (of): Observation => ({ is: 'followedby', of }))
}
function choice(cursor: Cursor): Step<Observation> {
  return joined(cursor, 'OR', together, (of): Observation => ({ is: 'or', of }))
}
function together(cursor: Cursor): Step<Observation> {
  return joined(cursor, 'AND', qualified, (of): Observation => ({ is: 'and', of }))
}

function qualified(cursor: Cursor): Step<Observation> {
  const first = observation(cursor)
  if (!first.ok) return first
  let value = first.value
  for (let many = 0; ; many++) {
    const by = qualifier(cursor)
    if (by === undefined) return { ok: true, value }
    if (!by.ok) return by
    if (many >= 10) return cursor.misread('More than 10 qualifiers on one observation are not read.')
    value = { is: 'qualified', of: value, by: by.value }
  }
}

function observation(cursor: Cursor): Step<Observation> {
  const inner = cursor.deeper()
  if (!inner) return cursor.misread(tooDeep)
  if (cursor.skip('[')) {
    const read = comparison(inner)
    if (!read.ok) return read
    return cursor.skip(']')
      ? { ok: true, value: { is: 'observation', of: read.value } }
      : cursor.misread('Here ] is missing.')
  }
  if (!cursor.skip('(')) return cursor.misread('An observation begins with [ or with (.')
  const read = sequence(inner)
  if (!read.ok) return read
  return cursor.skip(')') ? read : cursor.misread('Here ) is missing.')
}

function qualifier(cursor: Cursor): Step<Qualifier> | undefined {
  if (cursor.skip('WITHIN')) {
    const { is, text } = cursor.peek()
    if ((is !== 'integer' && is !== 'float') || !(Number(text) > 0))
      return cursor.misread('WITHIN needs a number above 0.')
    cursor.take()
    if (!cursor.skip('SECONDS')) return cursor.misread('After the number comes SECONDS.')
    return { ok: true, value: { is: 'within', seconds: text.replace('+', '') } }
  }
  if (cursor.skip('REPEATS')) {
    const { is, text } = cursor.peek()
    if (is !== 'integer' || !(Number(text) >= 1) || !Number.isSafeInteger(Number(text)))
      return cursor.misread('REPEATS needs a whole number from 1.')
    cursor.take()
    if (!cursor.skip('TIMES')) return cursor.misread('After the number comes TIMES.')
    return { ok: true, value: { is: 'repeats', times: Number(text) } }
  }
  return cursor.skip('START') ? startStop(cursor) : undefined
}

function startStop(cursor: Cursor): Step<Qualifier> {
  const start = momentOf(cursor)
  if (!start.ok) return start
  if (!cursor.skip('STOP')) return cursor.misread('After the start comes STOP.')
  const stop = momentOf(cursor)
  if (!stop.ok) return stop
  return { ok: true, value: { is: 'start-stop', start: start.value, stop: stop.value } }
}
