// This node as a trusted provider, looked at as a checker of providers does: from the domain alone, with no other knowledge, requirement
// by requirement (CSAF 2.0, section 7.1).
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#federate/api/advisories.ts'
import { csafDocument } from '#federate/testdata/csaf-document.ts'
import { createToken } from '#people/api.ts'
import { checkCsafBytes } from '../../src/federate/actions/advisories/check-bytes.ts'
import { fingerprintsIn, signedBy } from '../../src/federate/actions/advisories/openpgp.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const domain = 'https://csirt.example'
let node: TestNode
let anna: Client
let ben: Client
let world: Client
let token = ''

interface Metadata {
  canonical_url: string
  distributions: {
    rolie?: { feeds: { url: string; tlp_label: string }[]; services?: string[] }
    directory_url?: string
  }[]
  last_updated: string
  metadata_version: string
  list_on_CSAF_aggregators: boolean
  mirror_on_CSAF_aggregators: boolean
  public_openpgp_keys: { fingerprint: string; url: string }[]
  publisher: { category: string; name: string; namespace: string }
  role: string
}
interface Entry {
  id: string
  title: string
  published: string
  updated: string
  link: { rel: string; href: string }[]
  content: { type: string; src: string }
  format: { schema: string; version: string }
}

/** Every address is fetched below the domain, as if this node were there; nothing is followed. */
async function at(url: string, how: { bearer?: string } = {}): Promise<Response> {
  expect(url.startsWith(`${domain}/`), url).toBe(true)
  const headers = how.bearer ? { headers: { authorization: `Bearer ${how.bearer}` } } : {}
  return world.fetch(url.slice(domain.length), headers)
}
const textAt = async (url: string) => (await at(url)).text()
const jsonAt = async <T>(url: string, how: { bearer?: string } = {}) => (await (await at(url, how)).json()) as T
const bytesAt = async (url: string) => new Uint8Array(await (await at(url)).arrayBuffer())
const metadata = (how: { bearer?: string } = {}) =>
  jsonAt<Metadata>(`${domain}/.well-known/csaf/provider-metadata.json`, how)

async function whiteEntries(): Promise<Entry[]> {
  const feeds = (await metadata()).distributions.flatMap(({ rolie }) => rolie?.feeds ?? [])
  const url = feeds.find(({ tlp_label: label }) => label === 'WHITE')?.url ?? ''
  return (await jsonAt<{ feed: { entry: Entry[] } }>(url)).feed.entry
}
const directories = async () => (await metadata()).distributions.flatMap(({ directory_url: url }) => url ?? [])

async function publish(id: string, tlp: 'WHITE' | 'GREEN' | 'AMBER' | 'RED', released: string): Promise<void> {
  const document = csafDocument({ id, tlp, at: released, namespace: domain })
  const draft = await anna.call(api.writeAdvisory, {}, { upload: Buffer.from(JSON.stringify(document)) })
  if (!draft.ok) throw new Error(JSON.stringify(draft.problem))
  const { id: own, version } = draft.value
  const checked = await anna.get(api.checkOwnAdvisory, { id: own, version })
  const approved = await ben.get(api.approveOwnAdvisory, { id: own, version: checked.version })
  await ben.get(api.publishAdvisory, { id: own, version: approved.version })
}

beforeAll(async () => {
  const env = {
    ...{ TOCSIN_ORIGIN: domain, TOCSIN_SECURITY_CONTACT: 'security@csirt.example' },
    ...{ TOCSIN_SECURITY_LANGUAGES: 'en,fr', TOCSIN_SECOND_FACTOR: 'offered' },
  }
  node = await startTestNode({ env })
  world = node.stranger()
  anna = await node.signedIn({ roles: ['analyst'] })
  ben = await node.signedIn({ roles: ['duty-officer'] })
  await publish('CSIRT-2025/01', 'WHITE', '2025-12-30T10:00:00.000Z')
  await publish('CSIRT-2026-01', 'WHITE', '2026-01-02T10:00:00.000Z')
  await publish('CSIRT-2026-02', 'WHITE', '2026-02-02T10:00:00.000Z')
  await publish('CSIRT-2026-AMBER', 'AMBER', '2026-03-02T10:00:00.000Z')
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString()
  token = (await anna.get(createToken, { name: 'A partner', scope: { readOnly: true }, expires })).token
}, 240_000)
afterAll(() => node?.stop())

type Requirement = [number: string, title: string, check: () => Promise<void>]

