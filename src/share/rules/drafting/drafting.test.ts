// What products say: gaps, figures, bounds, languages, the log, moments that there are not.
import { describe, expect, test } from 'vitest'
import { drafted, products, sentencesIn, textOf } from '../../testdata/draft-with.ts'
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
  person,
  taskOf,
  withCrisis,
} from '../../testdata/filed.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'

const at = '2025-03-10T12:00:00.000Z'

test('what is not known is said as such, and what is asked for and missing is named', () => {
  const content = drafted(withCrisis('GREEN'), 'sitrep', 'GREEN')
  expect(textOf(content, 'unknowns')).toContain(
    'INC-2025-0001: not known are how many users are affected, which countries are affected',
  )
  expect(textOf(content, 'figures')).toContain('Users affected: not known')
  expect(content.missing.map(({ section }) => section)).toEqual(['outlook', 'measures'])
  expect(textOf(content, 'measures')).toBe('No measure is on record.')
})

test('users keep their qualifier and who said them, and are added up with care', () => {
  const affected = (value: number, countries: string[]) => ({
    affected: {
      ...incidentOf(1).affected,
      countries,
      users: { value, qualifier: 'about' as const, basis: 'operator' },
    },
  })
  const one = fileOf({ incidents: [filedAs(0x20, incidentOf(1, affected(40_000, ['DE', 'FR'])), 'GREEN')] })
  expect(textOf(drafted(one, 'sitrep', 'GREEN'), 'situation')).toContain('Users affected: about 40,000 (operator).')
  expect(textOf(drafted(one, 'sitrep', 'GREEN'), 'countries')).toContain('about 40,000 (operator); not split by place')
  const two = fileOf({
    incidents: [
      ...one.incidents,
      filedAs(0x21, incidentOf(2), 'GREEN'),
      filedAs(0x22, incidentOf(3, affected(5, ['DE'])), 'GREEN'),
    ],
  })
  expect(textOf(drafted(two, 'sitrep', 'GREEN'), 'figures')).toContain(
    'Users affected: about 40,005 (added up from 2 incidents); not known for 1 incident',
  )
})

test('an incident that was rejected or merged counts nowhere', () => {
  const gone = (['rejected', 'merged'] as const).map((status, n) =>
    filedAs(0x30 + n, incidentOf(9 + n, { status }), 'GREEN'),
  )
  const before = drafted(withCrisis('GREEN'), 'cyclone-impact', 'GREEN')
  const after = drafted(
    withCrisis('GREEN', { incidents: [filedAs(0x20, incidentOf(1), 'GREEN'), ...gone] }),
    'cyclone-impact',
    'GREEN',
  )
  expect(after.sections).toEqual(before.sections)
})

describe('a political brief', () => {
  const many = fileOf({
    crisis: filedAs(0x10, crisisOf({ title: 'Much at once', summary: 'A long story. '.repeat(200) }), 'GREEN'),
    incidents: Array.from({ length: 60 }, (_one, n) =>
      filedAs(
        0x1000 + n,
        incidentOf(n + 1, {
          severity: n === 50 ? { scale: 'cg-2018', value: 'red', reason: 'Hospitals', by: by(1), at } : null,
        }),
        'GREEN',
      ),
    ),
    tasks: Array.from({ length: 60 }, (_one, n) =>
      filedAs(0x2000 + n, taskOf(`Task ${n} with a title of some length, so that it takes room`), 'GREEN'),
    ),
    decisions: Array.from({ length: 9 }, (_one, n) =>
      filedAs(0x3000 + n, decisionOf(n + 1, `Question ${n} that has to be decided`), 'GREEN'),
    ),
  })
  const brief = drafted(many, 'political-brief', 'GREEN')
  const words = (text: string) => text.trim().split(/\s+/).length
  test('has no more words than fit on its page', () => {
    const total =
      brief.sections.reduce((sum, section) => sum + words(section.heading), 0) +
      sentencesIn(brief).reduce((sum, { text }) => sum + words(text), 0)
    expect(total).toBeLessThanOrEqual(products.templates.get('political-brief')?.mostWords ?? 0)
    expect(total).toBeGreaterThan(200)
  })
  test('keeps what weighs most, and says what it left out', () => {
    expect(textOf(brief)).toMatch(/The worst severity that a person judged is red.*INC-2025-0051/)
    expect(textOf(brief)).toContain('To be decided, DEC-2025-0001')
    expect(brief.leftOut.length).toBeGreaterThan(0)
    expect(brief.leftOut.find(({ section }) => section === 'lead')).toMatchObject({ sentences: 1 })
    expect(textOf(brief, 'lead')).toContain('[…]')
  })
  test('of a small crisis leaves out nothing', () => {
    expect(drafted(knockedOver(), 'political-brief', 'GREEN').leftOut).toEqual([])
  })
})

