// Notices about victims: in whose language, to whom, and never more than a count and a reference.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readVictimTexts } from '../../store/victims/notices.ts'
import { draftNotice, noticeLife, routeTo } from './draft.ts'

const texts = readVictimTexts()
const contact = 'Desk, +32 2 000 00 00'
const obtained = { kind: 'customers' as const, count: 1_234_567, sealed: 'Exhibit 14' }

describe('a notice', () => {
  test('is in the language of the country, with digits in threes', () => {
    const german = draftNotice(obtained, 'AT', texts, { contact, exercise: false })
    expect(german).toMatchObject({
      language: 'de',
      subject: 'Betroffene in Ihrem Land: 1\u202f234\u202f567 Kundinnen und Kunden',
    })
    expect(draftNotice(obtained, 'FR', texts, { contact, exercise: false })?.language).toBe('fr')
    expect(draftNotice(obtained, 'GR', texts, { contact, exercise: false })?.language).toBe('en')
    expect(draftNotice(obtained, 'GR', texts, { contact, exercise: false, language: 'xx' })).toBeNull()
  })

  test('of an exercise says so, first', () => {
    const drafted = draftNotice(obtained, 'DE', texts, { contact, exercise: true })
    expect(drafted?.subject.startsWith('EXERCISE')).toBe(true)
    expect(drafted?.text.startsWith('EXERCISE')).toBe(true)
  })

  test('fills every place once, and what is put in is never read as a place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('DE', 'FR', 'GR'),
        fc.constantFrom('{contact}', '$&', '{count}', 'plain'),
        (country, sealed) => {
          const drafted = draftNotice({ ...obtained, sealed }, country, texts, { contact: 'C', exercise: false })
          expect(drafted?.text).toContain(sealed)
          if (sealed === 'plain') expect(drafted?.text).not.toMatch(/[{}]/)
        },
      ),
    )
  })

  test('every text has words for all that can be obtained', () => {
    const kinds = Object.keys(texts.texts[0]?.words ?? {}).sort()
    for (const { words } of texts.texts) expect(Object.keys(words).sort()).toEqual(kinds)
    expect(kinds).toHaveLength(9)
  })
})

test('it goes to the CSIRT of the country, else to its authority, else somebody has to be named', () => {
  const one = (id: string, kind: string, country: string, active = true) => ({ id, name: id, kind, country, active })
  const register = [
    one('a', 'authority', 'DE'),
    one('b', 'csirt', 'DE'),
    one('c', 'csirt', 'FR', false),
    one('d', 'authority', 'FR'),
  ]
  expect(routeTo('DE', register)?.name).toBe('b')
  expect(routeTo('FR', register)?.name).toBe('d')
  expect(routeTo('GR', register)).toBeNull()
})

test('nothing is sent that nobody approved, and what was sent is not taken back', () => {
  expect(noticeLife.draft.send).toHaveProperty('not')
  expect(noticeLife.sent.withdraw).toHaveProperty('not')
})
