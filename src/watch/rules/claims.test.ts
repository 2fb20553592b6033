// The claims stage on stories, on single sentences, in four languages, and on text that means harm.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ClaimFact } from '../model.ts'
import { told } from '../testdata/claims-languages.ts'
import { claimStories } from '../testdata/claims-stories.ts'
import { type ClaimsData, compileClaims, findClaims, relateAcross } from './claims.ts'
import { findTimes } from './times.ts'

const data = JSON.parse(readFileSync(new URL('../../../data/watch/claims.json', import.meta.url), 'utf8')) as ClaimsData
const index = compileClaims(data)
const read = (text: string, language = 'en'): ClaimFact[] =>
  findClaims(
    text,
    language,
    { title: { text: '', span: null }, names: [], times: findTimes(text, language, null) },
    index,
  )
const told1 = (story: number) => claimStories.filter((one) => one.story === story).map((one) => read(one.text))
const one = (claims: ClaimFact[], has: (claim: ClaimFact) => boolean): ClaimFact => {
  const found = claims.find(has)
  expect(found, claims.map((claim) => `${claim.holder}: ${claim.text}`).join('\n')).toBeDefined()
  return found!
}
const disputed = (claims: ClaimFact[], claim: ClaimFact): ClaimFact[] =>
  claim.relations
    .filter(({ relation }) => relation === 'disputes')
    .map(({ claim: id }) => claims.find((other) => other.id === id)!)

test('every claim, holder and cue is the text at its span, in all stories', () => {
  for (const { text } of claimStories) {
    for (const claim of read(text)) {
      expect(text.slice(claim.span.start, claim.span.end)).toBe(claim.text)
      if (claim.cueSpan !== null) expect(text.slice(claim.cueSpan.start, claim.cueSpan.end)).toBe(claim.cue)
      expect(claim.holder === null).toBe(claim.holderSpan === null)
      expect(claim.why).not.toBe('')
    }
  }
})

test('story 1: what the industry source says disputes what Musk told of Ukraine, in both wordings', () => {
  for (const claims of told1(1)) {
    const source = one(claims, (claim) => claim.text.includes('Vietnam'))
    expect(source.role).toBe('anonymous')
    const [target] = disputed(claims, source)
    expect(target?.holder).toContain('Elon Musk')
    expect(target?.text).toMatch(/from .*Ukraine/)
    expect(target?.via).toBe('Fox Business')
  }
})

test('story 1: Downdetector holds its count and cites it, and Musk offers no evidence', () => {
  for (const claims of told1(1)) {
    const count = one(claims, (claim) => claim.holder === 'Downdetector')
    expect([count.class, count.evidence.kind]).toEqual(['asserts', 'cited'])
    expect(count.text).toContain('39,000')
    expect(claims.some((claim) => claim.holder?.includes('Musk') && claim.evidence.kind === 'none offered')).toBe(true)
    expect(one(claims, (claim) => claim.class === 'doubts').role).toBe('expert')
  }
})

test('story 5: X is disputed by the court, and its announced suit is a promise', () => {
  for (const claims of told1(5)) {
    const suit = one(claims, (claim) => claim.text.includes('sue the German'))
    expect([suit.class, suit.promise]).toEqual(['commits', { due: null, dueSpan: null }])
    expect(suit.holder).toMatch(/X$/)
    expect(one(claims, (claim) => /lawsuit|suit had/.test(claim.text)).holder).toMatch(/digital ministry/)
  }
})

test('story 6: the denial of Moscow disputes the critics, and Google, not Moscow, declines to comment', () => {
  for (const claims of told1(6)) {
    const denial = one(claims, (claim) => claim.holder === 'Moscow' && claim.class === 'denies')
    const [target] = disputed(claims, denial)
    expect(target?.text).toContain('deliberately slowing')
    expect(target?.holder).toMatch(/Critics|Opponents/)
    expect(one(claims, (claim) => claim.class === 'declines to comment').holder).toBe('Google')
    expect(one(claims, (claim) => claim.cue?.endsWith('accused') === true).holder).toContain('Putin')
  }
})

test('story 6: the content that authorities claim spreads misinformation is held by them, not by Google', () => {
  const claims = read(claimStories.filter((item) => item.story === 6)[0]!.text)
  expect(one(claims, (claim) => claim.cue === 'claim').holder).toBe('Authorities in Russia')
})

test('story 9: Europol commits within 24 hours, and the FBI denies nothing', () => {
  for (const claims of told1(9)) {
    const promise = one(claims, (claim) => claim.class === 'commits' && claim.promise?.due === 'PT24H')
    expect(promise.holder).toContain('Europol')
    expect(one(claims, (claim) => claim.holder?.includes('FBI') === true).class).toBe('declines to comment')
  }
})

