// Five organisations in five processes: what is agreed flows, what is not stays, and neither a cut link nor a changed key loses anything.
// Embedded only: each of its nodes is a process with an embedded store of its own, whatever the run says.
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  closeFive,
  cutAndChange,
  type Five,
  flowsDown,
  flowsUp,
  nothingLost,
  oneLies,
  openFive,
  staysAtHome,
  trustAndAgree,
} from '../federation/story.ts'

const opened: Partial<Five> = {}
let five: Five
let warning = ''
const told: string[] = []
const tell = (what: string) => void told.push(what)

beforeAll(async () => {
  five = await openFive(opened, tell)
}, 180_000)
afterAll(() => closeFive(opened))

test('trust and agreements between neighbours, each signed by named persons on both sides', async () => {
  await trustAndAgree(five, tell)
  expect(told.filter((line) => line.includes('signed an agreement'))).toHaveLength(5)
}, 120_000)

test('up: from the operator to its CSIRT, to another Member State, to the Union level, and by hand to NATO', async () => {
  warning = (await flowsUp(five, tell)).warning
}, 120_000)

test('down: a situation report, and answers back to whose record it is', async () => {
  await flowsDown(five, warning, tell)
}, 120_000)

test('a link that is cut and a key that is changed lose nothing', async () => {
  await cutAndChange(five, warning, 30, tell)
}, 120_000)

test('every letter was taken once, in order, and every journal is whole', async () => {
  await nothingLost(five, tell)
}, 60_000)

test('what was marked to stay is in none of the other databases', async () => {
  await staysAtHome(five, tell)
}, 60_000)

test('a node that shows two histories is found out', async () => {
  await oneLies(five, tell)
}, 120_000)
