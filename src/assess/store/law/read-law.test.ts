// The law as released: it binds, and holds what the acts were read for.
import { expect, test } from 'vitest'
import { bindFiles, canonical, lawFolder, readLaw, readLawFiles, versionOf } from './read-law.ts'

test('the released law is read whole: regimes, reports, rules, facts and the fields of forms', () => {
  const law = readLaw()
  expect(law.regimes).toHaveLength(22)
  expect(law.regimes.flatMap(({ reports }) => reports)).toHaveLength(52)
  expect(law.regimes.flatMap(({ reports }) => reports).filter(({ mandatory }) => mandatory)).toHaveLength(49)
  expect(law.rules.filter(({ regime }) => regime !== 'blueprint')).toHaveLength(89)
  expect(law.facts.filter(({ id }) => !id.startsWith('blueprint.'))).toHaveLength(136)
  expect(law.regimes.map(({ template }) => template?.fields.length ?? 0).filter((count) => count > 0)).toEqual([76, 20])
  expect(law.entityTypes).toHaveLength(50)
})

test('the version is that of the words, not of how they are laid out', () => {
  const { files } = readLawFiles(lawFolder())
  const again = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(files).reverse())))
  expect(versionOf(again)).toBe(versionOf(files))
  expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  again['law.json'].disclaimer += '.'
  expect(versionOf(again)).not.toBe(versionOf(files))
})

test('every fact asks a question that a person can answer who never read the act, and names its unit', () => {
  const units = { minutes: /minutes/, seconds: /seconds/, percent: /percent/, EUR: /euro/, count: /how many/i }
  for (const { id, question, help = '', unit, type, values, labels } of readLaw().facts) {
    expect([id, question], id).toEqual([id, expect.stringMatching(/^[A-Z][^_]{10,220}[?]$/)])
    expect([id, help], id).toEqual([id, expect.stringMatching(/^([A-Z0-9][^_]+[.)?])?$/)])
    if (unit) expect([id, question], id).toEqual([id, expect.stringMatching(units[unit])])
    if (Array.isArray(values)) expect([id, labels?.length], type).toEqual([id, values.length])
  }
})

test('a share that can be more than the whole has no maximum, every other one has', () => {
  const shares = readLaw().facts.filter(({ unit }) => unit === 'percent')
  const unlimited = shares.filter(({ maximum }) => maximum === undefined).map(({ id }) => id)
  expect(shares.filter(({ maximum }) => maximum === 100)).toHaveLength(shares.length - unlimited.length)
  expect(unlimited.sort()).toEqual([
    'dora.transactions_number_pct_daily_average',
    'dora.transactions_value_pct_daily_average',
    'incident.direct_financial_loss_pct_turnover',
    'recurring.collective_loss_pct_turnover',
  ])
})

test('the groups hold exactly the types that their acts name', () => {
  const { entityTypes, groups } = readLaw()
  const idsOf = (list: typeof entityTypes) => list.map(({ id }) => id)
  expect(groups.relevant_entities).toEqual(idsOf(entityTypes.filter(({ acts }) => acts.includes('nis2-ir'))))
  expect(groups.dora_financial_entities).toEqual(idsOf(entityTypes.filter(({ doraPoint }) => doraPoint !== undefined)))
})

test('hostile files are refused before they are hashed', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
  expect(bindFiles({ 'law.json': deep }).faults[0]?.reason).toMatch(/nested more than 60 deep/)
})

test('a folder without a law, and one that is not there, are told as what is missing', () => {
  expect(() => readLaw('/nowhere/at/all')).toThrow(/cannot be used[.] law[.]json \/: The file is missing/)
})
