// Recovery in front of a person: a crisis is stood down, services come back, a breach is dealt with, lessons are approved, and a look back.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { chooseOption, openDecision } from '#coordinate/api/decisions.ts'
import { getBreach } from '#recover/api/breaches.ts'
import { getGoal, reportProgress, setGoal } from '#recover/api/goals.ts'
import { approveChange, getLesson } from '#recover/api/lessons.ts'
import { getReserveUse } from '#recover/api/reserve.ts'
import { getReview } from '#recover/api/reviews.ts'
import { getStandDown } from '#recover/api/stand-downs.ts'
import { launchBrowser } from '../setup/browser.ts'
import { ago, did, heldOf, openRecover, party, type RecoverHouse } from '../setup/recover.ts'
import { accessibilityFaults, overflow, type Visit, visit } from './visit.ts'

let browser: Browser
let house: RecoverHouse
let shown: Visit
let page: Page
let crisis = ''
let goal = ''

beforeAll(async () => {
  browser = await launchBrowser()
  house = await openRecover()
  const { anna, ben, stranger } = house
  const incident = (await anna.get(declareIncident, { title: 'Ferry booking cannot be reached' })).id
  crisis = (await anna.get(openCrisis, { title: 'Ferries stand still', incidents: [incident] })).id
  const marking = { tlp: 'AMBER' as const, audience: [stranger.organisation] }
  const set = { service: 'Ferry booking', outageSince: ago(3), rtoMinutes: 240, crisis, marking }
  const held = heldOf(await anna.get(setGoal, set))
  goal = held.id
  const options = [{ text: 'Close the counters' }, { text: 'Sell by telephone' }]
  const asked = heldOf(
    await anna.get(openDecision, { crisis, question: 'Who sells tickets?', options, fourEyes: false }),
  )
  await did(ben, asked, chooseOption, { option: 'o2', decider: party('Ministry'), reasons: 'People wait at the quay.' })
  await did(anna, held, reportProgress, { level: 0.4, note: 'By telephone.', at: ago(1) })
  shown = await visit(browser, house.node, { as: anna })
  page = shown.page
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await house?.node.stop()
})

async function shot(name: string): Promise<void> {
  const folder = process.env.TOCSIN_TEST_SHOTS
  if (folder) await page.screenshot({ path: `${folder}/recover-${name}.png`, fullPage: true })
}

/** Opens a dialog, fills its fields, sends it, and waits until it is gone. */
async function act(button: string | RegExp, title: string, fields: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.waitFor()
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: false }).first()
    if ((await field.evaluate((it) => it.tagName)) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
  await dialog.getByRole('button', { name: title }).click()
  await dialog.waitFor({ state: 'detached' })
}
const here = () => new URL(page.url()).pathname.split('/').at(-1) ?? ''
const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

test('a stand-down is proposed from the board; a criterion is judged with a no, and a measure is listed and rolled back', async () => {
  const { anna } = house
  await page.goto('/recover')
  await page.getByRole('link', { name: 'Ferry booking' }).waitFor()
  await shot('board')
  expect(await accessibilityFaults(page)).toEqual([])
  await act('Propose to stand down', 'Propose to stand down', { 'Why?': 'Quiet since yesterday.' })
  await heading(/Stand-down of/)
  await page
    .getByText('Incidents are contained', { exact: false })
    .or(page.getByText('What must be so'))
    .first()
    .waitFor()
  await act(/^Judge it/, 'Judge it', { 'Is it so?': 'no', 'On what grounds?': 'Latvia was not asked.' })
  await page.getByText('Latvia was not asked.').first().waitFor()
  await act('List a measure', 'List a measure', {
    'What was switched on': 'Only Europe gets in',
    'Who owns it': 'Provider',
  })
  await page.getByText('Only Europe gets in').first().waitFor()
  await act(/^Roll it back/, 'Roll it back', { 'Why, and how': 'Filters removed.' })
  await page.getByText('Rolled back').first().waitFor()
  await shot('stand-down')
  expect(await accessibilityFaults(page)).toEqual([])
  const { state, measures } = await anna.get(getStandDown, { id: here() })
  expect(state.judgements).toMatchObject([{ answer: 'no' }])
  expect(measures).toMatchObject([{ state: { state: 'rolled-back', owner: { name: 'Provider' } } }])
}, 120_000)

