// The map of sources that is built into the web: every Member State is there, and land is with whom it belongs to.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../tools/sources.mjs'
import { nameWorld } from '../../tools/world.mjs'

const atlas = JSON.parse(readFileSync(path.join(root, 'node_modules/world-atlas/countries-110m.json'), 'utf8'))
const geometries = nameWorld(atlas).objects.countries.geometries as { id: string; arcs: number[][][] }[]
const parts = (code: string) => geometries.find((it) => it.id === code)?.arcs.length ?? 0
const before = (name: string) =>
  atlas.objects.countries.geometries.find((it: { properties: { name: string } }) => it.properties.name === name)

test('every Member State that the coarse map draws has its letters', () => {
  const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV NL PL PT RO SE SI SK'.split(' ')
  expect(members.filter((code) => parts(code) === 0)).toEqual([])
})

test('the sources of story 1 are on it', () => {
  expect(['US', 'VN', 'BR', 'UA'].filter((code) => parts(code) === 0)).toEqual([])
})

test('Crimea is drawn with Ukraine, and all of Cyprus with Cyprus', () => {
  expect(parts('RU')).toBe(before('Russia').arcs.length - 1)
  expect(parts('CY')).toBe(2)
})
