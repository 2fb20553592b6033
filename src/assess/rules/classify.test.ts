// What is taken in: taxonomies as published, countries as ISO has them, and courses of time that can be.
import { expect, test } from 'vitest'
import { readTaxonomies, readThresholds } from '../store/taxonomies.ts'
import { checkAffected, checkClassification, checkCountries, checkTimes, noTimes, nothingAffected } from './classify.ts'

const taxonomies = readTaxonomies()
const now = '2027-03-10T12:00:00.000Z'

test('the taxonomies are whole: 11 classes and 39 types of RSIT, the axes of CG 2018, 18 sectors, each with a source', () => {
  const { rsit, cg2018, sectors, countries, sources } = taxonomies
  expect([rsit.classes.length, rsit.classes.flatMap((one) => one.types).length]).toEqual([11, 39])
  expect([
    cg2018.rootCauses.length,
    cg2018.threatSeverities.length,
    cg2018.impactSeverities.length,
    cg2018.outlooks.length,
  ]).toEqual([5, 3, 4, 3])
  expect([sectors.length, sectors.flatMap((one) => one.subsectors).length]).toEqual([18, 15])
  expect(countries.filter((one) => one.memberState)).toHaveLength(27)
  const terms = [
    ...rsit.classes,
    ...rsit.classes.flatMap((one) => one.types),
    ...cg2018.rootCauses,
    ...sectors,
    ...countries,
  ]
  for (const term of terms) expect(sources.map((source) => source.id)).toContain(term.source)
  expect(readThresholds().freshMinutes).toBeLessThan(readThresholds().ageingMinutes)
})

test('every value that is offered is taken', () => {
  for (const { value, types } of taxonomies.rsit.classes) {
    for (const type of [null, ...types.map((one) => one.value)]) {
      const given = { rsit: [{ class: value, type, main: true }], rootCause: null, threatSeverity: null, outlook: null }
      expect(checkClassification(given, taxonomies).ok).toBe(true)
    }
  }
  const sectors = taxonomies.sectors.flatMap((one) => [one.value, ...one.subsectors.map((sub) => sub.value)])
  expect(checkAffected({ sectors }, nothingAffected, taxonomies)).toMatchObject({ ok: true })
})

test('a value of another class, a class named twice and two main classes are refused', () => {
  const ddos = { class: 'availability', type: 'ddos', main: true }
  const check = (...rsit: (typeof ddos)[]) =>
    checkClassification({ rsit, rootCause: null, threatSeverity: null, outlook: null }, taxonomies)
  expect(check({ ...ddos, type: 'phishing' })).toMatchObject({
    refusal: 'unknown-value',
    where: '/classification/rsit/0/type',
  })
  expect(check(ddos, { ...ddos, main: false })).toMatchObject({
    refusal: 'unknown-value',
    where: '/classification/rsit/1',
  })
  expect(check(ddos, { class: 'fraud', type: 'phishing', main: true })).toMatchObject({ refusal: 'one-main-class' })
})

test('Greece and the United Kingdom are stored by ISO however they are written, and each country once', () => {
  expect(checkCountries(['EL', 'GR', 'UK', 'US'], '')).toEqual({ ok: true, value: ['GR', 'GB', 'US'] })
  for (const code of ['EU', 'XX', 'SU', 'ZZ', 'QQ']) expect(checkCountries([code], '')).toMatchObject({ ok: false })
})

test('times may come in any order of entry, but not in an impossible order of events', () => {
  const known = checkTimes({ detectedAt: '2027-03-10T11:00:00+01:00' }, noTimes, now)
  expect(known).toMatchObject({ value: { detectedAt: '2027-03-10T10:00:00.000Z' } })
  if (!known.ok) return
  expect(checkTimes({ startedAt: '2027-03-10T10:00:00Z' }, known.value, now).ok).toBe(true)
  expect(checkTimes({ startedAt: '2027-03-10T10:00:01Z' }, known.value, now)).toMatchObject({
    refusal: 'impossible-times',
    where: '/times/detectedAt',
  })
  expect(checkTimes({ awarenessAt: '2027-03-10T09:59:59Z' }, known.value, now)).toMatchObject({
    where: '/times/awarenessAt',
  })
  expect(checkTimes({ detectedAt: null }, known.value, now)).toMatchObject({ value: noTimes })
})

test('days that do not exist are refused, 29 February of a leap year is not', () => {
  expect(checkTimes({ startedAt: '2027-02-29T00:00:00Z' }, noTimes, now)).toMatchObject({ refusal: 'impossible-times' })
  expect(checkTimes({ startedAt: '2024-02-29T00:00:00Z' }, noTimes, now)).toMatchObject({ ok: true })
  expect(checkTimes({ startedAt: '2024-02-29T25:00:00Z' }, noTimes, now)).toMatchObject({ refusal: 'impossible-times' })
})