test('a goal: a step is planned and done, progress is told, a blocker named and cleared', async () => {
  await page.goto(`/recover/${goal}`)
  await heading(/Ferry booking/)
  await act('Plan a step', 'Plan a step', { 'What is done': 'Restore the database', 'Who does it': 'Desk' })
  await act(/^Move this step/, 'Move this step', { 'What came of it': 'Checked.' })
  await act('Name a blocker', 'Name a blocker', { 'What stands in the way': 'No spare disks' })
  await act(/^It is out of the way/, 'It is out of the way', { 'What took it away': 'Lent.' })
  await act('Report progress', 'Report progress', { 'Level now, %': '80', 'What works': 'No payments yet.' })
  await page.getByText('80 % No payments yet.').waitFor()
  await shot('goal')
  expect(await accessibilityFaults(page)).toEqual([])
  const { state } = await house.anna.get(getGoal, { id: goal })
  expect(state).toMatchObject({
    steps: [{ state: 'done', note: 'Checked.' }],
    blockers: [{ cleared: { how: 'Lent.' } }],
  })
  expect(state.progress.at(-1)?.level).toBe(0.8)
}, 120_000)

test('a breach: isolated, experts, a promise, a disclosure, the market; what is cleaned without evidence is refused in words', async () => {
  await page.goto('/recover')
  await act('Open a breach', 'Open a breach', {
    ...{ Title: 'Breach at an engineering group', 'Who was broken into': 'Engineering group' },
    ...{ 'Found at': '2026-11-01T07:00', Crisis: crisis },
  })
  await heading(/Breach at an engineering group/)
  await act('Plan a step', 'Plan a step', { Phase: 'eradicate', 'What is done': 'Build the server anew' })
  await page.getByRole('button', { name: /^Move this step/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Move this step' }).click()
  await dialog.getByText('What is cleaned or built anew can be looked at no more.').waitFor()
  await dialog.getByLabel('Why all the same', { exact: false }).fill('It was burnt.')
  await dialog.getByRole('button', { name: 'Move this step' }).click()
  await dialog.waitFor({ state: 'detached' })
  await act('Engage experts', 'Engage experts', { Who: 'Forensics', 'For what': 'Three servers' })
  await act('Promise an update', 'Promise an update', {
    ...{ 'What will be told': 'How many customers', 'To whom': 'Customers', 'By when': '2026-12-01T12:00' },
  })
  await act('Add a disclosure', 'Add a disclosure', { 'Where it was disclosed': 'News service', Title: 'Notice' })
  await act('Add a market figure', 'Add a market figure', {
    'Change in percent': '-2.3',
    'Source of the figure': 'Agency',
  })
  await page.getByText('-2.3 %', { exact: false }).waitFor()
  await page.getByRole('link', { name: 'How many customers' }).waitFor()
  await shot('breach')
  expect(await accessibilityFaults(page)).toEqual([])
  const { state, stillOpen } = await house.anna.get(getBreach, { id: here() })
  expect(state).toMatchObject({
    steps: [{ state: 'done', despite: 'It was burnt.' }],
    market: [{ changePercent: -2.3 }],
  })
  expect(stillOpen).toHaveLength(2)
}, 120_000)

test('a review is drafted, written in and handed in; a lesson of it is proposed here and approved elsewhere', async () => {
  await page.goto('/recover?tab=reviews')
  await act('Draft a review', 'Draft a review', {})
  await heading(/Review:/)
  await act('Write in it', 'Write in it', {
    Summary: 'Ferry booking was down.',
    'Main causes': 'A stolen session.',
    'What failed': 'Nobody had the number.',
  })
  await act('Recommend something', 'Recommend something', { 'What should be done': 'Two factors', 'Who does it': 'IT' })
  await act('Replace a name for others', 'Replace a name for others', { 'What must not stand there': 'Ferry booking' })
  await page.getByText('Show it as others would get it').click()
  await page
    .getByText(/Organisation \d/)
    .first()
    .waitFor()
  await act('Hand it in', 'Hand it in', {})
  await page.getByText('For approval').waitFor()
  await shot('review')
  expect(await accessibilityFaults(page)).toEqual([])
  expect((await house.anna.get(getReview, { id: here() })).state).toMatchObject({
    ...{
      state: 'for-approval',
      text: { failed: ['Nobody had the number.'], recommendations: [{ text: 'Two factors' }] },
    },
  })
  await page.goto('/recover?tab=lessons')
  await act('Note a lesson', 'Note a lesson', { 'What was learnt': 'Nobody had the number at night', Crisis: crisis })
  await heading(/Nobody had the number at night/)
  await act('Propose a change', 'Propose a change', {
    'Of what': 'playbook',
    'Which change?': 'The number on page one',
  })
  await page.getByText('The number on page one').waitFor()
  expect(await page.getByRole('button', { name: 'Approve the change' }).count()).toBe(0)
  const lesson = heldOf(await house.anna.get(getLesson, { id: here() }))
  await did(house.ben, lesson, approveChange)
  await act('It is carried out', 'It is carried out', { 'By what?': 'Printed.' })
  await page.getByText('Carried out', { exact: true }).first().waitFor()
  await shot('lesson')
  expect(await accessibilityFaults(page)).toEqual([])
}, 120_000)

test('the Reserve: asked for, granted, given, ended, and the report begins from what the record says', async () => {
  await page.goto('/recover')
  await act('Write down a request', 'Write down a request', {
    ...{ 'For what': 'Forensics for the port', 'Who asks': 'National CSIRT', 'The service that is needed': 'Ten days' },
  })
  await heading(/Forensics for the port/)
  await act('It was answered', 'It was answered', { 'In which words': 'From tomorrow.' })
  await act('The service has begun', 'The service has begun', { 'Who gives it': 'One Ltd\nTwo Ltd' })
  await act('The service has ended', 'The service has ended', { Why: 'All is restored.' })
  await page.getByText('Still owed to Commission', { exact: false }).waitFor()
  await act('Write the report', 'Write the report', { Results: 'The intruder is out.', Lessons: 'Keep the number.' })
  await page.getByText('The intruder is out.').waitFor()
  await shot('reserve')
  expect(await accessibilityFaults(page)).toEqual([])
  const { state } = await house.anna.get(getReserveUse, { id: here() })
  expect(state.providers.map(({ name }) => name)).toEqual(['One Ltd', 'Two Ltd'])
  expect(state.report.service).toContain('One Ltd, Two Ltd gave the service')
}, 120_000)

test('looking back: the slider goes to any moment, through the eyes of another organisation, and a decision shows its own', async () => {
  await page.goto(`/recover/after-action/${crisis}`)
  await page.getByRole('slider', { name: 'Moment' }).waitFor()
  await page.getByRole('heading', { name: 'What stood in the record' }).waitFor()
  await page.getByLabel('As known by').selectOption({ label: 'Another company' })
  await page.getByText(/more stood in the record, and Another company could not read them/).waitFor()
  await shot('after-action')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('slider', { name: 'Moment' }).focus()
  await page.keyboard.press('Home')
  await page.getByText('Nothing yet.').waitFor()
  expect(page.url()).toMatch(/[?&]at=/)
  await page.getByRole('button', { name: 'Show what was known: DEC', exact: false }).click()
  // It had come back an hour before, and that was written down only after the decision.
  const late = page.getByRole('region', { name: 'Had happened, and was not written down yet' })
  await late.getByText('Ferry booking', { exact: false }).first().waitFor()
  await page.reload()
  await late.getByText('Ferry booking', { exact: false }).first().waitFor()
  await shot('decision')
  await act('Note a lesson', 'Note a lesson', { 'What was learnt': 'Say at once what works again' })
  await page.getByRole('link', { name: 'Say at once what works again' }).waitFor()
}, 120_000)

test('on a phone, in the dark, nothing runs over the edge', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const at of ['/recover', `/recover/${goal}`, `/recover/after-action/${crisis}`]) {
    await page.goto(at)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    expect([at, await overflow(page)]).toEqual([at, 0])
    expect(await accessibilityFaults(page)).toEqual([])
  }
  await shot('phone')
  expect(shown.wrongs).toEqual([])
}, 120_000)
