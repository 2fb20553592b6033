// Names in texts: what is found, of which kind, with which mentions, and what the watch-list changes.
import { beforeAll, describe, expect, test } from 'vitest'
import { readDataset } from '#platform/dataset.ts'
import type { KnownName, NameFact, PlaceFact, TimeFact } from '../model.ts'
import { marked } from '../testdata/names.ts'
import { stories } from '../testdata/stories.ts'
import {
  compileKnown,
  compileNames,
  findNames,
  NamesCities,
  NamesData,
  type NamesIndex,
  NamesPeople,
  NamesWords,
} from './names.ts'
import { compilePlaces, findPlaces, PlacesData, type PlacesIndex } from './places.ts'
import { findTimes } from './times.ts'

let index: NamesIndex
let places: PlacesIndex
beforeAll(() => {
  index = compileNames(
    readDataset(NamesData, 'watch/names.json'),
    readDataset(NamesPeople, 'watch/names-people.json'),
    readDataset(NamesCities, 'watch/names-cities.json'),
    readDataset(NamesWords, 'watch/names-words.json'),
  )
  places = compilePlaces(readDataset(PlacesData, 'watch/places.json'))
})

function find(text: string, language = 'en', known: KnownName[] = []): NameFact[] {
  const around = {
    title: { text: '', span: null },
    places: findPlaces(text, language, places),
    times: findTimes(text, language, null),
    known: compileKnown(known),
  }
  return findNames(text, language, around, index)
}
const texts = (text: string, language = 'en') => find(text, language).map((name) => name.text)
const typed = (text: string, language = 'en') =>
  Object.fromEntries(find(text, language).map((name) => [name.text, name.type]))

const settled = (text: string, more: Partial<KnownName> = {}): KnownName => ({
  id: `id of ${text}`,
  text,
  aliases: [],
  type: 'organisation',
  rejected: false,
  by: 'watch-list',
  sectors: [],
  concerns: [],
  ...more,
})

describe('marked sentences', () => {
  const kinds: Record<string, string> = { P: 'person', O: 'organisation', L: 'place', D: 'product' }

  test.each(marked)('$text', ({ text: source, language }) => {
    const wanted: string[] = []
    let text = ''
    for (const part of source.split(/(\{[POLD]\|[^}]{1,80}\})/)) {
      const mark = /^\{([POLD])\|(.+)\}$/.exec(part)
      if (mark !== null) wanted.push(`${kinds[mark[1]!]} ${mark[2]} @${text.length}`)
      text += mark === null ? part : mark[2]
    }
    const found = find(text, language).flatMap(({ type, mentions }) =>
      mentions.map(({ start, end }) => `${type} ${text.slice(start, end)} @${start}`),
    )
    expect(found.sort()).toEqual(wanted.sort())
  })
})

describe('one name for all its mentions', () => {
  test('a family name alone belongs to the full name, which is the text of the fact', () => {
    const text = 'Musk spoke on Monday. The owner, Elon Musk, gave no proof. Later Musk left.'
    const [name, ...others] = find(text)
    expect(others).toEqual([])
    expect(name).toMatchObject({ text: 'Elon Musk', type: 'person' })
    expect(text.slice(name!.span.start, name!.span.end)).toBe('Elon Musk')
    expect(name!.mentions.map(({ start }) => start)).toEqual([0, 33, 65])
  })

  test('an abbreviation in brackets is a mention of what it stands for', () => {
    const [name, ...others] = find(
      'The Example Safety Agency (EXSA) was founded last year. EXSA has ten members of staff.',
    )
    expect(others).toEqual([])
    expect(name).toMatchObject({ text: 'Example Safety Agency', type: 'organisation' })
    expect(name!.mentions).toHaveLength(3)
  })

  test('the first word of a company stands for it, with or without a possessive', () => {
    const [name, ...others] = find(
      "Smiths Group told the market of a breach. Smiths' shares fell, and Smiths gave no details.",
    )
    expect(others).toEqual([])
    expect(name).toMatchObject({ text: 'Smiths Group', type: 'organisation' })
    expect(name!.mentions).toHaveLength(3)
  })

  test('two people of one family name are two names, and the short form is the one named last', () => {
    const [first, second] = find('Jeff Bezos met Mark Bezos. Bezos smiled.')
    expect(first).toMatchObject({ text: 'Jeff Bezos' })
    expect(second).toMatchObject({ text: 'Mark Bezos' })
    expect(second!.mentions).toHaveLength(2)
  })
})

