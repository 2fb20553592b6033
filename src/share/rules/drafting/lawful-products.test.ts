// Products for the public, for the Reserve and for a review: what the law asks, and what must not stand in them.
import { describe, expect, test } from 'vitest'
import { drafted, sentencesIn, textOf } from '../../testdata/draft-with.ts'
import {
  by,
  claimOf,
  crisisOf,
  decisionOf,
  filedAs,
  fileOf,
  idOf,
  incidentOf,
  marked,
  party,
  taskOf,
  withCrisis,
} from '../../testdata/filed.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'

const at = '2025-03-10T12:00:00.000Z'

describe('a public statement', () => {
  const line = {
    key: 'l1',
    audience: 'public' as const,
    language: 'en',
    text: 'All is being done',
    status: 'agreed' as const,
    writtenBy: by(1),
    writtenAt: at,
    agreedBy: by(2),
    agreedAt: at,
    replaces: null,
    withdrawnBecause: null,
  }
  const file = (tlp: 'CLEAR' | 'GREEN') =>
    fileOf({
      crisis: filedAs(
        0x10,
        crisisOf({
          lines: [
            line,
            { ...line, key: 'l2', text: 'A draft', status: 'draft' },
            { ...line, key: 'l3', text: 'For staff', audience: 'staff' },
          ],
        }),
        tlp,
      ),
      incidents: [
        filedAs(
          0x20,
          incidentOf(1, {
            affected: {
              ...incidentOf(1).affected,
              services: [{ name: 'example.org', organisation: null }],
              countries: ['DE'],
            },
            times: { ...incidentOf(1).times, startedAt: at },
          }),
          'CLEAR',
        ),
      ],
    })
  test('holds the agreed wordings for the public and facts that everybody may know, and nothing else', () => {
    const text = textOf(drafted(file('CLEAR'), 'public-statement', 'CLEAR'))
    expect(text).toContain('All is being done.')
    expect(text).toContain('example.org: disturbed since 10 March 2025, 12:00 UTC; this is not over.')
    expect(text).not.toMatch(/draft|staff/i)
  })
  test('of a crisis that is above holds the words that a person gives and signs for', () => {
    const given = { title: { text: 'Disturbances', by: by(3) }, lines: [{ text: 'We are working on it', by: by(3) }] }
    const content = drafted(file('GREEN'), 'public-statement', 'CLEAR', given)
    expect(textOf(content)).not.toContain('All is being done')
    expect(sentencesIn(content, 'lines')).toEqual([
      expect.objectContaining({ text: 'We are working on it.', by: by(3), sources: [] }),
    ])
  })
  test('names no vulnerability', () => {
    const told = file('CLEAR')
    const [incident] = told.incidents
    if (incident) incident.state.affected.services = [{ name: 'Portal with CVE-2025-12345', organisation: null }]
    expect(textOf(drafted(told, 'public-statement', 'CLEAR'))).toContain('Portal with [vulnerability]')
  })
})

describe('a request to the Reserve', () => {
  const names = {
    persons: {},
    organisations: { [idOf(0x70)]: { name: 'Harbour of Examples', country: 'DE', marking: marked('AMBER') } },
  }
  const affected = {
    ...incidentOf(1).affected,
    organisations: [idOf(0x70)],
    countries: ['DE', 'NL'],
    sectors: ['transport'],
  }
  const file = withCrisis('GREEN', {
    incidents: [filedAs(0x20, incidentOf(1, { affected }), 'GREEN')],
    tasks: [filedAs(0x30, taskOf('Cut off the terminal', { status: 'done', endedAt: at }), 'GREEN')],
    names,
  })
  test('has each content that the article lays down, with what the record has, and names what is missing', () => {
    const content = drafted(file, 'reserve-request', 'AMBER')
    expect(content.lawful.map(({ id, article, answered }) => [id, article, answered])).toEqual([
      ['entity', 'Regulation (EU) 2025/38 Art. 15(5)', true],
      ['spill-over', 'Regulation (EU) 2025/38 Art. 15(5)', true],
      ['service', 'Regulation (EU) 2025/38 Art. 15(5)', false],
      ['mitigation', 'Regulation (EU) 2025/38 Art. 15(5)', true],
      ['other-support', 'Regulation (EU) 2025/38 Art. 15(5)', false],
    ])
    expect(content.missing.map(({ section }) => section)).toEqual(['service', 'other-support'])
    expect(textOf(content, 'entity')).toContain('affected is Harbour of Examples')
    expect(textOf(content, 'spill-over')).toContain('Germany and Netherlands')
    expect(textOf(content, 'mitigation')).toContain('“Cut off the terminal”')
  })
  test('does not name an entity whose name is above', () => {
    const content = drafted(file, 'reserve-request', 'GREEN')
    expect(JSON.stringify(content)).not.toContain('Harbour')
    expect(content.lawful[0]).toMatchObject({ id: 'entity', answered: false })
  })
})

describe('an anonymised review', () => {
  const file = withCrisis('GREEN', {
    incidents: [
      filedAs(
        0x20,
        incidentOf(1, {
          title: 'Harbour of Examples AG stands still',
          summary: 'HARBOUR OF EXAMPLES was hit through CVE-2025-4711. Call jo@harbour.example or Miller.',
        }),
        'GREEN',
      ),
    ],
    claims: [filedAs(0x50, claimOf('We paid nothing', { holder: 'Jo Miller' }), 'GREEN')],
    decisions: [
      filedAs(
        0x80,
        decisionOf(1, 'Does the harbour close?', {
          status: 'decided',
          options: [
            {
              key: 'o1',
              text: 'It closes',
              speaksFor: '',
              speaksAgainst: '',
              addedBy: by(1),
              addedAt: at,
              dropped: null,
            },
          ],
          chosen: {
            option: 'o1',
            by: by(1),
            decider: party('Port Authority North'),
            at,
            recordedAt: at,
            reasons: 'Safety',
            knownAt: at,
          },
        }),
        'GREEN',
      ),
    ],
    names: {
      persons: {},
      organisations: { [idOf(0x70)]: { name: 'Harbour of Examples AG', country: 'DE', marking: marked('GREEN') } },
    },
  })
  test('has no organisation, no person and no address that the record knows, in words and in labels', () => {
    const content = drafted(file, 'incident-review', 'GREEN', { variant: 'anonymised' })
    expect(JSON.stringify(content)).not.toMatch(/harbour of|Port Authority|Miller|jo@/i)
    expect(textOf(content)).toContain('[organisation] was hit through [vulnerability].')
  })
  test('in full has the names, and still no vulnerability', () => {
    const text = textOf(drafted(file, 'incident-review', 'GREEN'))
    expect(text).toContain('Harbour of Examples AG stands still')
    expect(text).not.toContain('CVE-2025-4711')
  })
})

test('a product of an exercise carries its realm', () => {
  const content = drafted({ ...knockedOver(), realm: 'exercise:spring' }, 'sitrep', 'GREEN')
  expect(content.realm).toBe('exercise:spring')
  expect(content.words.exercise).toBe('EXERCISE')
})
