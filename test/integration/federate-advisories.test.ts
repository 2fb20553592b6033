// Advisories and playbooks over HTTP: taken in, followed with proof, compared with what is used, written, approved, published.
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#federate/api/advisories.ts'
import { markingObject, tlpMarkings } from '#federate/rules/playbooks/markings.ts'
import { type Plan, playbookOf } from '#federate/rules/playbooks/playbook-of.ts'
import * as openpgp from '../../src/federate/actions/advisories/openpgp.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let admin: Client
let anna: Client
let ben: Client
let provider: Server
let host: string
/** What the provider answers, by path. */
const shelf = new Map<string, { body: string | Uint8Array; status?: number; location?: string }>()
let theirKey: openpgp.Keys
let otherKey: openpgp.Keys

beforeAll(async () => {
  provider = createServer((request, response) => {
    const there = shelf.get(request.url ?? '')
    if (!there) response.writeHead(404).end()
    else response.writeHead(there.status ?? 200, there.location ? { location: there.location } : {}).end(there.body)
  })
  await new Promise<void>((resolve) => provider.listen(0, '0.0.0.0', resolve))
  host = `127.0.0.1:${(provider.address() as AddressInfo).port}`
  const env = { TOCSIN_FETCH_ALLOW: '127.0.0.1,127.0.0.2', TOCSIN_SECURITY_CONTACT: 'security@csirt.example' }
  node = await startTestNode({ env })
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst'] })
  ben = await node.signedIn({ roles: ['duty-officer'] })
  const now = new Date(Date.now() - 3_600_000)
  theirKey = await openpgp.makeKey('Example Company', now)
  otherKey = await openpgp.makeKey('Somebody else', now)
})
afterAll(async () => {
  await node?.stop()
  provider.closeAllConnections()
  await new Promise((resolve) => provider.close(resolve))
})

interface Written {
  id?: string
  version?: string
  namespace?: string
  tlp?: string
  status?: string
  note?: string
  affected?: string
}
const namespace = 'https://example.org'
const began = Date.now()
const at = (days: number) => new Date(began - days * 86_400_000).toISOString()

/** A whole security advisory of CSAF 2.0. */
function csaf({
  id = 'EX-2026-1',
  version = '1',
  namespace: by = namespace,
  tlp = 'WHITE',
  status = 'final',
  note = 'A hole.',
  affected = '4.1',
}: Written = {}): string {
  const number = Number(version)
  const history = Array.from({ length: number }, (_, index) => ({
    date: at(20 - index),
    number: `${index + 1}`,
    summary: 'Words',
  }))
  return JSON.stringify({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      distribution: { tlp: { label: tlp } },
      lang: 'en',
      notes: [{ category: 'summary', text: note, title: 'Summary' }],
      publisher: { category: 'vendor', name: 'Example Company', namespace: by },
      references: [{ category: 'self', summary: 'This', url: `https://example.org/${id.toLowerCase()}.json` }],
      title: `Holes in the web server (${id})`,
      tracking: {
        current_release_date: history.at(-1)?.date,
        id,
        initial_release_date: history[0]?.date,
        revision_history: history,
        status,
        version,
      },
    },
    product_tree: {
      branches: [
        {
          branches: [
            {
              branches: [
                {
                  category: 'product_version',
                  name: affected,
                  product: { name: `Example Company Web Server ${affected}`, product_id: 'P1' },
                },
                {
                  category: 'product_version',
                  name: '4.2',
                  product: { name: 'Example Company Web Server 4.2', product_id: 'P2' },
                },
              ],
              category: 'product_name',
              name: 'Web Server',
            },
          ],
          category: 'vendor',
          name: 'Example Company',
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-1000',
        notes: [{ category: 'description', text: 'Somebody can take it over.' }],
        product_status: { fixed: ['P2'], known_affected: ['P1'] },
        remediations: [{ category: 'vendor_fix', details: 'Update to 4.2.', product_ids: ['P1'] }],
        scores: [
          {
            cvss_v3: {
              baseScore: 9.8,
              baseSeverity: 'CRITICAL',
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              version: '3.1',
            },
            products: ['P1'],
          },
        ],
        title: 'Take-over',
      },
    ],
  })
}