test('a list that is longer than its section takes says how many are not in it', () => {
  const tasks = Array.from({ length: 45 }, (_one, n) => filedAs(0x2000 + n, taskOf(`Task ${n}`), 'GREEN'))
  const said = sentencesIn(drafted(withCrisis('GREEN', { tasks }), 'sitrep', 'GREEN'), 'measures')
  expect(said.length).toBe(41)
  expect(said.at(-1)).toMatchObject({
    text: 'There are 5 more measures, which are not listed here.',
    figure: { value: 5 },
  })
  expect(said.at(-1)?.sources.length).toBe(5)
})

test('headings and fixed words are in the language that was asked for', () => {
  const content = drafted(withCrisis('GREEN'), 'sitrep', 'GREEN', { language: 'de' })
  expect(content.sections.map(({ heading }) => heading)).toContain('Behauptet und bestritten')
  expect(textOf(content, 'measures')).toBe('Es ist keine Maßnahme verzeichnet.')
  expect(content.words.nextReport).toBe('Nächster Bericht fällig')
  expect(content.missing.map(({ what }) => what)).toContain('Maßnahmen')
})

test('a value of the record is put in once, and never read as a place', () => {
  const crisis = filedAs(0x10, crisisOf({ title: '{{node.name}} and {{marking}}' }), 'GREEN')
  expect(drafted(withCrisis('GREEN', { crisis }), 'sitrep', 'GREEN').title.text).toBe(
    '{{node.name}} and {{marking}}: Situation report',
  )
})

test('who decides a step is told as unverified where it is', () => {
  expect(textOf(drafted(knockedOver(), 'sitrep', 'GREEN'), 'ladder')).toContain(
    'Decides: The network under its internal procedures (who decides this is not verified).',
  )
})

test('a hybrid campaign is told across its domains, and its strands weigh in the impact', () => {
  const strand = {
    key: 'd1',
    domain: 'disinformation',
    title: 'Forged letters of a ministry',
    text: 'Spread by copies of news pages',
    status: 'ongoing' as const,
    severity: 'red' as const,
    startedAt: at,
    endedAt: null,
    sectors: ['energy'],
    countries: ['DE'],
    rests: [],
    addedBy: by(1),
    addedAt: at,
  }
  const crisis = filedAs(0x10, crisisOf({ kind: 'hybrid', strands: [strand] }), 'GREEN')
  const content = drafted(withCrisis('GREEN', { crisis }), 'sitrep', 'GREEN')
  expect(textOf(content, 'situation')).toContain(
    'Disinformation: Forged letters of a ministry. It goes on (since 10 March 2025, 12:00 UTC).',
  )
  expect(textOf(content, 'sectors')).toContain('Energy\n0 (and 1 in other domains)\nred (very large impact)')
})

test('the log tells acts of what may be told, and not that records were tied to others', () => {
  const entry = (n: number, kind: string, sentence: string) => ({
    id: idOf(0xb0 + n),
    record: 'assess.incident',
    subject: idOf(0x20),
    kind,
    marking: marked('GREEN'),
    actor: by(1),
    observedAt: at,
    recordedAt: at,
    sentence,
  })
  const entries = [
    entry(1, 'assess.incidentMoved', 'moved it from triaged to investigating'),
    entry(2, 'assess.incidentLinked', 'linked 3 observations'),
    entry(3, 'assess.incidentAssigned', 'assigned it to 2 persons'),
    { ...entry(4, 'assess.incidentMoved', 'moved it back'), actor: 'job:clock' },
  ]
  const names = {
    persons: { [person(1)]: { name: 'Anna Duty', country: null, marking: marked('GREEN') } },
    organisations: {},
  }
  const said = sentencesIn(drafted(withCrisis('GREEN', { entries, names }), 'technical-annex', 'GREEN'), 'log').map(
    ({ text }) => text,
  )
  expect(said).toEqual([
    'INC-2025-0001: Anna Duty: moved it from triaged to investigating.',
    'INC-2025-0001: Anna Duty: incident assigned.',
    'INC-2025-0001: the node: moved it back.',
  ])
})

test('a moment that there is not is said as it was written, and stops nothing', () => {
  const never = '2025-13-45T99:99:99Z'
  const times = { startedAt: never, endedAt: never, detectedAt: never, awarenessAt: null }
  const beat = {
    key: 'r1',
    what: 'Report',
    kind: 'report' as const,
    product: null,
    firstAt: never,
    everyMinutes: 60,
    owner: null,
    done: [],
    stoppedAt: null,
    stoppedBecause: null,
  }
  const file = withCrisis('GREEN', {
    crisis: filedAs(0x10, crisisOf({ rhythm: [beat] }), 'GREEN'),
    incidents: [filedAs(0x20, incidentOf(1, { times }), 'GREEN')],
    claims: [filedAs(0x50, claimOf('So it was', { saidAt: never }), 'GREEN')],
  })
  for (const id of products.templates.keys()) if (id !== 'public-statement') drafted(file, id, 'GREEN')
  expect(textOf(drafted(file, 'sitrep', 'GREEN'), 'situation')).toContain(`It lasted from ${never} to ${never}.`)
})
