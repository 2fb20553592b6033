// The rules of the house that imports cannot show; each title is the rule. What counts is in tools/house.mjs.
import { expect, test } from 'vitest'
import * as house from '../tools/house.mjs'

test('there are rooms to look at', () => {
  expect(house.roomsOf().length).toBeGreaterThan(0)
})

test('every room has its place in the chain and its line in package.json', () => {
  expect(house.strangers()).toEqual([])
})

test('every room has a README and a door', () => {
  expect(house.unfinishedRooms()).toEqual([])
})

test('every room is furnished from the known list, so a reader knows where to look', () => {
  expect(house.oddFurniture()).toEqual([])
})

test('models, rules, contracts, events and the kernel take time, chance and data as arguments', () => {
  expect(house.impureRules()).toEqual([])
})

test('pages tell the time of the realm, never that of the machine', () => {
  expect(house.ownClocks()).toEqual([])
})

test('there is no drawer of odds and ends', () => {
  expect(house.drawers()).toEqual([])
})

test('the first line of every source file says what the file is for', () => {
  expect(house.silentFiles()).toEqual([])
})

test('every migration belongs to one room and names only its schema', () => {
  expect(house.strayMigrations()).toEqual([])
})

test('every contract declares who may use it', () => {
  expect(house.contractsWithoutPolicy()).toEqual([])
})

test('every path that the pages for newcomers name is there', () => {
  expect(house.deadPaths()).toEqual([])
})

test('no file names a folder of one machine or a registry host', () => {
  expect(house.machineTraces()).toEqual([])
})