const bytes = (text: string) => new TextEncoder().encode(text)
const take = (text: string, who = anna) => who.call(api.importAdvisory, {}, { upload: bytes(text) })
const check = (text: string) => anna.call(api.checkAdvisory, {}, { upload: bytes(text) })
const refusalOf = (answer: Awaited<ReturnType<Client['call']>>) => (answer.ok ? 'ok' : answer.problem.refusal)

describe('a document of others', () => {
  test('is tested by the schema and all mandatory tests, and each finding names its place', async () => {
    const good = await check(csaf())
    expect(good.ok && good.value.check).toMatchObject({ valid: true, csafVersion: '2.0', errors: 0 })
    expect(good.ok && good.value.check.ran).toBeGreaterThan(65)
    expect(good.ok && good.value.check.notRun.map(({ test: name }) => name)).toEqual(['6.3.6', '6.3.7', '6.3.8'])
    const twice = JSON.parse(csaf())
    twice.vulnerabilities.push(twice.vulnerabilities[0])
    const bad = await check(JSON.stringify(twice))
    expect(bad.ok && bad.value.check).toMatchObject({ valid: false, schemaValid: true })
    expect(bad.ok && bad.value.check.findings.map((one) => one.test)).toContain('6.1.23')
  })

  test('is refused where it is a bomb, no CSAF, or not as the schema asks', async () => {
    expect(refusalOf(await check('['.repeat(200_000)))).toBe('too-deep')
    expect(refusalOf(await check(`[${'0,'.repeat(1_600_000)}0]`))).toBe('too-large')
    expect(refusalOf(await check('{"document":{"csaf_version":"1.2"}}'))).toBe('not-csaf')
    expect(refusalOf(await check('<csaf/>'))).toBe('not-json')
    expect(refusalOf(await check(csaf().replace('"document"', '"__proto__":{"a":1},"document"')))).toBe('harmful')
    expect(refusalOf(await check(csaf().replace('"lang":"en"', '"lang":"en","lang":"de"')))).toBe('harmful')
    expect(
      refusalOf(
        await take(
          csaf().replace(
            '"category":"vendor","name":"Example Company","namespace"',
            '"name":"Example Company","namespace"',
          ),
        ),
      ),
    ).toBe('not-valid')
  })

  test('is taken in once, revised by a newer version, and never by an older one', async () => {
    const first = await take(csaf({ id: 'EX-2026-7' }))
    expect(first.ok && first.value.outcome).toBe('taken')
    const again = await take(csaf({ id: 'EX-2026-7' }))
    expect(again.ok && again.value.outcome === 'known' ? again.value.id : '').toBe(first.ok && first.value.id)
    const newer = await take(csaf({ id: 'EX-2026-7', version: '2' }))
    expect(newer.ok && newer.value).toMatchObject({ outcome: 'revised', id: first.ok && first.value.id })
    expect(refusalOf(await take(csaf({ id: 'EX-2026-7' })))).toBe('older-version')
  })

  test('keeps the label of its publisher: what may not be read looks as if it were not there', async () => {
    const red = await take(csaf({ id: 'EX-2026-RED', tlp: 'RED' }))
    if (!red.ok) throw new Error(JSON.stringify(red.problem))
    expect((await anna.get(api.getAdvisory, { id: red.value.id })).marking).toMatchObject({
      tlp: 'RED',
      persons: [anna.person],
    })
    expect(refusalOf(await ben.call(api.getAdvisory, { id: red.value.id }))).toBe('unknown')
    const looser = { marking: { tlp: 'CLEAR' as const } }
    expect(
      refusalOf(
        await anna.call(api.importAdvisory, looser, { upload: bytes(csaf({ id: 'EX-2026-8', tlp: 'AMBER' })) }),
      ),
    ).toBe('looser-marking')
    const listed = await ben.get(api.listAdvisories, {})
    expect(listed.items.map(({ trackingId }) => trackingId)).not.toContain('EX-2026-RED')
  })

  test('is given out byte for byte as it came', async () => {
    const text = `${csaf({ id: 'EX-2026-9' })}\n `
    const taken = await take(text)
    if (!taken.ok) throw new Error('not taken')
    const file = (await anna.get(api.exportAdvisory, { id: taken.value.id })) as unknown as Buffer
    expect(file.toString()).toBe(text)
  })
})

