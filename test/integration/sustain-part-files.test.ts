// Parts from files and to files: tables, our own JSON, bills of materials; the same again changes nothing, and hostile files end.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { addPart, changePart, exportParts, getPart, importParts, listParts, showMap } from '#sustain/api/parts.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let other: Client

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const { id } = await admin.get(registerOrganisation, {
    name: 'Bank',
    kind: 'operator',
    country: 'DK',
    sectors: ['banking'],
  })
  other = await node.signedIn({ roles: ['analyst'], organisation: id })
  for (const exercise of ['spring', 'summer']) await admin.get(enterRealm, { person: analyst.person, exercise })
  await vi.waitFor(() => analyst.get(listParts, {}, { realm: 'exercise:summer' }), 20_000)
}, 120_000)
afterAll(() => node.stop())

const bytes = (text: string) => new TextEncoder().encode(text)
const taking = (text: string, input: object = {}, realm = 'live', who = analyst) =>
  who.call(importParts, { name: 'parts.csv', ...input }, { upload: bytes(text), realm })
async function taken(text: string, input: object = {}, realm = 'live') {
  const answer = await taking(text, input, realm)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
  return answer.value
}
async function named(name: string, realm = 'live') {
  const { parts } = await analyst.get(listParts, { text: name }, { realm })
  const found = parts.find(({ state }) => state.name === name)
  if (!found) throw new Error(`No part is called ${name}`)
  return found
}

const table = `key;name;kind;layer;behind;country;users;need;need_layer;least;holds;holds_most;option;share;switching;agreed_until
portal;"Tax portal; the new one";service;service;Ministry;EL;4 000 000;Way out;connectivity;1;0,5;60;fibre;0,5;;
portal;;;;;;;Way out;;;;;dish;;30;2030-12-31
portal;;;;;;;Power;energy;;;;grid;;;
fibre;Fibre;provider;connectivity;Net Ltd;BE;;;;;;;;;;
dish;Dish;provider;satellite;Orbit Ltd;US;;Ground station;site;;;;grid;;;
grid;Grid;provider;energy;;;;;;;;;;;;`

