// Whether an advisory concerns what an organisation uses: yes, no, or it cannot be said, with the reason.
import { describe, expect, test } from 'vitest'
import type { ProductLine } from '../../model/advisories/content.ts'
import { concernsUs, type Used } from './concerns-us.ts'

const vulnerability = {
  ...{ name: 'CVE-2026-1', title: null, cwe: null, cvss: null, description: null, remediations: [], threats: [] },
  ...{ affected: 1, fixed: 0, notAffected: 0, investigating: 0 },
}
const line = (more: Partial<ProductLine>): ProductLine => ({
  ...{ name: 'Example Company Web Server 4.1', vendor: 'Example Company', product: 'Web Server', version: '4.1' },
  ...{ versionIs: 'exact', cpe: null, purls: [], role: 'itself', affected: [0] },
  ...more,
})
const used = (more: Partial<Used>): Used => ({
  ...{ id: '1', name: 'Web Server', vendor: 'Example Company', version: '4.1', purl: null, cpe: null, note: '' },
  ...more,
})
const said = (lines: ProductLine[], left = 0) => ({
  ...{ lines, vulnerabilities: [vulnerability] },
  leftOut: { lines: left, vulnerabilities: 0, notes: 0, references: 0 },
})
const answer = (lines: ProductLine[], products: Used[], left = 0) => concernsUs(said(lines, left), products).answer
const { affected: _affected, ...nothingSaid } = line({})

describe('the answer', () => {
  test('is yes where our version is affected, and says by which vulnerability', () => {
    const concern = concernsUs(said([line({})]), [used({})])
    expect(concern).toMatchObject({ answer: 'yes', vulnerabilities: [0] })
    expect(concern.reasons[0]).toContain('CVE-2026-1')
  })
  test('is no for another version, another vendor, another product', () => {
    expect(answer([line({})], [used({ version: '4.2' })])).toBe('no')
    expect(answer([line({})], [used({ vendor: 'Somebody Else' })])).toBe('no')
    expect(answer([line({})], [used({ name: 'Mail Server' })])).toBe('no')
  })
  test('is no where our version is fixed, and unknown where only other fixed versions are named', () => {
    const fixed = { ...nothingSaid, fixed: [0] }
    expect(answer([fixed], [used({})])).toBe('no')
    expect(answer([fixed], [used({ version: '4.0' })])).toBe('unknown')
  })
  test('is unknown where the version is not known, does not compare, or is still looked into', () => {
    expect(answer([line({})], [used({ version: null })])).toBe('unknown')
    expect(answer([line({ version: '<1.0.2k', versionIs: 'range' })], [used({ version: '1.0.2a' })])).toBe('unknown')
    expect(answer([{ ...nothingSaid, investigating: [0] }], [used({})])).toBe('unknown')
  })
  test('is unknown where the names are only alike, or a part is meant', () => {
    expect(answer([line({ product: 'Web Server Enterprise' })], [used({})])).toBe('unknown')
    expect(answer([line({ role: 'part' })], [used({})])).toBe('unknown')
    expect(answer([line({ role: 'platform' })], [used({})])).toBe('yes')
  })
  test('is unknown without a list, and where products were left out', () => {
    expect(answer([line({})], [])).toBe('unknown')
    expect(answer([line({})], [used({ version: '9' })], 7)).toBe('unknown')
  })
  test('finds a product by its package URL or its CPE under any name', () => {
    const purl = line({ product: 'x', purls: ['pkg:npm/%40example/web@4.1?arch=x'] })
    expect(answer([purl], [used({ name: 'y', vendor: null, purl: 'pkg:npm/%40example/web' })])).toBe('yes')
    const cpe = line({ product: 'x', cpe: 'cpe:2.3:a:example:web:4.1:*:*:*:*:*:*:*' })
    expect(answer([cpe], [used({ name: 'y', vendor: null, cpe: 'cpe:/a:example:web' })])).toBe('yes')
    expect(answer([cpe], [used({ name: 'y', vendor: null, cpe: 'cpe:/a:example:mail' })])).toBe('no')
  })
  test('does not look at the legal form of a vendor', () => {
    expect(answer([line({ vendor: 'Example Company GmbH' })], [used({ vendor: 'Example  Company, Inc.' })])).toBe('yes')
  })
})

test('two thousand products and fifteen hundred lines are compared in a moment', () => {
  const lines = Array.from({ length: 1500 }, (_, at) => line({ version: `4.${at}` }))
  const products = Array.from({ length: 2000 }, (_, at) => used({ id: `${at}`, name: `Product ${at}` }))
  // By the time of the processor: on a machine that others use, the wall says nothing of us.
  const began = process.cpuUsage()
  expect(concernsUs(said(lines), [...products, used({})]).answer).toBe('yes')
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(1000)
})

test('a document that takes an earlier one back concerns nobody, and one that was replaced leads to the other', () => {
  const of = (category: string) => concernsUs({ ...said([line({})]), category }, [used({})])
  expect(of('csaf_security_advisory').answer).toBe('yes')
  expect(of('csaf_withdrawn')).toMatchObject({ answer: 'no', vulnerabilities: [] })
  expect(of('csaf_superseded')).toMatchObject({ answer: 'unknown' })
  expect(of('csaf_superseded').reasons[0]).toContain('replaced')
})