test('advisories are compared with the list of products that are used, as it is at that moment', async () => {
  await take(csaf({ id: 'EX-2026-20' }))
  const answerOf = async () => (await anna.get(api.listAdvisories, { words: 'EX-2026-20' })).items[0]?.concern.answer
  const product = await anna.get(api.addProduct, { name: 'Web Server', vendor: 'Example Company', version: '4.1' })
  expect(await answerOf()).toBe('yes')
  const [row] = (await anna.get(api.listAdvisories, { concerns: 'yes', words: 'EX-2026-20' })).items
  expect(row).toMatchObject({
    cvss: { score: 9.8 },
    remedy: { category: 'vendor_fix' },
    vulnerabilities: ['CVE-2026-1000'],
  })
  const updated = { name: 'Web Server', vendor: 'Example Company', version: '4.2' }
  const changed = await anna.get(api.changeProduct, { id: product.id, version: product.version, product: updated })
  expect(await answerOf()).toBe('no')
  await anna.get(api.removeProduct, { id: product.id, version: changed.version })
  expect(await answerOf()).toBe('unknown')
  expect(refusalOf(await anna.call(api.addProduct, { name: 'X', version: '>=1 or so' }))).toBe('bad-range')
})

/** Puts a document on the shelf of the provider, with what proves it. */
async function offer(text: string, name: string, by: openpgp.Keys = theirKey, hash = text): Promise<void> {
  const path = `/csaf/white/2026/${name}`
  shelf.set(path, { body: text })
  shelf.set(`${path}.sha512`, { body: `${createHash('sha512').update(hash).digest('hex')}  ${name}\n` })
  shelf.set(`${path}.asc`, { body: await openpgp.sign(bytes(text), by.secret, new Date(Date.now() - 60_000)) })
}

function list(names: readonly string[], days = 1): void {
  const entry = names.map((name) => ({
    ...{ id: name, title: name, updated: at(days), published: at(days) },
    link: [{ rel: 'self', href: `http://${host}/csaf/white/2026/${name}` }],
    content: { type: 'application/json', src: `http://${host}/csaf/white/2026/${name}` },
  }))
  shelf.set('/csaf/feed.json', { body: JSON.stringify({ feed: { id: 'f', title: 'f', updated: at(0), entry } }) })
}

function metadata(keys: readonly openpgp.Keys[], role = 'csaf_trusted_provider'): string {
  return JSON.stringify({
    canonical_url: `http://${host}/.well-known/csaf/provider-metadata.json`,
    distributions: [
      { rolie: { feeds: [{ summary: 'All', tlp_label: 'WHITE', url: `http://${host}/csaf/feed.json` }] } },
    ],
    last_updated: at(0),
    list_on_CSAF_aggregators: true,
    metadata_version: '2.0',
    mirror_on_CSAF_aggregators: true,
    public_openpgp_keys: keys.map(({ fingerprint }) => ({
      fingerprint,
      url: `http://${host}/keys/${fingerprint}.asc`,
    })),
    publisher: { category: 'vendor', name: 'Example Company', namespace },
    role,
  })
}

