// Binding the released law, and what happens to files that are partial, hostile or nonsense.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenLaw, type Loose, lawFiles } from '../../../../test/setup/broken-law.ts'
import { busyMs } from '../../../../test/setup/busy.ts'
import { bindLaw, type LawFiles } from './bind-law.ts'
import { remarksOn } from './check-law.ts'

const released = lawFiles()

test('the released law has no fault, and what a nested item does not say it inherits', () => {
  const { law, faults } = bindLaw(lawFiles(), '2026-08.test')
  expect(faults).toEqual([])
  expect(law?.version).toBe('2026-08.test')
  const dora = law?.regimes.find(({ id }) => id === 'dora')
  expect(dora?.reports[0]?.contents[0]).toMatchObject({ verified: true, evidence: 'official-text' })
  expect(dora?.template?.fields[0]?.verified).toBe(true)
  const nccs = law?.regimes.find(({ id }) => id === 'nccs')
  expect(nccs).toMatchObject({ verified: false, evidence: 'secondary' })
  expect(nccs?.authorityDuties[0]).toMatchObject({ verified: true, evidence: 'mirror-of-official-text' })
  const steward = law?.regimes.find(({ id }) => id === 'cra-steward')?.reports[0]
  expect(steward).toMatchObject({ verified: false, evidence: 'interpretation' })
  expect(law?.facts.find(({ id }) => id === 'nccs.attack_scale')?.verified).toBe(false)
  expect(law?.rules.every(({ verified }) => verified !== undefined)).toBe(true)
  expect(law?.facts.every(({ verified }) => verified !== undefined)).toBe(true)
})

test('regimes stand in the order of law.json, whatever their files are called', () => {
  const { law } = bindLaw(lawFiles())
  expect(law?.regimes.map(({ id }) => id)).toEqual(released['law.json'].regimes)
})

test('any part of the files, in any shape, is answered by faults and never thrown at', () => {
  const names = Object.keys(released)
  const part = fc.subarray(names).map((kept) => Object.fromEntries(kept.map((name) => [name, released[name]])))
  fc.assert(
    fc.property(part, fc.dictionary(fc.constantFrom(...names, 'x', '__proto__'), fc.jsonValue()), (some, other) => {
      const files: LawFiles = { ...some, ...other }
      const { law, faults } = bindLaw(files)
      expect(law === null).toBe(faults.length > 0)
    }),
    { numRuns: 60 },
  )
})

test('one value replaced anywhere never throws', () => {
  const names = Object.keys(released)
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.jsonValue(), (name, at, value) => {
      const files = lawFiles()
      const places: [Loose, string][] = []
      const walk = (node: Loose) => {
        if (typeof node !== 'object' || node === null) return
        for (const key of Object.keys(node)) {
          places.push([node, key])
          walk(node[key])
        }
      }
      walk(files[name])
      const [holder, key] = places[at % places.length] ?? [files, name]
      holder[key] = value
      bindLaw(files)
    }),
    { numRuns: 150 },
  )
})

test('hostile files are refused before they cost anything: too many, too deep, too large', () => {
  let deep: unknown = 1
  for (let at = 0; at < 100_000; at += 1) deep = [deep]
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`facts/f${at}.json`, {}]))
  const large = { 'law.json': Array.from({ length: 400_000 }, () => 0) }
  for (const files of [{ 'law.json': deep }, many, large]) {
    const before = busyMs()
    expect(bindLaw(files as LawFiles).faults).toHaveLength(1)
    expect(busyMs() - before).toBeLessThan(3_000)
  }
})

test('a thousand wrong references are told in a moment, the first two hundred of them', () => {
  const many = Array.from({ length: 100 }, (_, at) => ({ rule: `no.such_rule_${at}` }))
  const { files } = brokenLaw('rules/nis2.json/rules/nis2.large_scale/when/any', Array(100).fill({ any: many }))
  const before = busyMs()
  expect(bindLaw(files).faults).toHaveLength(200)
  expect(busyMs() - before).toBeLessThan(3_000)
})

test('rules that nobody names are remarked, and the law is used nevertheless', () => {
  const { law } = bindLaw(lawFiles())
  if (!law) throw new Error('The released law must bind.')
  const remarks = remarksOn(law)
  expect(remarks.some((one) => one.includes("'eui.major'"))).toBe(true)
  expect(remarks.some((one) => one.includes("'dora.major'"))).toBe(false)
})