describe('a table', () => {
  test('with a line for each option becomes parts, needs and options; quotes, BOM and CRLF do not matter', async () => {
    const windows = `\ufeff${table.replaceAll('\n', '\r\n')}\r\n`
    expect(await taken(windows)).toMatchObject({ added: 4, changed: 0, same: 0, needs: 3, leftOut: [] })
    const { state } = await named('Tax portal; the new one')
    expect(state).toMatchObject({ country: 'GR', users: 4_000_000, behind: { name: 'Ministry' }, aliases: ['portal'] })
    expect(state.needs.map(({ name, least, holds, of }) => [name, least, holds, of.length])).toEqual([
      ['Way out', 1, { likely: 0.5, most: 60 }, 2],
      ['Power', 1, { likely: 0 }, 1],
    ])
    expect(state.needs[0]?.of).toMatchObject([
      { share: 0.5, switching: null },
      { switching: { likely: 30 }, agreedUntil: '2030-12-31' },
    ])
    expect(state.evidence).toMatchObject([{ kind: 'imported', what: 'File parts.csv' }])
  })

  test('taken a second time changes nothing; a changed cell changes that part alone', async () => {
    expect(await taken(table)).toMatchObject({ added: 0, changed: 0, same: 4 })
    const before = await named('Fibre')
    const again = await taken(table.replace('Net Ltd;BE', 'Net Ltd;LU'))
    expect(again).toMatchObject({ added: 0, changed: 1, same: 3, parts: [before.id] })
    const after = await named('Fibre')
    expect(after).toMatchObject({ version: 2, state: { country: 'LU', name: 'Fibre' } })
  })

  test('tried only, it says what would happen, and nothing happens', async () => {
    const { total } = await analyst.get(listParts, {})
    const tried = await taken('name,kind,layer\nNew one,provider,cloud\nNew two,provider,cloud', { tryOnly: true })
    expect(tried).toMatchObject({ added: 2, changed: 0 })
    expect((await analyst.get(listParts, {})).total).toBe(total)
  })

  test('says line by line what was left out, and takes the rest', async () => {
    const faulty = `key,name,kind,layer,users,need,least,option,colour
a,A,provider,cloud,many,,,,red
b,B,provider,nonsense,,,,,
c,C,provider,cloud,,Host,2,d,
d,D,provider,cloud,,Host,1,nowhere,
e,E,provider,cloud,,Host,1,e,
f,,,,,,,,
g,G,provider,cloud,5,,,,
g,,,,6,,,,`
    const answer = await taken(faulty)
    expect(answer).toMatchObject({ added: 4, leftOutTotal: 8 })
    const said = answer.leftOut.map(({ at, why }) => `${at}: ${why}`).join('\n')
    for (const part of [
      'line 1: The column "colour" is not known.',
      'line 2: users is "many", which is no number.',
      'line 3: /layer',
      'line 4, need "Host": "Host" asks for at least 2 of only 1 options.',
      'line 5, need "Host": No part is known as "nowhere".',
      'line 6, need "Host": It names the part itself as an option.',
      'line 7: "f" is not on the map yet, and a new part needs name, kind and layer.',
      'line 9: users is "6" here and "5" on line 8; the first counts.',
    ])
      expect(said).toContain(part)
  })

  test('a need of some of several says its least on a line of its own or with its first option, and comes back the same', async () => {
    const head = 'key,name,kind,layer,need,need_layer,least,holds,option,share'
    const centres = ['hx', 'hy', 'hz'].map((key) => `${key},Centre ${key},provider,cloud,,,,,,`)
    const options = (key: string) => ['hx', 'hy', 'hz'].map((centre) => `${key},,,,Hosting,,,,${centre},0.5`)
    const [first, ...rest] = options('h2')
    const lines = [
      'h1,Own line,service,service,Hosting,cloud,2,30,,',
      ...options('h1'),
      first?.replace(',,,,Hosting,,,', ',First line,service,service,Hosting,cloud,2,30') ?? '',
      ...rest,
    ]
    const answer = await taken([head, ...lines, ...centres].join('\n'))
    expect(answer).toMatchObject({ added: 5, needs: 2, leftOut: [] })
    for (const name of ['Own line', 'First line']) {
      const [hosting] = (await named(name)).state.needs
      expect(hosting).toMatchObject({ name: 'Hosting', least: 2, holds: { likely: 30 } })
      expect(hosting?.of.map(({ share }) => share)).toEqual([0.5, 0.5, 0.5])
    }
    const file = String(await analyst.get(exportParts, { form: 'csv' }))
    expect(await taken(file)).toMatchObject({ added: 0, changed: 0, leftOut: [] })
  })

  test('no cell of a need is lost without a word', async () => {
    const faulty = `key,name,kind,layer,need,least,option,share,need
i0,#Zero,provider,cloud,,,,,
i1,One,service,service,Hosting,2,,,
i2,Two,service,service,Hosting,,,0.5,
i3,Three,service,service,,2,,,
i4,Four,service,service,,,,0.5,
i5,Five,service,service,Hosting,1,i0,0,5,
i6,Six,service,service,Hosting,1,i0,,`
    const answer = await taken(faulty)
    expect(answer.leftOut).toEqual([
      { at: 'line 1', why: 'The column "need" stands there twice; the first counts.' },
      { at: 'line 4', why: 'It says share, but names no option.' },
      { at: 'line 5', why: 'It says least, but names no need.' },
      { at: 'line 6', why: 'It says share, but names no need.' },
      { at: 'line 7', why: expect.stringContaining('10 cells, and the first line only 9') },
      { at: 'line 3', why: 'The need "Hosting" names no option.' },
      { at: 'line 4', why: 'The need "Hosting" names no option.' },
    ])
    expect(answer).toMatchObject({ added: 6, needs: 1 })
  })

  test('a part of another organisation may be named, but not changed', async () => {
    const open = {
      name: 'Shared cloud',
      kind: 'provider',
      layer: 'cloud',
      aliases: ['shared-cloud'],
      marking: { tlp: 'GREEN' },
    } as const
    await analyst.get(addPart, { ...open, aliases: [...open.aliases] })
    const answer = await taking(
      'key,name,kind,layer,need,option\nshared-cloud,Taken over,,,,\nmine,Mine,service,service,Host,shared-cloud',
      {},
      'live',
      other,
    )
    expect(answer).toMatchObject({ ok: true, value: { added: 1, changed: 0, needs: 1, leftOutTotal: 1 } })
    expect((await named('Shared cloud')).version).toBe(1)
  })
})