test('story 10: the company is Smiths Group, and details are withheld', () => {
  for (const claims of told1(10)) {
    expect(claims.filter((claim) => claim.holder === 'Smiths Group').length).toBeGreaterThanOrEqual(2)
    expect(claims.some((claim) => claim.evidence.kind === 'withheld')).toBe(true)
    expect(claims.every((claim) => claim.class !== 'denies')).toBe(true)
  }
})

const english: [string, string | null, string, string][] = [
  ['Musk, who owns X, said it was down.', 'Musk', 'asserts', 'it was down'],
  ['The site was back, said Musk.', 'Musk', 'asserts', 'The site was back'],
  ['The ministry confirmed the breach and blamed a supplier.', 'The ministry', 'accuses', 'a supplier'],
  ['The mayor vowed to fight the closure.', 'The mayor', 'commits', 'to fight the closure'],
  [
    'A spokesperson for the ministry declined to comment.',
    'A spokesperson for the ministry',
    'declines to comment',
    'declined',
  ],
  ['The suspect is alleged to have sold data.', null, 'accuses', 'sold data'],
  ['The claim was contradicted by two officials.', 'two officials', 'disputes', 'The claim'],
  ['Russia launched the missile, according to Poland.', 'Poland', 'asserts', 'Russia launched the missile'],
]

test.each(english)('%s', (text, holder, kind, says) => {
  const claim = one(read(text), (found) => found.class === kind)
  expect(claim.holder).toBe(holder)
  expect(claim.text).toContain(says)
})

test('a person behind a pronoun and the name of a title are found', () => {
  const claims = read('Prime Minister Mette Frederiksen visited Kyiv. She said the talks had been useful.')
  expect(claims[0]?.holder).toBe('Prime Minister Mette Frederiksen')
  expect(claims[0]?.why).toContain('"She" goes back to')
})

test('a quotation of several sentences has one holder and is told once', () => {
  const claims = read('"We saw it early. Nothing was lost," said Anna Berg. "We are back to normal today."')
  expect(claims.map((claim) => [claim.holder, claim.text])).toEqual([
    ['Anna Berg', 'We saw it early. Nothing was lost'],
    ['Anna Berg', 'We are back to normal today.'],
  ])
})

test('nouns that look like reporting verbs report nothing', () => {
  for (const text of [
    'The plans of the company are on the table.',
    'Insurance claims rose last year.',
    'A federal appeals court sits in Boston.',
    'Reports of fraud fell by half.',
    'The storm left 20,000 homes without power.',
  ])
    expect(read(text), text).toEqual([])
})

test.each(told)('$language: $text', ({ language, text, holder, class: kind, says }) => {
  const claim = one(read(text, language), (found) => found.class === kind)
  expect(claim.holder).toBe(holder)
  expect(claim.text).toContain(says)
})

test('a language without cue lists has no claims', () => {
  expect(read('Il ministro ha detto che tutto va bene.', 'it')).toEqual([])
})

test('across articles a denial meets the claim that it denies, and one holder does not repeat itself', () => {
  const first = read('Critics say the state is deliberately slowing YouTube traffic.')
  const second = read('The regulator denied that it was deliberately slowing YouTube.')
  const found = relateAcross(
    [
      { language: 'en', claims: first },
      { language: 'en', claims: second },
    ],
    index,
  )
  expect(found).toMatchObject([{ item: 1, claim: 'c1', relation: 'disputes', otherItem: 0, otherClaim: 'c1' }])
  const twice = [
    { language: 'en', claims: first },
    { language: 'en', claims: first },
  ]
  expect(relateAcross(twice, index)).toEqual([])
})

test('the same input gives the same claims', () => {
  for (const { text } of claimStories) expect(JSON.stringify(read(text))).toBe(JSON.stringify(read(text)))
})

const hostile =
  'said |a|Abc |1|"|(|\' |" |, |X said, |the of |and |who |Musk said that |"A," said B. |according to |He denied that. |from Ukraine |no evidence |Critics\' claim that |\ud800|reported by '

test.each(hostile.split('|'))('100 kB of %j take less than 250 ms', (unit) => {
  const text = unit.repeat(Math.ceil(100_000 / unit.length))
  read(text.slice(0, 5_000))
  const started = process.cpuUsage()
  findClaims(text, 'en', { title: { text: '', span: null }, names: [], times: [] }, index)
  const { user } = process.cpuUsage(started)
  expect(user / 1000).toBeLessThan(250)
})