const requirements: Requirement[] = [
  [
    '1',
    'every document is valid by the schema and all mandatory tests',
    async () => {
      for (const { content } of await whiteEntries()) {
        const read = await checkCsafBytes(await bytesAt(content.src), 'mandatory')
        expect(read.ok && read.value.check, content.src).toMatchObject({ valid: true, errors: 0 })
      }
    },
  ],
  [
    '2',
    'the name of each file is its tracking id, in small letters, without what is no letter or digit',
    async () => {
      const names = (await whiteEntries()).map(({ content }) => content.src.split('/').at(-1))
      expect(names.toSorted()).toEqual(['csirt-2025_01.json', 'csirt-2026-01.json', 'csirt-2026-02.json'])
      for (const { content } of await whiteEntries()) {
        const { document } = await jsonAt<{ document: { tracking: { id: string } } }>(content.src)
        const name = `${document.tracking.id.toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`
        expect(content.src.endsWith(`/${name}`)).toBe(true)
      }
    },
  ],
  [
    '3',
    'every address that is named begins with https',
    async () => {
      const told = JSON.stringify([await metadata(), await whiteEntries(), await textAt(`${domain}/csaf/service.json`)])
      expect(told).not.toMatch(/http:\/\//)
      expect(told).toContain(`${domain}/csaf/white/`)
    },
  ],
  [
    '4',
    'what is TLP:WHITE is there for everybody, also for pages of others',
    async () => {
      for (const { content } of await whiteEntries()) {
        const answer = await at(content.src)
        expect(answer.status).toBe(200)
        expect(answer.headers.get('access-control-allow-origin')).toBe('*')
        expect(answer.headers.get('content-type')).toContain('application/json')
      }
    },
  ],
  [
    '5',
    'what is TLP:AMBER is there with a token alone, and is not even named without one',
    async () => {
      const there = `${domain}/csaf/amber/2026/csirt-2026-amber.json`
      for (const ending of ['', '.sha512', '.asc']) {
        expect((await at(`${there}${ending}`)).status).toBe(404)
        expect((await at(`${there}${ending}`, { bearer: 'wrong' })).status).toBeGreaterThanOrEqual(400)
        const answer = await at(`${there}${ending}`, { bearer: token })
        expect(answer.status).toBe(200)
        expect(answer.headers.get('cache-control') ?? '').not.toContain('public')
        expect(answer.headers.get('access-control-allow-origin')).not.toBe('*')
      }
      expect(JSON.stringify(await metadata())).not.toMatch(/amber/i)
      expect(JSON.stringify(await metadata({ bearer: token }))).toMatch(/amber/i)
      for (const list of ['index.txt', 'changes.csv', 'feed-tlp-white.json'])
        expect(await textAt(`${domain}/csaf/white/${list}`)).not.toMatch(/amber/i)
    },
  ],
  [
    '6',
    'nothing leads elsewhere',
    async () => {
      const urls = [`${domain}/.well-known/csaf/provider-metadata.json`, ...(await directories())]
      for (const url of [...urls, ...(await whiteEntries()).flatMap(({ link }) => link.map(({ href }) => href))])
        expect((await at(url)).status, url).toBe(200)
    },
  ],
  [
    '7',
    'provider-metadata.json says who, what, where and by which key',
    async () => {
      const told = await metadata()
      expect(told).toMatchObject({ role: 'csaf_trusted_provider', metadata_version: '2.0' })
      expect(told.canonical_url).toBe(`${domain}/.well-known/csaf/provider-metadata.json`)
      expect(told.publisher).toEqual({ category: 'coordinator', name: 'National CSIRT', namespace: domain })
      expect([told.list_on_CSAF_aggregators, told.mirror_on_CSAF_aggregators]).toEqual([true, true])
      expect(Date.parse(told.last_updated)).toBeGreaterThan(Date.now() - 3_600_000)
      expect(told.distributions.length).toBeGreaterThan(1)
      for (const { fingerprint } of told.public_openpgp_keys) expect(fingerprint).toMatch(/^[0-9A-F]{40,}$/)
    },
  ],
  [
    '8',
    'security.txt names it, is signed, and ends in less than a year',
    async () => {
      const text = (await textAt(`${domain}/.well-known/security.txt`)).replaceAll('\r\n', '\n')
      expect(text).toContain(`\nCSAF: ${domain}/.well-known/csaf/provider-metadata.json\n`)
      expect(text).toContain(`\nCanonical: ${domain}/.well-known/security.txt\n`)
      expect(text).toContain('\nContact: mailto:security@csirt.example\n')
      expect(text).toContain('\nPreferred-Languages: en, fr\n')
      expect(text).toMatch(/^-----BEGIN PGP SIGNED MESSAGE-----/)
      const days = (Date.parse(/^Expires: (.*)$/m.exec(text)?.[1] ?? '') - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(100)
      expect(days).toBeLessThan(365)
    },
  ],
  [
    '9',
    'the well-known address answers itself',
    async () => {
      const answer = await at(`${domain}/.well-known/csaf/provider-metadata.json`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    },
  ],
  // Of 8, 9 and 10 one is needed. The DNS path is an entry in the domain of the organisation, and no work of a node.
  [
    '11',
    'there is a folder for each year in which a document was first released',
    async () => {
      const [white = ''] = await directories()
      for (const year of ['2025', '2026']) expect((await at(`${white}${year}/`)).status).toBe(200)
      expect((await at(`${white}2024/`)).status).toBe(404)
      for (const { content, published } of await whiteEntries())
        expect(content.src).toContain(`/${published.slice(0, 4)}/`)
    },
  ],
  [
    '12',
    'index.txt lists every document below its folder, and nothing else',
    async () => {
      const [white = ''] = await directories()
      const lines = (await textAt(`${white}index.txt`)).trimEnd().split('\n')
      expect(lines.map((line) => `${white}${line}`).toSorted()).toEqual(
        (await whiteEntries()).map(({ content }) => content.src).toSorted(),
      )
    },
  ],
  [
    '13',
    'changes.csv lists each with its last release, the newest first',
    async () => {
      const [white = ''] = await directories()
      const rows = (await textAt(`${white}changes.csv`)).trimEnd().split('\n')
      expect(rows).toEqual([
        '"2026/csirt-2026-02.json","2026-02-02T10:00:00.000Z"',
        '"2026/csirt-2026-01.json","2026-01-02T10:00:00.000Z"',
        '"2025/csirt-2025_01.json","2025-12-30T10:00:00.000Z"',
      ])
    },
  ],
  [
    '14',
    'folders can be looked around in by hand',
    async () => {
      const [white = ''] = await directories()
      expect(await textAt(white)).toContain('href="2026/"')
      const year = await textAt(`${white}2026/`)
      for (const name of ['csirt-2026-01.json', 'csirt-2026-01.json.asc', 'csirt-2026-01.json.sha512'])
        expect(year).toContain(`href="${name}"`)
    },
  ],
  [
    '15',
    'there is a ROLIE feed, whose entries agree with their documents',
    async () => {
      const all = await whiteEntries()
      expect(new Set(all.map(({ id }) => id)).size).toBe(3)
      for (const { id, title, updated, published, content, link, format } of all) {
        type Document = { title: string; tracking: Record<string, string> }
        const { document } = await jsonAt<{ document: Document }>(content.src)
        const { id: tracked, current_release_date: last, initial_release_date: first } = document.tracking
        expect([id, title, updated, published]).toEqual([tracked, document.title, last, first])
        expect(link.find(({ rel }) => rel === 'self')?.href).toBe(content.src)
        expect([content.type, format.version]).toEqual(['application/json', '2.0'])
      }
    },
  ],
  [
    '16',
    'the service document names the feed',
    async () => {
      const { distributions } = await metadata()
      const [service = ''] = distributions.flatMap(({ rolie }) => rolie?.services ?? [])
      const said = await jsonAt<{ service: { workspace: { collection: { href: string }[] }[] } }>(service)
      const feeds = distributions.flatMap(({ rolie }) => rolie?.feeds.map(({ url }) => url) ?? [])
      expect(said.service.workspace.flatMap(({ collection }) => collection.map(({ href }) => href))).toEqual(feeds)
    },
  ],
  [
    '17',
    'the category document says what kinds of document there are',
    async () => {
      const said = await jsonAt<object>(`${domain}/csaf/white/category-tlp-white.json`)
      expect(said).toEqual({ categories: { category: [{ term: 'csaf_security_advisory' }] } })
    },
  ],
  [
    '18',
    'beside each document stand its hashes, and they are right',
    async () => {
      for (const { content, link } of await whiteEntries()) {
        const document = await bytesAt(content.src)
        for (const algorithm of ['sha256', 'sha512']) {
          const hash = createHash(algorithm).update(document).digest('hex')
          expect(await textAt(`${content.src}.${algorithm}`)).toBe(`${hash}  ${content.src.split('/').at(-1)}\n`)
          expect(link.map(({ href }) => href)).toContain(`${content.src}.${algorithm}`)
        }
      }
    },
  ],
  [
    '19',
    'beside each document stands its signature, and it holds by the key of the metadata',
    async () => {
      const [key] = (await metadata()).public_openpgp_keys
      const believed = new Map([[key?.fingerprint ?? '', await textAt(key?.url ?? '')]])
      for (const { content } of await whiteEntries()) {
        const signature = await textAt(`${content.src}.asc`)
        const document = await bytesAt(content.src)
        expect(await signedBy(document, signature, believed, new Date())).toMatchObject({
          ok: true,
          value: key?.fingerprint,
        })
        expect((await signedBy(document.slice(1), signature, believed, new Date())).ok).toBe(false)
      }
    },
  ],
  [
    '20',
    'the public key is there, and is the one whose fingerprint is told',
    async () => {
      const [key] = (await metadata()).public_openpgp_keys
      const armored = await textAt(key?.url ?? '')
      expect(armored).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----/)
      expect(armored).not.toContain('PRIVATE')
      expect(await fingerprintsIn(armored)).toMatchObject({ value: [key?.fingerprint] })
    },
  ],
]

describe('a trusted provider, requirement by requirement', () => {
  test.each(requirements)('%s: %s', async (_number, _title, check) => check())
})