describe('a provider', () => {
  test('that nobody can find is not followed, and the answer says where it was looked for', async () => {
    const answer = await anna.call(api.followProvider, { address: host })
    expect(refusalOf(answer)).toBe('no-metadata')
    expect(!answer.ok && answer.problem.detail).toContain('/.well-known/csaf/provider-metadata.json')
    expect(refusalOf(await anna.call(api.followProvider, { address: 'not a domain' }))).toBe('bad-address')
    expect(refusalOf(await anna.call(api.followProvider, { address: 'http://10.0.0.1/x.json' }))).toBe('bad-address')
  })

  test('is found by security.txt, and its documents are taken in only with proof', async () => {
    for (const key of [theirKey, otherKey]) shelf.set(`/keys/${key.fingerprint}.asc`, { body: key.public })
    shelf.set('/.well-known/security.txt', {
      body: `Contact: mailto:a@example.org\nCSAF: http://${host}/here/pmd.json\n`,
    })
    shelf.set('/here/pmd.json', { body: metadata([theirKey]) })
    await offer(csaf({ id: 'P-1' }), 'p-1.json')
    await offer(csaf({ id: 'P-2' }), 'p-2.json', otherKey)
    await offer(csaf({ id: 'P-3' }), 'p-3.json', theirKey, 'something else')
    await offer(csaf({ id: 'P-4', namespace: 'https://somebody.example' }), 'p-4.json')
    await offer(csaf({ id: 'P-5' }), 'p-55.json')
    await offer(csaf({ id: 'P-6' }), 'p-6.json')
    shelf.delete('/csaf/white/2026/p-6.json.asc')
    await offer(csaf({ id: 'P-7' }), 'p-7.json')
    const elsewhere = {
      body: '',
      status: 302,
      location: `http://127.0.0.2:${host.split(':')[1]}/csaf/white/2026/p-1.json`,
    }
    shelf.set('/csaf/white/2026/p-7.json', elsewhere)
    await offer(csaf({ id: 'P-8', tlp: 'RED' }), 'p-8.json')
    list(['p-1.json', 'p-1.json', 'p-2.json', 'p-3.json', 'p-4.json', 'p-55.json', 'p-6.json', 'p-7.json', 'p-8.json'])
    const followed = await anna.get(api.followProvider, { address: host })
    expect(followed).toMatchObject({ found: 'security.txt', state: { facts: { role: 'csaf_trusted_provider' } } })
    const outcome = await anna.get(api.readProvider, { id: followed.id })
    const why = Object.fromEntries(
      outcome.documents.map(({ url, why: reason }) => [url.split('/').at(-1), reason?.split(':')[0] ?? 'taken']),
    )
    expect(why).toEqual({
      ...{
        'p-1.json': 'taken',
        'p-2.json': 'bad-signature',
        'p-3.json': 'hash-differs',
        'p-4.json': 'publisher-differs',
      },
      ...{
        'p-55.json': 'name-differs',
        'p-6.json': 'not-signed',
        'p-7.json': 'other-host',
        'p-8.json': 'names-its-readers',
      },
    })
    const [row] = (await anna.get(api.listAdvisories, { words: 'P-1' })).items
    expect(row).toMatchObject({
      signed: true,
      marking: { tlp: 'CLEAR' },
      source: { kind: 'provider', provider: followed.id },
    })
  })

  test('is asked for what is newer alone, and what it signs with a new key is not believed until it is followed again', async () => {
    const [provider1] = (await anna.get(api.listProviders, {})).items
    const id = provider1?.id ?? ''
    const idle = await anna.get(api.readProvider, { id })
    expect(idle.documents).toEqual([])
    shelf.set('/here/pmd.json', { body: metadata([theirKey, otherKey]) })
    await offer(csaf({ id: 'P-1', version: '2' }), 'p-1.json')
    await offer(csaf({ id: 'P-9' }), 'p-9.json', otherKey)
    list(['p-1.json', 'p-9.json'], 0)
    const next = await anna.get(api.readProvider, { id })
    expect(next).toMatchObject({ taken: 1, refused: 1 })
    const offered = (await anna.get(api.listProviders, {})).items[0]?.state.offered
    expect(offered?.map(({ fingerprint }) => fingerprint)).toEqual([otherKey.fingerprint])
    await anna.get(api.followProvider, { address: host })
    list(['p-9.json'], -0.001)
    expect(await anna.get(api.readProvider, { id })).toMatchObject({ taken: 1, refused: 0 })
  })

  test('that answers no more is asked less and less, and is not followed in an exercise', async () => {
    const id = (await anna.get(api.listProviders, {})).items[0]?.id ?? ''
    const kept = shelf.get('/here/pmd.json')
    shelf.delete('/here/pmd.json')
    expect(refusalOf(await anna.call(api.readProvider, { id }))).toBe('not-reached')
    expect(refusalOf(await anna.call(api.readProvider, { id }))).toBe('not-reached')
    const poll = (await anna.get(api.listProviders, {})).items[0]?.poll
    expect(poll?.failures).toBe(2)
    expect(Date.parse(poll?.due ?? '') - Date.parse(poll?.lastAt ?? '')).toBe(600_000)
    if (kept) shelf.set('/here/pmd.json', kept)
  })
})

