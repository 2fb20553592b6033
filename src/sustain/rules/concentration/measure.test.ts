// Shares and the index, computed by hand.
import { expect, test } from 'vitest'
import type { Part } from '../../model/parts.ts'
import { idOf, mapOf, needOf, partOf } from '../../testdata/small-maps.ts'
import { concentrationOf } from './measure.ts'

const asked = { by: 'behind', weigh: 'services', mostSteps: 1e7 } as const
const dns = (n: number, name: string | null, country: string | null = null) =>
  partOf(n, {
    layer: 'dns',
    kind: 'provider',
    behind: name === null ? null : { organisation: null, name },
    country,
  })
const service = (n: number, needs: Part['needs'], more: Partial<Part> = {}) =>
  partOf(n, { kind: 'service', layer: 'service', needs, ...more })

test('four services on one provider and one on another make 6800: 80 squared and 20 squared', () => {
  const map = mapOf([
    ...[0, 1, 2, 3].map((n) => service(n, [needOf('names', [5])])),
    service(4, [needOf('names', [6])]),
    dns(5, 'A', 'US'),
    dns(6, 'B', 'FR'),
  ])
  const { layers } = concentrationOf(map.graph, asked)
  expect(layers).toEqual([
    {
      layer: 'dns',
      hhi: 6800,
      equalNumber: 1.47,
      shares: [
        { name: 'A', share: 0.8, parts: 1, services: 4 },
        { name: 'B', share: 0.2, parts: 1, services: 1 },
      ],
      unknownShare: 0,
    },
  ])
  expect(concentrationOf(map.graph, { ...asked, by: 'country' }).layers[0]?.shares[0]?.name).toBe('US')
})

test('options that share a need split the service by their shares; a standby has none of it', () => {
  const standby = { part: idOf(3), switching: { likely: 10 } }
  const map = mapOf([
    service(0, [
      needOf('names', [
        { part: idOf(1), share: 0.75, switching: null },
        { part: idOf(2), share: 0.25, switching: null },
        standby,
      ]),
    ]),
    dns(1, 'A'),
    dns(2, 'B'),
    dns(3, 'C'),
  ])
  const [layer] = concentrationOf(map.graph, asked).layers
  // 75 squared and 25 squared.
  expect(layer?.hhi).toBe(6250)
  expect(layer?.shares.map(({ name, share }) => [name, share])).toEqual([
    ['A', 0.75],
    ['B', 0.25],
  ])
})

test('what others use for a service counts for the service: two of three components stand on one cloud', () => {
  const map = mapOf([
    service(0, [needOf('workers', [1, 2, 3])]),
    partOf(1, { needs: [needOf('cloud', [4])] }),
    partOf(2, { needs: [needOf('cloud', [4])] }),
    partOf(3, { needs: [needOf('cloud', [5])] }),
    partOf(4, { layer: 'cloud', behind: { organisation: null, name: 'A' } }),
    partOf(5, { layer: 'cloud', behind: { organisation: null, name: 'B' } }),
  ])
  const cloud = concentrationOf(map.graph, asked).layers.find(({ layer }) => layer === 'cloud')
  expect(cloud?.shares.map(({ share }) => share)).toEqual([0.666667, 0.333333])
  // (66.67)² + (33.33)² = 4444.4 + 1111.1
  expect(cloud?.hhi).toBe(5555.6)
})

test('weighed by users a large service counts more, and services without a number are told of', () => {
  const map = mapOf([
    service(0, [needOf('names', [3])], { users: 900 }),
    service(1, [needOf('names', [4])], { users: 100 }),
    service(2, [needOf('names', [4])]),
    dns(3, 'A'),
    dns(4, 'B'),
  ])
  const { layers, notes } = concentrationOf(map.graph, { ...asked, weigh: 'users' })
  expect(layers[0]?.shares.map(({ name, share }) => [name, share])).toEqual([
    ['A', 0.9],
    ['B', 0.1],
  ])
  expect(layers[0]?.hhi).toBe(8200)
  expect(notes).toContain('1 of 3 services have no number of users and weigh nothing.')
})

test('who is not known is shown as not known, and each stands for itself in the index', () => {
  const map = mapOf([
    ...[0, 1, 2, 3].map((n) => service(n, [needOf('names', [4 + n])])),
    dns(4, 'A'),
    dns(5, 'A'),
    dns(6, null),
    dns(7, null),
  ])
  const [layer] = concentrationOf(map.graph, asked).layers
  expect(layer).toMatchObject({ unknownShare: 0.5, hhi: 2500 + 625 + 625 })
  expect(layer?.shares.find(({ name }) => name === null)).toEqual({ name: null, share: 0.5, parts: 2, services: 2 })
})

test('only services of the sector and of the country count', () => {
  const map = mapOf([
    service(0, [needOf('names', [2])], { sectors: ['energy'], serves: ['EE'] }),
    service(1, [needOf('names', [3])], { sectors: ['health'], serves: ['FR'] }),
    dns(2, 'A'),
    dns(3, 'B'),
  ])
  const names = (more: object) =>
    concentrationOf(map.graph, { ...asked, ...more }).layers.flatMap(({ shares }) => shares.map(({ name }) => name))
  expect(names({ sector: 'energy' })).toEqual(['A'])
  expect(names({ serving: 'FR' })).toEqual(['B'])
})

test('rings are gone round until nothing changes', () => {
  const map = mapOf([
    service(0, [needOf('one', [1])]),
    partOf(1, { needs: [needOf('two', [2])] }),
    partOf(2, { needs: [needOf('back', [1]), needOf('names', [3, 4])] }),
    dns(3, 'A'),
    dns(4, 'B'),
  ])
  const found = concentrationOf(map.graph, asked).layers.find(({ layer }) => layer === 'dns')
  expect(found?.shares.map(({ share }) => share)).toEqual([0.5, 0.5])
})

test('a need on which little of a part hangs counts little', () => {
  const map = mapOf([
    service(0, [needOf('names', [1]), needOf('price', [2], { weight: 0.25 })]),
    dns(1, 'A'),
    dns(2, 'B'),
  ])
  expect(concentrationOf(map.graph, asked).layers[0]?.shares.map(({ share }) => share)).toEqual([0.8, 0.2])
})
