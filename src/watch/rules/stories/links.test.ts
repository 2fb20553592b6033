// A link to an incident is suggested when enough speaks for it, and the reasons say what.
import { expect, test } from 'vitest'
import { identifiersIn, type LinkFacts, linkScore } from './links.ts'

const nothing: LinkFacts = {
  ...{ entities: [], identifiers: [], sectors: [], types: [], countries: [], from: null, to: null },
}

test('not knowing anything speaks neither for nor against', () => {
  expect(linkScore(nothing, nothing)).toEqual({ score: 0, suggested: false, why: [] })
})

test('the same organisation and the same type are enough, the same sector and type are not', () => {
  const story = { ...nothing, entities: ['org-1'], types: ['incident.ransomware'], sectors: ['health'] }
  expect(linkScore(story, { ...nothing, entities: ['org-1'], types: ['incident.ransomware'] })).toMatchObject({
    score: 5,
    suggested: true,
  })
  expect(linkScore(story, { ...nothing, sectors: ['health'], types: ['incident.ransomware'] })).toMatchObject({
    score: 3,
    suggested: false,
  })
})

test('what contradicts is taken off and told', () => {
  const a = { ...nothing, identifiers: ['CVE-2025-0282'], types: ['incident.intrusion'], from: '2025-01-08', to: null }
  const b = { ...a, from: '2025-06-01', to: '2025-06-03', countries: ['FI'] }
  expect(linkScore(a, b)).toMatchObject({ score: 2, suggested: false })
  expect(linkScore(a, b).why.at(-1)).toMatch(/144 days lie between them/)
  expect(linkScore(a, { ...b, from: '2025-01-05', to: '2025-01-09' })).toMatchObject({ score: 6, suggested: true })
})

test('indicators are found in their usual disguises', () => {
  expect(identifiersIn('cve-2025-0282 from 192.0.2[.]7')).toEqual(['192.0.2.7', 'CVE-2025-0282'])
})