describe('out and in again', () => {
  const shape = async (realm: string) => {
    const { parts } = await analyst.get(listParts, { limit: 1000 }, { realm })
    const names = new Map(parts.map(({ id, state }) => [id, state.name]))
    return parts
      .map(({ state: { aliases: _a, evidence: _e, needs, ...state } }) => ({
        ...state,
        needs: needs.map((need) => ({
          ...need,
          of: need.of.map((option) => ({ ...option, part: names.get(option.part) })),
        })),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  test.each([
    ['json', 'exercise:spring'],
    ['csv', 'exercise:summer'],
  ] as const)('%s into an empty map gives the same graph, cycles included', async (form, realm) => {
    const grid = await named('Grid')
    const portal = await named('Tax portal; the new one')
    if (grid.state.needs.length === 0) {
      const needs = [
        {
          name: 'Billing',
          layer: 'service' as const,
          least: 1,
          of: [{ part: portal.id, switching: null }],
          holds: { likely: 9, least: 1, most: 10 },
          weight: 0.25,
        },
      ]
      await analyst.get(changePart, { id: grid.id, version: grid.version, needs, note: '=SUM(A1)', active: false })
    }
    const file = (await analyst.get(exportParts, { form })) as unknown as Buffer
    const { total } = await analyst.get(listParts, {})
    expect(await taken(String(file), { name: `x.${form}` }, realm)).toMatchObject({ added: total, leftOut: [] })
    expect(await shape(realm)).toEqual(await shape('live'))
    expect(await taken(String(file), { name: `x.${form}` }, realm)).toMatchObject({ added: 0, changed: 0, same: total })
    expect(await taken(String(file), { name: `x.${form}` })).toMatchObject({ added: 0, changed: 0, same: total })
  })

  test('a file shows whoever asks only what they may read', async () => {
    const file = String(await other.get(exportParts, { form: 'json' }))
    expect(
      JSON.parse(file)
        .parts.map(({ name }: { name: string }) => name)
        .sort(),
    ).toEqual(['Mine', 'Shared cloud'])
  })
})

const bom = (given: object) => JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, ...given })
const library = (name: string, more: object = {}) => ({
  ...{ type: 'library', name, version: '1.0', 'bom-ref': name, purl: `pkg:npm/${name}@1.0` },
  ...more,
})

describe('a bill of materials', () => {
  const whole = bom({
    metadata: { component: { type: 'application', name: 'portal-app', 'bom-ref': 'main', version: '3' } },
    components: [
      library('left', { supplier: { name: 'Left GmbH' }, hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }] }),
      library('right', { components: [library('inner')] }),
      library('ring'),
    ],
    services: [{ 'bom-ref': 'svc', name: 'Payments', provider: { name: 'Pay Ltd' } }],
    dependencies: [
      { ref: 'main', dependsOn: ['left', 'right', 'svc'] },
      { ref: 'left', dependsOn: ['ring', 'gone'] },
      { ref: 'ring', dependsOn: ['left', 'ring'] },
    ],
  })

  test('becomes components with suppliers, nested ones and services; rings are taken, what is not there is said', async () => {
    const answer = await taken(whole, { name: 'bom.json' })
    expect(answer).toMatchObject({ added: 6, changed: 0, leftOutTotal: 2 })
    expect(answer.leftOut.map(({ why }) => why).sort()).toEqual([
      'No component has the bom-ref gone.',
      'ring depends on itself.',
    ])
    const main = await named('portal-app 3')
    expect(main.state.needs.map(({ name, least, of }) => [name, least, of.length])).toEqual([
      ['Built of', 2, 2],
      ['Calls', 1, 1],
    ])
    const left = await named('left 1.0')
    expect(left.state).toMatchObject({ behind: { name: 'Left GmbH' }, layer: 'software', kind: 'component' })
    expect(left.state.aliases).toEqual(['pkg:npm/left@1.0', `sha-256:${'ab'.repeat(32)}`])
    const { edges } = await analyst.get(showMap, { around: left.id, steps: 1 })
    expect(edges).toHaveLength(3)
    expect(await taken(whole, { name: 'bom.json' })).toMatchObject({ added: 0, changed: 0, same: 6 })
  })

  test('keeps what people said of its needs, and needs that are not its own', async () => {
    const main = await named('portal-app 3')
    const grid = await named('Fibre')
    const [built, calls] = main.state.needs
    if (!built || !calls) throw new Error('No needs')
    const host = {
      name: 'Host',
      layer: 'cloud' as const,
      least: 1,
      of: [{ part: grid.id, switching: null }],
      holds: { likely: 1 },
      weight: 1,
    }
    await analyst.get(changePart, {
      id: main.id,
      version: main.version,
      needs: [{ ...built, holds: { likely: 10_000 } }, calls, host],
    })
    expect(await taken(whole, { name: 'bom.json' })).toMatchObject({ changed: 0, same: 6 })
    const less = whole.replace('"left","right","svc"', '"left","svc"')
    expect(await taken(less, { name: 'bom.json' })).toMatchObject({ changed: 1 })
    const after = (await named('portal-app 3')).state.needs
    expect(after.map(({ name, least, holds }) => [name, least, holds.likely])).toEqual([
      ['Built of', 1, 10_000],
      ['Calls', 1, 0],
      ['Host', 1, 1],
    ])
  })

  test('of a part of the map says what that part is built of', async () => {
    const fibre = await named('Fibre')
    const small = bom({ metadata: { component: library('x') }, components: [library('left')] })
    expect(await taken(small, { name: 'b.json', of: fibre.id })).toMatchObject({ added: 0, changed: 1, same: 1 })
    const { part, names } = await analyst.get(getPart, { id: fibre.id })
    expect(part.state.name).toBe('Fibre')
    expect(Object.values(names)).toEqual(['left 1.0'])
  })

  test.each(['1.4', '1.5'])('of version %s is read, of 1.3 it is refused', async (specVersion) => {
    expect(await taken(bom({ specVersion, components: [library('left')] }))).toMatchObject({ same: 1 })
    expect(await taking(bom({ specVersion: '1.3' }))).toMatchObject({ status: 422, problem: { refusal: 'bad-file' } })
  })
})

