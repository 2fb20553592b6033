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

test('what a denial points back to is the last claim of somebody else, and what is said instead is one claim more', () => {
  const claims = read(
    'Critics say the authorities are slowing the site. Russia denies that, saying the fault lies with old equipment.',
  )
  expect(claims.map(({ class: kind, text }) => [kind, text])).toEqual([
    ['asserts', 'the authorities are slowing the site'],
    ['denies', 'denies that'],
    ['asserts', 'the fault lies with old equipment'],
  ])
  expect(claims.slice(1).map((claim) => disputed(claims, claim)[0]?.id)).toEqual(['c1', 'c1'])
})

const rows: [string, string][] = [
  ['Anna Berg, the head of the agency, one of the bodies behind the plan, said it was ready.', 'Anna Berg'],
  ['Senator Dianne Feinstein, Democrat of California, said it had failed.', 'Senator Dianne Feinstein'],
  ['Critics of the plan, like Acme Group, Beta of Oslo, say it is late.', 'Critics of the plan'],
  ['Anna Berg - author of a book on outages - said it was late.', 'Anna Berg'],
  ['United Health Services, the agency that runs the register, said it was safe.', 'United Health Services'],
  ['A report released last year found that backups were missing.', 'A report'],
  ['Seizure notices on the sites said the domains were gone.', 'Seizure notices on the sites'],
  ['Google denies slowing the site, blames operators', 'Google'],
]

test.each(rows)('the holder is found before its descriptions: %s', (text, holder) => {
  const claims = read(text)
  expect(claims.length).toBeGreaterThan(0)
  for (const claim of claims) expect(claim.holder?.startsWith(holder), claim.holder ?? 'nobody').toBe(true)
})

test('what looks like a report and names, orders, teaches or happens is none', () => {
  for (const text of [
    'They seized the sites in an operation called Talent.',
    'The site was hit by a cyber incident.',
    'The deals cover three solar projects in Illinois: the first one lies near Jacksonville.',
    'The court fined the firm for videos that instructed soldiers how to surrender.',
    'Member States should agree on a common taxonomy.',
    'It is clear from the records that nobody came.',
  ])
    expect(read(text), text).toEqual([])
})

test('that no evidence was offered is no part of what was said', () => {
  const [claim] = read('Musk claimed the traffic came from Ukraine without offering evidence.')
  expect([claim?.text, claim?.evidence.kind]).toEqual(['the traffic came from Ukraine', 'none offered'])
})

test('a description with a place in it goes back to the company', () => {
  const claims = read('Smiths Group said it was hit. The London-listed company said it had isolated systems.')
  expect(claims.map((claim) => claim.holder)).toEqual(['Smiths Group', 'Smiths Group'])
})

test('a quotation goes on behind the hearer and the description of who said it', () => {
  const [told] = read('"It is safe," the operator assured customers by email, "and no data was lost."')
  expect([told?.holder, told?.text.endsWith('no data was lost."')]).toEqual(['the operator', true])
  const [noted] = read('"It is closed," noted Kevin Beaumont, a researcher who found it, "but they are inside."')
  expect([noted?.holder, noted?.text.endsWith('inside."')]).toEqual(['Kevin Beaumont', true])
})

test('a quotation in the paragraph after a colon belongs to the name before it', () => {
  const [claim] = read('The minister continued:\n\n"Nobody knew of it. We were not told."')
  expect([claim?.holder, claim?.text]).toEqual(['The minister', 'Nobody knew of it. We were not told.'])
})

test('a headline with a colon is held by a name that the text goes on to speak of, and by no topic', () => {
  const [claim] = read('Anna Berg: hackers hit the grid\n\nThe engineer Berg spoke of it in Oslo.')
  expect([claim?.holder, claim?.text]).toEqual(['Anna Berg', 'hackers hit the grid'])
  expect(read('Breaking News: hackers hit the grid\n\nThe lights went out in Oslo.')).toEqual([])
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

test.each(hostile.split('|'))('hostile %j: four times the text costs at most about four times the work', (unit) => {
  const cost = (chars: number): number => {
    const text = unit.repeat(Math.ceil(chars / unit.length))
    const started = process.cpuUsage()
    findClaims(text, 'en', { title: { text: '', span: null }, names: [], times: [] }, index)
    return process.cpuUsage(started).user / 1000
  }
  cost(5_000)
  const best = (chars: number) => Math.min(cost(chars), cost(chars))
  expect((best(100_000) + 30) / (best(25_000) + 30)).toBeLessThan(9)
})