describe('what is no name', () => {
  test('ordinary words at the beginning of a sentence are none', () => {
    expect(
      texts('Officers arrived. Farmers protested. Beekeepers watched. However, nothing happened. Reading is fun.'),
    ).toEqual([])
  })

  test('days, months, nationalities and titles are cut off or left out', () => {
    expect(texts('On Monday in March, Russian and German officials met President Emmanuel Macron.')).toEqual([
      'Emmanuel Macron',
    ])
  })

  test('a headline in title case names only what the text or the lists know', () => {
    const text =
      'Massive Data Breach Hits Smiths Group After Long Weekend\n\nThe company Smiths Group said that data had been taken.'
    expect(texts(text)).toEqual(['Smiths Group'])
    expect(find(text)[0]!.mentions).toHaveLength(2)
  })

  test('a headline in capitals gives no shouted words, but names of the text are mentions', () => {
    const text = 'HACKERS STRIKE WORKDAY IN GERMANY\n\nHackers broke into Workday, the company said in Germany.'
    expect(texts(text)).toEqual(['Workday', 'Germany'])
    expect(find(text).map(({ mentions }) => mentions.length)).toEqual([2, 2])
  })

  test('German nouns are none, however many capitals there are', () => {
    expect(
      texts(
        'Die Angreifer verschlüsselten am Montag die Server der Klinik. Patienten mussten in andere Häuser verlegt werden.',
        'de',
      ),
    ).toEqual([])
  })

  test('abbreviations of technology and of trade are none', () => {
    expect(
      texts(
        'The DDoS attack on the VPN began at 09:45 UTC; the CEO and the CISO blamed AI. GDP fell, and the IT team used DNS and IP filters.',
      ),
    ).toEqual([])
  })

  test('the letter X is a name where the text speaks of the platform, and no other letter is', () => {
    expect(
      typed('The platform went down on Monday. Users of X complained. Plan B was not used, nor vitamin C.'),
    ).toEqual({ X: 'organisation' })
    expect(texts('Solve for X, where X is larger than two.')).toEqual([])
  })
})

describe('the kind of a name', () => {
  test('a name that nothing speaks for has no kind, and says so', () => {
    const [name] = find('Everybody talked about Zorbl.')
    expect(name).toMatchObject({ text: 'Zorbl', type: null, by: 'rules', known: null })
    expect(name!.why).toContain('nothing says of what kind')
  })

  test('what stands beside a name tells its kind', () => {
    expect(typed('The start-up Zorbl is new.')).toEqual({ Zorbl: 'organisation' })
    expect(typed('They live near Zorbl, a village of ten houses.')).toEqual({ Zorbl: 'place' })
    expect(typed('The malware Zorbl spreads by e-mail.')).toEqual({ Zorbl: 'product' })
    expect(typed('Spokesman Zorbl Quandt, 54, resigned.')).toEqual({ 'Zorbl Quandt': 'person' })
  })

  test('a project is no body, whatever it is called after', () => {
    const [name] = find('The Wolf Run project near Jacksonville has 140 megawatts.')
    expect(name).toMatchObject({ text: 'Wolf Run', type: 'place' })
    expect(find('The Wolf Run project is late.')[0]!.type).not.toBe('organisation')
  })

  test('operations and exercises are names of none of the four kinds', () => {
    expect(typed('Exercise Eager Zorbl began, and Operation Zorbl Dawn ended.')).toEqual({
      'Exercise Eager Zorbl': null,
      'Operation Zorbl Dawn': null,
    })
  })

  test('the ransomware is a product, and its gang is an organisation', () => {
    expect(typed('The Zorbl ransomware spreads.')).toEqual({ Zorbl: 'product' })
    expect(typed('The Zorbl ransomware gang boasts.')).toEqual({ Zorbl: 'organisation' })
  })

  test('a state and the body of it are two names, and the ruler is no short form of his regime', () => {
    const found = find('The UK government spoke in the UK. The Assad regime fell, and Assad fled.')
    expect(found.map(({ text }) => text)).toEqual(['UK government', 'UK', 'Assad regime', 'Assad'])
  })

  test('figures that count money or distance are no versions', () => {
    expect(find('Everybody gave Zorbl 3.5 million.')[0]!.type).toBeNull()
    expect(find('Everybody likes Zorbl 3.5 now.')[0]!.type).toBe('product')
  })

  test('neighbours in a list lend their kind', () => {
    expect(typed('The group has offices in Vienna, Zorbl and Prague.')).toEqual({
      Vienna: 'place',
      Zorbl: 'place',
      Prague: 'place',
    })
  })

  test('a list of countries is one name each', () => {
    expect(texts('The traffic came from Brazil, Vietnam and the US.')).toEqual(['Brazil', 'Vietnam', 'US'])
  })
})

