// Values of facts, as they are shown and as they are typed.
import { describe, expect, test } from 'vitest'
import { choicesOf, type FactShape, readNumber, valueText } from './values.ts'

const euros: FactShape = { type: 'number', unit: 'EUR', minimum: 0 }
const minutes: FactShape = { type: 'integer', unit: 'minutes', minimum: 0 }
const percent: FactShape = { type: 'number', unit: 'percent', minimum: 0, maximum: 100 }
const people: FactShape = { type: 'integer', unit: 'count', minimum: 0 }
const caused: FactShape = { type: 'enum', values: ['capable', 'caused', 'none'], labels: ['It could', 'It did', 'No'] }

function read(text: string, fact: FactShape): unknown {
  const it = readNumber(text, fact)
  return it.ok ? it.value : it.why
}

describe('a value is shown', () => {
  test('with its unit, and minutes also as hours and days where there are many', () => {
    expect(valueText(euros, 500_000)).toBe('500,000 EUR')
    expect(valueText(minutes, 1)).toBe('1 minute')
    expect(valueText(minutes, 30)).toBe('30 minutes')
    expect(valueText(minutes, 4_350)).toBe('4,350 minutes (3 days 30 min)')
    expect(valueText(percent, 5.5)).toBe('5.5 %')
  })

  test('by its label, and a missing one as not known, never as no', () => {
    expect(valueText(caused, 'caused')).toBe('It did')
    expect(valueText(caused, undefined)).toBe('not known')
    expect(valueText({ type: 'boolean' }, false)).toBe('No')
    expect(valueText({ type: 'set', values: ['a_b'] }, ['a_b'])).toBe('A b')
    expect(valueText({ type: 'set', values: ['a_b'] }, [])).toBe('none')
    expect(choicesOf({ type: 'set', values: 'entity_types' }, [{ id: 'x', label: 'X' }])).toHaveLength(1)
  })
})

describe('a number is read', () => {
  test('with the marks that people part thousands by', () => {
    for (const text of ['1500', '1 500', '1.500', '1,500', "1'500"]) expect(read(text, people)).toBe(1500)
    expect(read('1.234.567', people)).toBe(1_234_567)
    expect(read('1.234,50', euros)).toBe(1234.5)
    expect(read('1,234.50 EUR', euros)).toBe(1234.5)
    expect(read('€ 500', euros)).toBe(500)
  })

  test('as a fraction where it is a percentage or has a word of size', () => {
    expect(read('1.250', percent)).toBe(1.25)
    expect(read('12,5 %', percent)).toBe(12.5)
    expect(read('2.5 million', euros)).toBe(2_500_000)
    expect(read('2.100 million', euros)).toBe(2_100_000)
    expect(read('300k', people)).toBe(300_000)
  })

  test('as minutes from hours and days', () => {
    expect(read('2 h 30 min', minutes)).toBe(150)
    expect(read('1:30', minutes)).toBe(90)
    expect(read('3 days', minutes)).toBe(4320)
    expect(read('45', minutes)).toBe(45)
  })

  test('and refused with what is wrong', () => {
    expect(read('', people)).toMatch(/not a number/)
    expect(read('many', people)).toMatch(/not a number/)
    expect(read('1.2.3', people)).toMatch(/not a number/)
    expect(read('5 lightyears', people)).toMatch(/not a number/)
    expect(read('2.5', people)).toMatch(/whole number/)
    expect(read('130', percent)).toBe('It cannot be more than 100 %.')
    expect(read('-1', minutes)).toMatch(/less than 0/)
    expect(read('9'.repeat(400), people)).toMatch(/not a number/)
  })
})
