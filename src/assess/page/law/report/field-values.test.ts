// What is typed into a report and what is kept.
import { describe, expect, test } from 'vitest'
import { inputOf, typed, untyped } from './field-values.ts'

describe('a field of a report', () => {
  test('gets the input that its type asks for', () => {
    expect(inputOf({ type: 'text', choices: null })).toBe('text')
    expect(inputOf({ type: 'choice', choices: ['a'] })).toBe('choice')
    expect(inputOf({ type: 'choice[]', choices: ['a'] })).toBe('choices')
    expect(inputOf({ type: 'iso3166_alpha2[]', choices: null })).toBe('list')
    expect(inputOf({ type: 'boolean', choices: null })).toBe('yes-no')
    expect(inputOf({ type: 'lei', choices: null })).toBe('line')
  })

  test('comes back from its input as it was', () => {
    const round = (value: Parameters<typeof typed>[0], type: string, choices: string[] | null = null) => {
      const kind = inputOf({ type, choices })
      return untyped(typed(value, kind), kind, type)
    }
    expect(round(12.5, 'percent_1dp')).toBe(12.5)
    expect(round(false, 'boolean')).toBe(false)
    expect(round(['DE', 'FR'], 'iso3166_alpha2[]')).toEqual(['DE', 'FR'])
    expect(round('2026-03-10T09:45:00.000Z', 'datetime_utc')).toBe('2026-03-10T09:45:00.000Z')
    expect(round(null, 'text')).toBeNull()
    expect(round('00:02:30', 'duration_ddhhmm')).toBe('00:02:30')
  })

  test('that is emptied is null, and what is no number is sent as typed for the node to refuse', () => {
    expect(untyped('  ', 'line', 'integer')).toBeNull()
    expect(untyped('many', 'line', 'integer')).toBe('many')
    expect(untyped('12,5', 'line', 'percent_1dp')).toBe(12.5)
    expect(untyped('12', 'line', 'lei')).toBe('12')
  })
})