describe('what persons settled', () => {
  test('an entry of the watch-list gives its kind and its id, also to an alias and in small letters', () => {
    const known = [settled('Zorbl Works', { aliases: ['zorblworks', 'Zorbl'], type: 'product' })]
    const [name, ...others] = find(
      'Everybody uses Zorbl. The makers of zorblworks are proud of Zorbl Works.',
      'en',
      known,
    )
    expect(others).toEqual([])
    expect(name).toMatchObject({ text: 'Zorbl Works', type: 'product', by: 'watch-list', known: 'id of Zorbl Works' })
    expect(name!.mentions).toHaveLength(3)
  })

  test('a rejected name is never shown, and a longer name that holds it is', () => {
    const known = [settled('Zorbl', { rejected: true })]
    expect(find('Everybody talked about Zorbl.', 'en', known)).toEqual([])
    expect(find('Everybody talked about Zorbl Holdings.', 'en', known).map(({ text }) => text)).toEqual([
      'Zorbl Holdings',
    ])
  })

  test('the register gives the id and the kind, and the watch-list comes before it', () => {
    const register = settled('Example Water', { by: 'register', id: 'r1' })
    expect(find('Pumps of Example Water stopped.', 'en', [register])[0]).toMatchObject({
      by: 'register',
      known: 'r1',
      type: 'organisation',
    })
    const mine = settled('Example Water', { id: 'w1', type: 'place' })
    expect(find('Pumps of Example Water stopped.', 'en', [register, mine])[0]).toMatchObject({
      by: 'watch-list',
      known: 'w1',
      type: 'place',
    })
  })

  test('case counts, and typographic quotes do not', () => {
    const known = [settled('Shell', { id: 's' }), settled("Moody's Example", { id: 'm' })]
    expect(find('They found a shell on the beach.', 'en', known)).toEqual([])
    expect(find('A note by Moody\u2019s Example came out.', 'en', known)[0]).toMatchObject({ known: 'm' })
  })

  test('thousands of known names that begin alike cost no more than their lengths', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => settled(`Stadtwerke Ort${i}`, { id: `${i}`, by: 'register' }))
    const [name] = find('Bei Stadtwerke Ort4711 fielen Systeme aus.', 'de', many)
    expect(name).toMatchObject({ text: 'Stadtwerke Ort4711', known: '4711' })
  })
})

test('every span of every name of the stories is the text of the name or a mention of it, and every name says why', () => {
  for (const { title, body } of stories) {
    const text = `${title}\n\n${body.join('\n')}`
    for (const name of find(text)) {
      expect(text.slice(name.span.start, name.span.end)).toBe(name.text)
      expect(name.mentions).toContainEqual(name.span)
      expect(name.why).not.toBe('')
      for (const { start, end } of name.mentions) expect(text.slice(start, end)).toMatch(/^[\p{L}\p{N}]/u)
    }
  }
})

test('the main names of the stories are found with their kinds', () => {
  const all = (story: number) =>
    typed(
      stories
        .filter((one) => one.story === story)
        .flatMap(({ title, body }) => [title, '', ...body])
        .join('\n'),
    )
  expect(all(1)).toMatchObject({
    'Elon Musk': 'person',
    X: 'organisation',
    Downdetector: 'organisation',
    Ukraine: 'place',
    'Fox Business': 'organisation',
  })
  expect(all(3)).toMatchObject({
    'EU-CyCLONe': 'organisation',
    DNS4EU: 'product',
    ENISA: 'organisation',
    NATO: 'organisation',
  })
  expect(all(9)).toMatchObject({
    FBI: 'organisation',
    Europol: 'organisation',
    StarkRDP: 'organisation',
    Telegram: 'product',
  })
})

test.each([
  'Abc ',
  'Abc Def, ',
  'A',
  'New ',
  'European Union (EU) ',
  'Abc and Def of ',
  'U.S.',
  "l'A-b",
  'Prime Minister ',
  'Secretary of State for ',
  'Iraqi special operations ',
  'US-led ',
  'flaw in X ',
  'Zorbl is a ',
  'from Abc to ',
  '(',
  '"X" ',
])(
  'hostile text of "%s": four times the text costs at most about four times the work',
  (unit) => {
    const none = {
      title: { text: '', span: null },
      places: [] as PlaceFact[],
      times: [] as TimeFact[],
      known: compileKnown([]),
    }
    const cost = (chars: number): number => {
      const text = unit.repeat(Math.ceil(chars / unit.length))
      const started = process.cpuUsage()
      findNames(text, 'en', none, index)
      const { user, system } = process.cpuUsage(started)
      return (user + system) / 1000
    }
    cost(5_000)
    const best = (chars: number) => Math.min(cost(chars), cost(chars))
    expect((best(80_000) + 30) / (best(20_000) + 30)).toBeLessThan(9)
  },
  60_000,
)
