// Reviews, lessons and the Reserve over HTTP: approved by somebody else, anonymised or not given out, and owed within two months.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { listBacklog } from '#recover/api/backlog.ts'
import * as lessons from '#recover/api/lessons.ts'
import * as reserve from '#recover/api/reserve.ts'
import * as reviews from '#recover/api/reviews.ts'
import { proposeStandDown } from '#recover/api/stand-downs.ts'
import type { Client } from '../setup/node.ts'
import { ago, did, heldOf, openRecover, party, type RecoverHouse, refused, runJob } from '../setup/recover.ts'

let house: RecoverHouse
let crisis = ''
beforeAll(async () => {
  house = await openRecover()
  const { anna } = house
  const summary = 'Sent by ops@musterwerk.example. CVE-2025-11111 is in a list of known exploited vulnerabilities.'
  const incident = (await anna.get(declareIncident, { title: 'Ransomware at Musterwerk', summary })).id
  crisis = (await anna.get(openCrisis, { title: 'Ports stand still', incidents: [incident] })).id
}, 240_000)
afterAll(() => house.node.stop())

async function file(as: Client, path: string) {
  const answer = await as.fetch(`/api/recover/${path}`)
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

test('a review is drafted from the record, approved by somebody who did not write in it, and makes follow-ups once', async () => {
  const { anna, ben, analyst } = house
  const review = heldOf(await anna.get(reviews.draftReview, { crisis, requestedBy: party('EU-CyCLONe') }))
  const shown = async () => anna.get(reviews.getReview, { id: review.id })
  const { text } = (await shown()).state
  expect(text.vulnerabilities).toMatchObject([
    { cve: 'CVE-2025-11111', knownExploited: 'yes', mitigated: 'undetermined' },
  ])
  expect(text.timeline.length).toBeGreaterThan(1)
  const what = {
    text: 'Two factors for suppliers',
    owner: party('IT'),
    due: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const written = { causes: 'A stolen session.', failed: ['Nobody had the number.'], recommendations: [what, what] }
  await did(anna, review, reviews.changeReview, { text: written })
  expect(await refused(anna, review, reviews.changeReview, { text: written })).toBe('nothing-to-change')
  expect(await refused(ben, review, reviews.approveReview)).toBe('wrong-state')
  await did(anna, review, reviews.submitReview)
  expect(await refused(anna, review, reviews.approveReview)).toBe('second-person-needed')
  const notAllowed = await analyst.call(reviews.approveReview, { id: review.id, version: review.version })
  expect(!notAllowed.ok && notAllowed.problem.refusal).toBe('not-allowed')
  await did(ben, review, reviews.returnReview, { reason: 'The way in is missing.' })
  await did(anna, review, reviews.changeReview, { text: { initialAccess: 'A supplier.' } })
  await did(anna, review, reviews.submitReview)
  expect(await did(ben, review, reviews.approveReview)).toMatchObject({ state: 'approved' })
  const { items } = await anna.get(listBacklog, { crisis })
  expect(items.filter(({ kind }) => kind === 'recommendation')).toMatchObject([{ what: what.text, owner: 'IT' }])
  // Writing in it makes it a draft again; the same recommendation is not promised twice.
  await did(anna, review, reviews.changeReview, { text: { helped: ['The phone tree.'] } })
  await did(anna, review, reviews.submitReview)
  await did(ben, review, reviews.approveReview)
  expect((await anna.get(listBacklog, { crisis })).items.filter(({ kind }) => kind === 'recommendation')).toHaveLength(
    1,
  )
})

test('a version for others names nobody and no vulnerability that is not mitigated, or it is not given out', async () => {
  const { anna, stranger } = house
  const [{ id, version } = { id: '', version: 0 }] = (await anna.get(reviews.listReviews, { crisis })).items
  const review = heldOf({ id, version })
  const note = 'Musterwerk paid nothing; ask ops@musterwerk.example or 192.0.2.17.'
  await did(anna, review, reviews.changeReview, {
    text: { summary: note },
    replaced: [{ kind: 'organisation', text: 'Musterwerk' }],
  })
  const { anonymised, left, withheld } = await anna.get(reviews.getReview, { id })
  expect([anonymised.summary, left, withheld]).toEqual([
    expect.stringMatching(/^Organisation \d paid nothing; ask Address \d or Address \d\.$/),
    [],
    1,
  ])
  expect(JSON.stringify(anonymised)).not.toMatch(/musterwerk|192\.0\.2|CVE-2025-11111/i)
  const md = await file(anna, `exportReview?id=${id}&form=md&anonymised=true`)
  expect(md.status).toBe(200)
  expect(md.bytes.toString()).not.toMatch(/musterwerk|192\.0\.2|CVE-2025-11111/i)
  expect(md.bytes.toString()).toContain('1 left out: not known to be mitigated')
  expect((await file(anna, `exportReview?id=${id}&form=md`)).bytes.toString()).toContain('Musterwerk paid nothing')
  const pdf = await file(anna, `exportReview?id=${id}&form=pdf`)
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const docx = await file(anna, `exportReview?id=${id}&form=docx&anonymised=true`)
  expect([docx.type, docx.bytes.subarray(0, 2).toString()]).toEqual([expect.stringContaining('wordprocessingml'), 'PK'])
  // Said to be mitigated, it may be told.
  const vulnerabilities = [{ cve: 'CVE-2025-11111', knownExploited: 'yes', list: 'EUVD', mitigated: 'yes', note: '' }]
  await did(anna, review, reviews.changeReview, { text: { vulnerabilities } })
  expect((await anna.get(reviews.getReview, { id })).withheld).toBe(0)
  // A word that stands instead of one name and holds another leaves that name standing.
  const instead = [
    { kind: 'organisation', text: 'Musterwerk', instead: 'A port' },
    { kind: 'other', text: 'port' },
  ]
  await did(anna, review, reviews.changeReview, { text: { summary: 'Musterwerk' }, replaced: instead })
  const strange = await stranger.call(reviews.getReview, { id })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown')
})

test('a lesson goes into a plan by proposal and approval, and names the entry that carried it out', async () => {
  const { anna, ben } = house
  const lesson = heldOf(
    await anna.get(lessons.noteLesson, {
      ...{ title: 'Nobody had the number', crisis, owner: party('Desk') },
      from: { record: 'coordinate.crisis', id: crisis },
    }),
  )
  const change = { target: 'threshold', where: 'data/recover/stand-down.json', text: '48 hours without a wave' }
  expect(await refused(anna, lesson, lessons.approveChange)).toBe('wrong-state')
  await did(anna, lesson, lessons.proposeChange, change)
  expect(await refused(anna, lesson, lessons.approveChange)).toBe('second-person-needed')
  expect(await refused(anna, lesson, lessons.carryOutChange, { how: 'At once.' })).toBe('wrong-state')
  await did(ben, lesson, lessons.refuseChange, { because: 'Two days are too long.' })
  const nowhere = { ...change, record: { record: 'coordinate.decision', id: crisis } }
  expect(await refused(anna, lesson, lessons.proposeChange, nowhere)).toBe('unknown')
  await did(anna, lesson, lessons.proposeChange, { ...change, text: '36 hours without a wave' })
  const proposed = await anna.get(lessons.getLesson, { id: lesson.id })
  expect([proposed.moves.approve, proposed.moves['carry-out']]).toEqual([
    'You proposed it. Somebody else has to agree, also not a token of yours.',
    'Somebody else has to approve the change first.',
  ])
  const { entry: before } = await did(ben, lesson, lessons.changeLesson, { text: 'At night it rang at home.' })
  await did(ben, lesson, lessons.approveChange)
  expect(await refused(ben, lesson, lessons.carryOutChange, { entry: before, how: 'Before.' })).toBe('no-such-entry')
  const { entry } = await anna.get(proposeStandDown, { crisis, reason: 'By the new threshold.' })
  await did(ben, lesson, lessons.carryOutChange, { entry, how: 'The file was changed.' })
  const { state } = await anna.get(lessons.getLesson, { id: lesson.id })
  expect(state).toMatchObject({ state: 'carried-out', approvedBy: `person:${ben.person}`, carriedOut: { entry } })
  const { items } = await anna.get(lessons.listLessons, { crisis, state: ['carried-out'] })
  expect(items.map(({ id }) => id)).toEqual([lesson.id])
})

test('the report on a use of the Reserve is owed two months after its end, approved by another, and its lateness is written down once', async () => {
  const { anna, ben, node } = { ...house }
  const day = 24
  const request = { serviceAndNeed: 'Forensics, ten days' }
  const asked = { title: 'Incident response for the port', user: party('National CSIRT'), request, crisis }
  const use = heldOf(await anna.get(reserve.requestReserve, { ...asked, requestedAt: ago(80 * day) }))
  const shown = async () => anna.get(reserve.getReserveUse, { id: use.id })
  expect((await shown()).clocks).toMatchObject({ answerLate: true, reportDue: null, owedTo: [] })
  await did(anna, use, reserve.informOfReserve, { party: party('CSIRTs Network'), at: ago(80 * day) })
  expect(await refused(anna, use, reserve.beginReserveService, { providers: [party('One')] })).toBe('wrong-state')
  await did(anna, use, reserve.answerReserve, { granted: true, words: 'From tomorrow.', at: ago(79 * day) })
  expect((await shown()).clocks.answerLate).toBe(false)
  const early = { providers: [party('Trusted provider')], at: ago(79.5 * day) }
  expect(await refused(anna, use, reserve.beginReserveService, early)).toBe('impossible-times')
  await did(anna, use, reserve.beginReserveService, { ...early, at: ago(78 * day) })
  await did(anna, use, reserve.endReserveService, { because: 'All is restored.', at: ago(65 * day) })
  const { clocks, drafted } = await shown()
  expect(clocks).toMatchObject({ reportOverdue: true, owedTo: ['Commission', 'ENISA', 'CSIRTs Network', 'EU-CyCLONe'] })
  expect(drafted.service).toContain('Trusted provider gave the service')
  const recent = heldOf(
    await anna.get(reserve.requestReserve, { ...asked, title: 'Another', requestedAt: ago(60 * day) }),
  )
  await did(anna, recent, reserve.answerReserve, { granted: true, words: 'Yes.', at: ago(59 * day) })
  await did(anna, recent, reserve.beginReserveService, { providers: [party('Two')], at: ago(58 * day) })
  await did(anna, recent, reserve.endReserveService, { because: 'Over.', at: ago(50 * day) })
  await runJob(node, 'recover-reserve')
  await runJob(node, 'recover-reserve')
  const late = await shown()
  expect(late.version).toBe(use.version + 1)
  expect(late.state.breachedAt).not.toBeNull()
  expect((await anna.get(reserve.getReserveUse, { id: recent.id })).state.breachedAt).toBeNull()
  use.version = late.version
  await did(anna, use, reserve.writeReserveReport, { service: drafted.service, results: 'The intruder is out.' })
  expect(await refused(anna, use, reserve.approveReserveReport)).toBe('second-person-needed')
  expect(await refused(ben, use, reserve.approveReserveReport)).toBe('still-open')
  await did(anna, use, reserve.writeReserveReport, { lessons: 'Keep the number at hand.' })
  expect(await refused(anna, use, reserve.sendReserveReport, { party: party('ENISA'), how: 'post' })).toBe(
    'wrong-state',
  )
  await did(ben, use, reserve.approveReserveReport)
  for (const name of ['Commission', 'ENISA', 'CSIRTs Network', 'EU-CyCLONe'])
    await did(anna, use, reserve.sendReserveReport, { party: party(name), how: 'platform' })
  expect(await shown()).toMatchObject({ state: { state: 'reported' }, clocks: { owedTo: [], reportOverdue: false } })
  const report = (await file(anna, `exportReserveReport?id=${use.id}&form=md`)).bytes.toString()
  expect(report).toContain('The intruder is out.')
  const { items } = await anna.get(listBacklog, { crisis })
  expect(items.filter(({ kind }) => kind === 'reserve-report').map(({ what }) => what)).toEqual(['Report on Another'])
})

test('two who propose to stand the same crisis down at one moment: one does, the other is told which', async () => {
  const { anna, ben, analyst } = house
  const { id } = await anna.get(openCrisis, { title: 'Another crisis' })
  const asked = await Promise.all(
    [anna, ben, analyst].map((one) => one.call(proposeStandDown, { crisis: id, reason: 'It is quiet.' })),
  )
  const done = asked.flatMap((one) => (one.ok ? [one.value.id] : []))
  const others = asked.flatMap((one) => (one.ok ? [] : [one.problem]))
  expect(done).toHaveLength(1)
  expect(others.map(({ refusal }) => refusal)).toEqual(['open-already', 'open-already'])
  for (const { detail } of others) expect(detail).toContain(done[0])
})

test('one that was proposed to named persons alone is not told of, and keeps a second one out', async () => {
  const { anna, ben } = house
  const { id } = await anna.get(openCrisis, { title: 'A quiet crisis' })
  const marking = { tlp: 'RED' as const, persons: [], reason: 'Sources', reviewOn: '2999-01-01' }
  const first = await anna.get(proposeStandDown, { crisis: id, reason: 'It is quiet.', marking })
  const second = await ben.call(proposeStandDown, { crisis: id, reason: 'It is quiet.' })
  expect(!second.ok && second.problem.refusal).toBe('open-already')
  expect(JSON.stringify(second)).not.toContain(first.id)
})
