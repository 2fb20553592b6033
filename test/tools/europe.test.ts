// The map that is built into the web: whose land is whose, and that nothing beyond Europe is carried along.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { feature } from 'topojson-client'
import { expect, test } from 'vitest'
import { cutEurope } from '../../tools/europe.mjs'
import { root } from '../../tools/sources.mjs'

const world = JSON.parse(readFileSync(path.join(root, 'node_modules/world-atlas/countries-50m.json'), 'utf8'))
const europe = cutEurope(world)
const lands = new Map(feature(europe, europe.objects.countries).features.map((land) => [String(land.id), land]))

const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

function boxes(code: string): { west: number; east: number; south: number; north: number }[] {
  const land = lands.get(code)
  if (land?.geometry.type !== 'MultiPolygon') return []
  return land.geometry.coordinates.map(([ring = []]) => ({
    west: Math.min(...ring.map(([x = 0]) => x)),
    east: Math.max(...ring.map(([x = 0]) => x)),
    south: Math.min(...ring.map(([, y = 0]) => y)),
    north: Math.max(...ring.map(([, y = 0]) => y)),
  }))
}

test('every Member State is on the map', () => {
  expect(members.filter((code) => boxes(code).length === 0)).toEqual([])
})

test('the territory of Cyprus is the whole island', () => {
  expect(Math.max(...boxes('CY').map((box) => box.east))).toBeGreaterThan(34.4)
  expect(Math.max(...boxes('CY').map((box) => box.north))).toBeGreaterThan(35.5)
})

test('Crimea is drawn with Ukraine', () => {
  const crimea = (box: { west: number; east: number; north: number }) =>
    box.west > 32 && box.east < 37 && box.north < 46.5
  expect(boxes('UA').some(crimea)).toBe(true)
  expect(boxes('RU').some(crimea)).toBe(false)
})

test('islands far from Europe and lines that nobody draws are left out', () => {
  expect(boxes('FR').every((box) => box.west > -26 && box.north > 40)).toBe(true)
  expect(europe.arcs.length).toBeLessThan(world.arcs.length / 2)
})
