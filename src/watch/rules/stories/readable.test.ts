// The duty officer reads "Downdetector", not the seven letters by which two texts were compared.
import { expect, test } from 'vitest'
import { readable } from './readable.ts'

test('beginnings of words become the words of the text, and everything else stays', () => {
  const text = 'X outage: industry source disputes the claim of Musk\nDowndetector counted reports.'
  expect(
    readable(
      [
        'the same names: x, musk, downdet',
        'the same figures: 39000',
        'the same words in title and first lines: indust, outage, nowhere',
        'against it: other months',
      ],
      text,
    ),
  ).toEqual([
    'the same names: X, Musk, Downdetector',
    'the same figures: 39000',
    'the same words in title and first lines: industry, outage, nowhere',
    'against it: other months',
  ])
})