test('a provider with folders alone is read by changes.csv, or by index.txt where there is none', async () => {
  const theirs = 'https://folders.example'
  const told = { ...JSON.parse(metadata([theirKey])), distributions: [{ directory_url: `http://${host}/csaf/white/` }] }
  told.publisher.namespace = theirs
  shelf.set('/folders/pmd.json', { body: JSON.stringify(told) })
  await offer(csaf({ id: 'F-1', namespace: theirs }), 'f-1.json')
  await offer(csaf({ id: 'F-2', namespace: theirs }), 'f-2.json')
  const row = (name: string, days: number) => `"2026/${name}","${at(days)}"\n`
  shelf.set('/csaf/white/changes.csv', { body: `${row('f-1.json', 2)}"../../x.json","${at(1)}"\n` })
  const { id } = await anna.get(api.followProvider, { address: `http://${host}/folders/pmd.json` })
  const read = async () => (await anna.get(api.readProvider, { id })).documents.map(({ url }) => url.split('/').at(-1))
  expect(await read()).toEqual(['f-1.json'])
  shelf.delete('/csaf/white/changes.csv')
  shelf.set('/csaf/white/index.txt', { body: '2026/f-1.json\n2026/f-2.json\nhttp://10.0.0.1/x.json\n' })
  expect(await read()).toEqual(['f-2.json'])
  // A hash that was changed since does not hold, whichever list names the document.
  await offer(csaf({ id: 'F-3', namespace: theirs }), 'f-3.json', theirKey, 'something else')
  shelf.set('/csaf/white/index.txt', { body: '2026/f-3.json\n' })
  expect(await anna.get(api.readProvider, { id })).toMatchObject({ refused: 1, documents: [{ outcome: 'refused' }] })
})

test('which version is the newer one is said by whole numbers and by semantic ones, never by their letters', async () => {
  for (const id of ['EX-2026-30', 'EX-2026-31']) {
    const versions = id.endsWith('0') ? ['2', '10', '9'] : ['1.9.0', '1.10.0', '1.10.0-rc.1']
    const outcomes: string[] = []
    for (const version of versions) {
      const document = JSON.parse(csaf({ id }))
      const { tracking } = document.document
      tracking.version = version
      tracking.revision_history = [{ date: at(20), number: version, summary: 'Words' }]
      const answer = await take(JSON.stringify(document))
      outcomes.push(answer.ok ? answer.value.outcome : answer.problem.refusal)
    }
    expect(outcomes, id).toEqual(['taken', 'revised', 'older-version'])
  }
})

const path = async (address: string, client: Client = node.stranger()) => client.fetch(address)

