// The words for owners of networks: those that are shipped, in each language, and what is refused of others.
import { expect, test } from 'vitest'
import { BadDataset } from '#platform/dataset.ts'
import { noticeLanguages } from '../../model/owner-notice.ts'
import { ownerNoticesOf, readOwnerNotices } from '../../store/owner-notices/index.ts'
import { languageFor, type NoticeFacts, noticeOf } from './owner-notice.ts'

const shipped = readOwnerNotices()
const facts: NoticeFacts = {
  values: {
    ...{ organisation: 'A school {{node}}', node: 'National CSIRT', events: '3', from: '2027-03-01' },
    ...{ until: '2027-03-02', marking: 'TLP:AMBER' },
  },
  counts: [
    { kind: 'infected-system', label: 'Infected System', events: 2 },
    { kind: 'spam', label: 'Spam', events: 1 },
  ],
  exercise: false,
}

test.each(noticeLanguages)(
  'in %s it says from whom, for whom, how much, what to do, and bears its marking at both ends',
  (language) => {
    const { subject, text } = noticeOf(shipped, language, facts)
    expect(subject).toMatch(/^\[TLP:AMBER\] .*3$/)
    const parts = text.split('\n\n')
    expect([parts[0], parts.at(-1)]).toEqual(['TLP:AMBER', 'TLP:AMBER'])
    expect(text).toContain('National CSIRT')
    expect(text).toContain('- Infected System (infected-system): 2\n- Spam (spam): 1')
    // Two pieces of advice fit: for infected systems, and for those that disturb others.
    expect(parts).toHaveLength(7)
    // A name that looks like a place is a name.
    expect(text).toContain('A school {{node}}')
    expect(text.replace('A school {{node}}', '')).not.toMatch(/[{}]/)
  },
)

test('the four languages say four different things, and an exercise says so first', () => {
  const all = noticeLanguages.map((language) => noticeOf(shipped, language, facts).text)
  expect(new Set(all).size).toBe(4)
  const played = noticeOf(shipped, 'en', { ...facts, exercise: true })
  expect(played.subject).toMatch(/^EXERCISE \[TLP:AMBER\]/)
  expect(played.text).toMatch(/^EXERCISE TLP:AMBER/)
})

test('the language is that of the country, and English where none is said', () => {
  expect(['DE', 'LU', 'ES', 'PL', null].map((country) => languageFor(shipped, country))).toEqual([
    'de',
    'fr',
    'es',
    'en',
    'en',
  ])
})

/** The shipped words as text, with one word in the place of another. */
const edited = (from: string, to: string): string => {
  const text = JSON.stringify(shipped)
  if (!text.includes(from)) throw new Error(`They do not say ${from}`)
  return text.replace(from, to)
}

const { de, en, fr } = shipped.found
test.each([
  ['a language that is not there', `"fr":"${fr}",`, '', /\/found/],
  ['a place that there is not', de, 'Gut: {{password}}', /\/found\/de names \{\{password\}\}/],
  ['a marking that is not said', '[{{marking}}] Abusos', 'Abusos', /\/subject\/es does not say \{\{marking\}\}/],
  ['a kind that there is not', '"c2-server"', '"love-letter"', /names love-letter/],
  ['a piece of a page', en, '<b>Found</b>', /no plain words/],
  ['a lonely brace', en, 'Found {x', /brace of no place/],
])('%s is refused with its place', (_name, from, to, told) => {
  const text = edited(from, to)
  expect(() => ownerNoticesOf(text, 'federate/own.json')).toThrow(BadDataset)
  expect(() => ownerNoticesOf(text, 'federate/own.json')).toThrow(told)
})