describe('a file of several parcels', () => {
  test('with a ring through all of them is one graph, names no part twice, and changes nothing the second time', async () => {
    const size = 450
    const lines = Array.from(
      { length: size },
      (_, at) => `r${at},Ring ${at},component,software,Next,r${(at + 1) % size}`,
    )
    const text = `key,name,kind,layer,need,option\n${lines.join('\n')}`
    expect(await taken(text)).toMatchObject({ added: size, needs: size, leftOut: [] })
    expect(await taken(text)).toMatchObject({ added: 0, changed: 0, same: size })
    const kept = await sql<{ count: number }>`select count(*)::int as count from sustain.promised_ids`.execute(
      node.node.journal.sql,
    )
    expect(kept.rows[0]?.count).toBe(0)
    const { part } = await analyst.get(getPart, { id: (await named('Ring 449')).id })
    expect(part.state.needs[0]?.of[0]?.part).toBe((await named('Ring 0')).id)
  }, 60_000)

  test.each([3, 450])(
    'of %i lines that two take in at the same time adds each part once',
    async (size) => {
      const lines = Array.from({ length: size }, (_, at) => `t${size}-${at},Twice ${size} ${at},component,software`)
      const text = `key,name,kind,layer\n${lines.join('\n')}`
      const answers = await Promise.all([taking(text), taking(text), taking(text)])
      const added = answers.map((answer) => (answer.ok ? answer.value.added : 0))
      expect(answers.some(({ ok }) => ok)).toBe(true)
      const { total } = await analyst.get(listParts, { text: `Twice ${size} ` })
      expect([total, added.reduce((sum, one) => sum + one, 0)]).toEqual([size, size])
    },
    60_000,
  )

  test('that was stopped goes on with the ids that were promised', async () => {
    const id = '01980f3c-8a00-7000-8000-0000000000aa'
    await sql`insert into sustain.promised_ids (realm, owner, key, id) values ('live', ${analyst.organisation}::uuid, 's7', ${id}::uuid)`.execute(
      node.node.journal.sql,
    )
    const lines = Array.from({ length: 300 }, (_, at) => `s${at},Stopped ${at},component,software`)
    expect(await taken(`key,name,kind,layer\n${lines.join('\n')}`)).toMatchObject({ added: 300 })
    expect((await named('Stopped 7')).id).toBe(id)
  }, 60_000)
})