describe('an advisory of our own', () => {
  const compose = {
    ...{ trackingId: 'CSIRT-2026-001', title: 'Example Web Server can be taken over', tlp: 'CLEAR' as const },
    summary: 'A flaw in it is being used. Update now.',
    vulnerabilities: [
      {
        ...{
          cve: 'CVE-2026-1000',
          title: 'Take-over',
          description: 'Anybody can.',
          vendor: 'Example Company',
          product: 'Web Server',
        },
        ...{
          affected: ['vers:semver/<4.2.0'],
          fixed: ['4.2.0'],
          remedy: 'Update.',
          cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        },
      },
    ],
  }
  let id = ''

  test('is tested, approved by somebody who did not write it, and nobody sees it before', async () => {
    const draft = await anna.get(api.composeAdvisory, compose)
    id = draft.id
    expect(refusalOf(await ben.call(api.approveOwnAdvisory, { id, version: draft.version }))).toBe('wrong-state')
    const checked = await anna.get(api.checkOwnAdvisory, { id, version: draft.version })
    expect(checked.status).toBe('checked')
    const both = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
    const own = await both.get(api.composeAdvisory, { ...compose, trackingId: 'CSIRT-2026-002' })
    const ownChecked = await both.get(api.checkOwnAdvisory, { id: own.id, version: own.version })
    expect(refusalOf(await both.call(api.approveOwnAdvisory, { id: own.id, version: ownChecked.version }))).toBe(
      'second-person-needed',
    )
    const approved = await ben.get(api.approveOwnAdvisory, { id, version: checked.version })
    expect((await path('/.well-known/csaf/provider-metadata.json')).status).toBe(404)
    const published = await ben.get(api.publishAdvisory, { id, version: approved.version })
    expect(published.status).toBe('published')
  })

  test('is found by everybody from the well-known address to its signature, without signing in', async () => {
    const found = await path('/.well-known/csaf/provider-metadata.json')
    expect(found.headers.get('access-control-allow-origin')).toBe('*')
    const told = (await found.json()) as {
      distributions: { rolie?: { feeds: { url: string; tlp_label: string }[] }; directory_url?: string }[]
      public_openpgp_keys: { url: string; fingerprint: string }[]
      role: string
    }
    expect(told.role).toBe('csaf_trusted_provider')
    const local = (url: string) => path(new URL(url).pathname)
    const [feed] = told.distributions.flatMap(({ rolie }) => rolie?.feeds ?? [])
    const entries = (
      (await (await local(feed?.url ?? '')).json()) as {
        feed: { entry: { content: { src: string }; link: { rel: string; href: string }[] }[] }
      }
    ).feed.entry
    expect(entries).toHaveLength(1)
    const document = new Uint8Array(await (await local(entries[0]?.content.src ?? '')).arrayBuffer())
    for (const algorithm of ['sha256', 'sha512']) {
      const said = await (await path(`/csaf/white/${at(0).slice(0, 4)}/csirt-2026-001.json.${algorithm}`)).text()
      expect(said.split(' ')[0]).toBe(createHash(algorithm).update(document).digest('hex'))
    }
    const signature = await (await local(entries[0]?.link.find(({ rel }) => rel === 'signature')?.href ?? '')).text()
    const [key] = told.public_openpgp_keys
    const armored = await (await local(key?.url ?? '')).text()
    const believed = new Map([[key?.fingerprint ?? '', armored]])
    expect(await openpgp.signedBy(document, signature, believed, new Date())).toMatchObject({
      ok: true,
      value: key?.fingerprint,
    })
    expect(await openpgp.signedBy(bytes('x'), signature, believed, new Date())).toMatchObject({
      ok: false,
      refusal: 'bad-signature',
    })
    expect(await (await path('/csaf/white/index.txt')).text()).toBe(`${at(0).slice(0, 4)}/csirt-2026-001.json\n`)
    expect(await (await path('/csaf/white/changes.csv')).text()).toMatch(/^"\d{4}\/csirt-2026-001\.json","\d{4}-/)
    for (const there of [
      '/csaf/white/',
      `/csaf/white/${at(0).slice(0, 4)}/`,
      '/csaf/service.json',
      '/csaf/white/category-tlp-white.json',
    ])
      expect((await path(there)).status, there).toBe(200)
    for (const none of [
      '/csaf/',
      '/csaf/green/',
      '/csaf/white/../../etc/passwd',
      '/csaf/white/2026/%2e%2e%2fx.json',
      '/csaf/openpgp/0000.asc',
    ])
      expect((await path(none)).status, none).toBe(404)
    const txt = await (await path('/.well-known/security.txt')).text()
    expect(txt).toContain('Contact: mailto:security@csirt.example')
    expect(txt).toContain('-----BEGIN PGP SIGNATURE-----')
    const expires = /^Expires: (.*)$/m.exec(txt)?.[1] ?? ''
    expect(Date.parse(expires) - Date.now()).toBeGreaterThan(150 * 86_400_000)
  })

  test('gets a next version; the version before it is served no more', async () => {
    const file = (await anna.get(api.exportOwnAdvisory, { id })) as unknown as Buffer
    const document = JSON.parse(file.toString())
    const write = (value: object) => anna.call(api.writeAdvisory, {}, { upload: bytes(JSON.stringify(value)) })
    expect(refusalOf(await write(document))).toBe('same-version')
    const later = new Date().toISOString()
    document.document.tracking.version = '2'
    document.document.tracking.current_release_date = later
    document.document.tracking.revision_history.push({ date: later, number: '2', summary: 'More' })
    expect(
      refusalOf(
        await write({
          ...document,
          document: { ...document.document, publisher: { ...document.document.publisher, namespace } },
        }),
      ),
    ).toBe('not-our-publisher')
    const draft = await write(document)
    if (!draft.ok) throw new Error(JSON.stringify(draft.problem))
    expect(refusalOf(await write(document))).toBe('version-open')
    const { id: next, version } = draft.value
    const checked = await anna.get(api.checkOwnAdvisory, { id: next, version })
    const approved = await ben.get(api.approveOwnAdvisory, { id: next, version: checked.version })
    await ben.get(api.publishAdvisory, { id: next, version: approved.version })
    const served = (await (
      await path(`/csaf/white/${at(0).slice(0, 4)}/csirt-2026-001.json`)
    ).json()) as typeof document
    expect(served.document.tracking.version).toBe('2')
    expect((await anna.get(api.getOwnAdvisory, { id })).state.status).toBe('superseded')
  })

  test('that is not valid is not approved, and its findings are kept for who writes it', async () => {
    const bad = JSON.parse(
      csaf({ id: 'CSIRT-2026-BAD', namespace: (await anna.get(api.listOwnAdvisories, {})).namespace }),
    )
    bad.vulnerabilities.push(bad.vulnerabilities[0])
    const draft = await anna.call(api.writeAdvisory, {}, { upload: bytes(JSON.stringify(bad)) })
    if (!draft.ok) throw new Error(JSON.stringify(draft.problem))
    const { id: draftId, version } = draft.value
    const answer = await anna.call(api.checkOwnAdvisory, { id: draftId, version })
    expect(refusalOf(answer)).toBe('not-valid')
    const held = await anna.get(api.getOwnAdvisory, { id: draftId })
    expect(held.state).toMatchObject({ status: 'draft', check: { valid: false } })
    expect(refusalOf(await ben.call(api.approveOwnAdvisory, { id: draftId, version: held.version }))).toBe(
      'wrong-state',
    )
  })

  test('marked TLP:GREEN is there for those who are known, and for nobody else', async () => {
    const green = await anna.get(api.composeAdvisory, { ...compose, trackingId: 'CSIRT-2026-003', tlp: 'GREEN' })
    const checked = await anna.get(api.checkOwnAdvisory, { id: green.id, version: green.version })
    const approved = await ben.get(api.approveOwnAdvisory, { id: green.id, version: checked.version })
    const looser = { id: green.id, version: approved.version, marking: { tlp: 'CLEAR' as const } }
    expect(refusalOf(await ben.call(api.publishAdvisory, looser))).toBe('looser-marking')
    await ben.get(api.publishAdvisory, { id: green.id, version: approved.version })
    const year = at(0).slice(0, 4)
    for (const there of [
      '/csaf/green/',
      '/csaf/green/index.txt',
      `/csaf/green/${year}/csirt-2026-003.json`,
      `/csaf/green/${year}/csirt-2026-003.json.asc`,
    ]) {
      expect((await path(there)).status, there).toBe(404)
      expect((await path(there, anna)).status, there).toBe(200)
    }
    const told = await (await path('/.well-known/csaf/provider-metadata.json')).text()
    expect(told).not.toContain('GREEN')
    expect(await (await path('/.well-known/csaf/provider-metadata.json', anna)).text()).toContain('GREEN')
  })

  test('of an exercise is never served', async () => {
    const { enterRealm } = await import('#people/api.ts')
    for (const who of [anna, ben]) await admin.get(enterRealm, { person: who.person, exercise: 'storm' })
    const realm = { realm: 'exercise:storm' }
    const draft = await anna.get(api.composeAdvisory, { ...compose, trackingId: 'CSIRT-PLAY-1' }, realm)
    const checked = await anna.get(api.checkOwnAdvisory, { id: draft.id, version: draft.version }, realm)
    const approved = await ben.get(api.approveOwnAdvisory, { id: draft.id, version: checked.version }, realm)
    await ben.get(api.publishAdvisory, { id: draft.id, version: approved.version }, realm)
    expect((await path(`/csaf/white/${at(0).slice(0, 4)}/csirt-play-1.json`)).status).toBe(404)
    expect(await (await path('/csaf/white/index.txt')).text()).not.toContain('play')
    expect(refusalOf(await anna.call(api.followProvider, { address: host }, realm))).toBe('only-live')
  })
})

describe('a playbook', () => {
  const plan: Plan = {
    ...{
      id: 'playbook--00000000-0000-4000-8000-000000000001',
      createdBy: 'identity--00000000-0000-4000-8000-000000000002',
    },
    ...{
      name: 'Isolate a host',
      description: 'Takes it off the net.',
      types: ['mitigation'],
      activities: ['step-sequence'],
    },
    ...{ created: '2026-01-01T00:00:00.000Z', modified: '2026-01-02T00:00:00.000Z', tlp: 'GREEN' },
    steps: [
      { is: 'action', key: 'a', name: 'Pull the plug', commands: [{ type: 'bash', text: 'ip link set eth0 down' }] },
    ],
  }
  const uuid = (words: string) => {
    const hash = createHash('sha256').update(words).digest('hex')
    return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  }
  const send = (value: object) =>
    anna.call(api.importPlaybook, { name: 'isolate.json' }, { upload: bytes(JSON.stringify(value)) })

  test('is taken in once, revised, listed by its words, and given out as it came, with its signatures', async () => {
    const signed = {
      ...playbookOf(plan, uuid),
      signatures: [{ type: 'jss', signee: 'Example Company', algorithm: 'RS256', value: 'x' }],
    }
    const taken = await send(signed)
    if (!taken.ok) throw new Error(JSON.stringify(taken.problem))
    expect(taken.value).toMatchObject({ outcome: 'taken', check: { errors: 0 } })
    expect(await send(signed)).toMatchObject({ value: { outcome: 'known', id: taken.value.id } })
    expect(await send({ ...signed, modified: '2026-02-01T00:00:00.000Z' })).toMatchObject({
      value: { outcome: 'revised' },
    })
    expect(refusalOf(await send({ ...signed, name: 'Older' }))).toBe('older-version')
    const [row] = (await ben.get(api.listPlaybooks, { words: 'plug' })).items
    expect(row).toMatchObject({ id: taken.value.id, steps: 3, signatures: 1, marking: { tlp: 'GREEN' } })
    const held = await ben.get(api.getPlaybook, { id: taken.value.id })
    expect(held.state.content.steps.find(({ type }) => type === 'action')?.commands[0]?.text).toBe(
      'ip link set eth0 down',
    )
    const file = (await ben.get(api.exportPlaybook, { id: taken.value.id })) as unknown as Buffer
    expect(JSON.parse(file.toString()).signatures).toHaveLength(1)
  })

  test('that goes round in circles, names what is not there, or hides its label is refused', async () => {
    const loop = playbookOf(plan, uuid) as { workflow: Record<string, Record<string, unknown>> }
    const action = Object.entries(loop.workflow).find(([, step]) => step.type === 'action')
    if (action) action[1].on_completion = action[0]
    expect(refusalOf(await send(loop))).toBe('not-valid')
    const wrong = {
      ...playbookOf(plan, uuid),
      data_marking_definitions: { [tlpMarkings.RED]: markingObject('GREEN') },
      markings: [tlpMarkings.RED],
    }
    expect(refusalOf(await send(wrong))).toBe('not-valid')
    expect(refusalOf(await send({ type: 'bundle' }))).toBe('not-a-playbook')
  })
})
