// What persons said of an incident goes before what the texts say.
import { expect, test } from 'vitest'
import { linkScore } from '#watch/rules/stories/links.ts'
import type { Incident } from '../model.ts'
import { incidentLinkFacts } from './incident-links.ts'

const state = {
  title: 'Exploitation of CVE-2025-0282 at a hospital group',
  summary: 'Traffic to 192[.]0[.]2[.]7 was seen.',
  classification: null,
  affected: { organisations: ['o1'], services: [], sectors: ['health'], countries: ['DE'], users: null },
  times: { detectedAt: null, startedAt: '2025-03-10T08:00:00.000Z', endedAt: null, awarenessAt: null },
  declaredAt: '2025-03-12T08:00:00.000Z',
} as unknown as Incident

test('its organisations, identifiers, sectors and times are what a story is compared by', () => {
  const facts = incidentLinkFacts(state, [])
  expect(facts).toMatchObject({
    ...{ entities: ['o1'], identifiers: ['192.0.2.7', 'CVE-2025-0282'], sectors: ['health'], types: [] },
    from: '2025-03-10T08:00:00.000Z',
  })
  const story = { ...facts, identifiers: [], types: ['incident.ransomware'], from: '2025-03-10', to: '2025-03-11' }
  expect(linkScore(story, facts)).toMatchObject({ score: 5, suggested: true })
})

test('what was classified says which kinds of incident are meant, and ransomware is no other kind than malware', () => {
  const rsit = [{ class: 'malicious-code', type: 'infected-system', main: true }]
  const classified = { ...state, classification: { ...state.classification, rsit } } as unknown as Incident
  expect(incidentLinkFacts(classified, []).types).toEqual(['incident.malware', 'incident.ransomware'])
})

test('without times of its own the day counts on which it was declared', () => {
  const times = { detectedAt: null, startedAt: null, endedAt: null, awarenessAt: null }
  expect(incidentLinkFacts({ ...state, times }, [])).toMatchObject({ from: state.declaredAt, to: state.declaredAt })
})