describe('hostile files', () => {
  const part = { id: 'x', name: 'X', kind: 'provider', layer: 'cloud' }
  const ours = (parts: unknown[]) => JSON.stringify({ form: 'tocsin-parts', version: 1, parts })

  test.each([
    ['nothing', ''],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0xfd]).toString('latin1')],
    ['a quote that never closes', 'name,kind,layer\n"A,provider,cloud'],
    ['half a document', '{"form":"tocsin-parts","version":1,"parts":['],
    ['another document', '{"hello":1}'],
    ['a deep nest', `{"form":"tocsin-parts","version":1,"parts":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['a table without names', 'kind,layer\nprovider,cloud'],
    ['a bill without a form', '{"bomFormat":"x"}'],
  ])('%s is refused as a bad file', async (_, text) => {
    expect(await taking(text)).toMatchObject({ status: 422, problem: { refusal: 'bad-file' } })
  })

  test('a million empty objects are counted before they are made', async () => {
    const began = performance.now()
    const answer = await taking(`{"form":"tocsin-parts","version":1,"parts":[${'{},'.repeat(8_100_000)}{}]}`)
    expect(answer).toMatchObject({ status: 422, problem: { refusal: 'bad-file' } })
    expect(performance.now() - began).toBeLessThan(15_000)
  }, 60_000)

  test('more parts than may be are refused whole', async () => {
    const lines = Array.from({ length: 100_001 }, (_, at) => `P${at},provider,cloud`)
    const answer = await taking(`name,kind,layer\n${lines.join('\n')}`)
    expect(answer).toMatchObject({ status: 422, problem: { refusal: 'graph-too-large' } })
  }, 60_000)

  test('a part with a NUL, half a character, an unknown field or a prototype is left out; its neighbour is taken', async () => {
    const text = ours([
      { ...part, id: 'nul', note: 'a\u0000b' },
      { ...part, id: 'half', note: '\ud800' },
      { ...part, id: 'more', colour: 'red' },
      { ...part, id: 'long', name: 'x'.repeat(10_000) },
      { ...part, id: '__proto__', name: 'Prototype' },
      { ...part, id: 'sound', name: 'Sound' },
    ]).replace('"id":"more"', '"id":"more","__proto__":{"name":"y"}')
    expect(await taken(text, { name: 'h.json' })).toMatchObject({ added: 2, leftOutTotal: 4 })
    expect((await named('Sound')).state.aliases).toEqual(['sound'])
  })

  test('a bill whose components hold each other a thousand deep ends', async () => {
    let inner: object = library('deepest')
    for (let at = 0; at < 40; at++) inner = library(`deep${at}`, { components: [inner] })
    expect((await taken(bom({ components: [inner] }))).added).toBe(41)
    for (let at = 0; at < 1000; at++) inner = { components: [inner] }
    expect(await taking(bom({ components: [inner] }))).toMatchObject({ problem: { refusal: 'bad-file' } })
  })

  test('a red file asks how to be marked', async () => {
    const red = JSON.stringify({ form: 'tocsin-parts', version: 1, tlp: 'RED', parts: [part] })
    expect(await taking(red)).toMatchObject({ problem: { refusal: 'marking-needs-reason' } })
  })
})
