// Documents that are built to keep a reader busy: each is answered in time, with a reason, and the next one is read as if nothing had been.
import { afterAll, describe, expect, test } from 'vitest'
import { csafDocument } from '../../testdata/csaf-document.ts'
import { type DocumentReader, openDocumentReader } from './document-reader.ts'

const at = '2026-01-02T00:00:00.000Z'
type Loose = Record<string, unknown> & {
  document: Record<string, unknown> & { tracking: Record<string, unknown> }
  product_tree: Record<string, unknown>
  vulnerabilities: Record<string, unknown>[]
}
const good = () => csafDocument({ id: 'EX-2026-1', at }) as Loose
const bytesOf = (document: object) => new TextEncoder().encode(JSON.stringify(document))
const changed = (change: (document: Loose) => void): Uint8Array => {
  const document = good()
  change(document)
  return bytesOf(document)
}
const set = (on: object, name: string, value: unknown) => void Object.assign(on, { [name]: value })
const numbers = (count: number) => Array.from({ length: count }, (_none, n) => n)

const seconds = 4
const reader = openDocumentReader({ milliseconds: seconds * 1000, megabytes: 512 })
afterAll(() => reader.close())

/** How it was answered, and after how long. The clock of the reader stands still while it loads its tests: that is done first. */
async function answered(bytes: Uint8Array, by: DocumentReader = reader) {
  await by.read(bytesOf(good()), 'all')
  const began = performance.now()
  const reply = await by.read(bytes, 'all')
  const took = (performance.now() - began) / 1000
  return { took, refusal: reply.ok ? null : reply.refusal, why: reply.ok ? '' : (reply.detail ?? ''), reply }
}

/** A chain of branches, as deep as it is asked to be. */
function chain(depth: number): object {
  let branch: object = {
    ...{ category: 'product_version', name: '4.1' },
    product: { name: 'At the bottom', product_id: 'P1-4.1' },
  }
  for (const n of numbers(depth)) branch = { category: 'product_family', name: `Level ${n}`, branches: [branch] }
  return branch
}
/** Each product is made of the one before it: validators walk along such chains. */
const relationships = (count: number, circle: boolean) =>
  numbers(count).map((n) => ({
    ...{ category: 'installed_on', relates_to_product_reference: 'P1-4.2' },
    product_reference: n === 0 ? (circle ? `R${count - 1}` : 'P1-4.1') : `R${n - 1}`,
    full_product_name: { name: `Product ${n}`, product_id: `R${n}` },
  }))
const withNames = (more: object) => (it: Loose) =>
  set(it.product_tree, 'full_product_names', [{ name: 'X', product_id: 'X1', product_identification_helper: more }])

describe('a document that is built to exhaust is answered in time', () => {
  test.each<[string, (document: Loose) => void]>([
    ['forty branches deep', (it) => set(it.product_tree, 'branches', [chain(40)])],
    [
      'five thousand products, each made of the one before',
      (it) => set(it.product_tree, 'relationships', relationships(5000, false)),
    ],
    ['the same in a circle', (it) => set(it.product_tree, 'relationships', relationships(5000, true))],
    [
      'four thousand groups of each other',
      (it) =>
        set(
          it.product_tree,
          'product_groups',
          numbers(4000).map((n) => ({
            group_id: `G${n}`,
            product_ids: ['P1-4.1', 'P1-4.2'],
          })),
        ),
    ],
    [
      'three thousand revisions',
      (it) =>
        set(
          it.document.tracking,
          'revision_history',
          numbers(3000).map((n) => ({
            date: at,
            number: `${n + 1}`,
            summary: 'x',
          })),
        ),
    ],
    ['a version of a hundred thousand dots', (it) => set(it.document.tracking, 'version', '1.'.repeat(100_000))],
    ['a version that nearly is one', (it) => set(it.document.tracking, 'version', `1.0.0-${'a-'.repeat(50_000)}!`)],
    ['a CPE without an end', withNames({ cpe: `cpe:2.3:a:${'\\*'.repeat(50_000)}` })],
    ['a package URL without an end', withNames({ purl: `pkg:npm/${'a/'.repeat(50_000)}%` })],
    [
      'a vector without an end',
      (it) =>
        set(
          it,
          'vulnerabilities',
          it.vulnerabilities.map((one) => ({
            ...one,
            scores: [
              {
                products: ['P1-4.1'],
                cvss_v3: {
                  version: '3.1',
                  baseScore: 1,
                  baseSeverity: 'LOW',
                  vectorString: `CVSS:3.1/${'AV:N/'.repeat(30_000)}`,
                },
              },
            ],
          })),
        ),
    ],
    ['a language without an end', (it) => set(it.document, 'lang', `de${'-abcdefgh'.repeat(20_000)}`)],
    [
      'a moment without an end',
      (it) => set(it.document.tracking, 'current_release_date', `2026-01-01T00:00:00.${'0'.repeat(100_000)}Z`),
    ],
    [
      'an address without an end',
      (it) => set(it.document, 'references', [{ summary: 'x', url: `https://${'a.'.repeat(100_000)}` }]),
    ],
  ])(
    '%s',
    async (_title, change) => {
      const { took, refusal } = await answered(changed(change))
      expect(took).toBeLessThan(seconds + 2)
      expect([null, 'too-complex']).toContain(refusal)
      const after = await reader.read(bytesOf(good()), 'all')
      expect(after.ok && after.value.check.valid).toBe(true)
    },
    120_000,
  )

  test('of 15 MB, within its time or with the test at which it was given up', async () => {
    const bytes = bytesOf(csafDocument({ id: 'EX-2026-2', at, products: 350, vulnerabilities: 980 }))
    expect(bytes.byteLength).toBeGreaterThan(15_000_000)
    expect(bytes.byteLength).toBeLessThan(16_777_216)
    const { took, refusal, why } = await answered(bytes)
    expect(took).toBeLessThan(seconds + 2)
    if (refusal !== null) expect(why).toMatch(/(longer than 4 seconds|more memory) .*\(at: /)
    const larger = await reader.read(new Uint8Array(17_000_000), 'all')
    expect(larger).toMatchObject({ ok: false, refusal: 'too-large' })
  }, 120_000)
})

test('what takes more memory than it may have costs only its thread, and says so', async () => {
  const small = openDocumentReader({ milliseconds: 60_000, megabytes: 90 })
  try {
    const bytes = bytesOf(csafDocument({ id: 'EX-2026-3', at, products: 350, vulnerabilities: 700 }))
    const { refusal, why } = await answered(bytes, small)
    expect(refusal).toBe('too-complex')
    expect(why).toMatch(/more memory than it may have/)
    expect((await small.read(bytesOf(good()), 'all')).ok).toBe(true)
  } finally {
    await small.close()
  }
}, 120_000)

test('who waits behind twenty others is told so', async () => {
  const queue = numbers(25).map(() => reader.read(bytesOf(good()), 'mandatory'))
  const all = await Promise.all(queue)
  expect(all.filter((one) => !one.ok && one.refusal === 'busy')).toHaveLength(5)
  expect(all.filter((one) => one.ok)).toHaveLength(20)
}, 60_000)
