// A copy provokes nothing: whatever stands in it, no job and no reaction of any room writes, asks, reminds, calls or tells on because of it.
// The same states as records of our own do provoke, so that the test can fail. Whoever adds a job, a hearer, a trigger, or a kind that
// crosses, decides here what copies are to it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDuties } from '#assess/api/duties.ts'
import { dueDuties } from '#coordinate/api/duties.ts'
import { ladder } from '#coordinate/api/ladder.ts'
import { waitsForMe } from '#coordinate/api/tasks.ts'
import type { KindsFile } from '#federate/model/kinds.ts'
import { recordsNamed } from '#federate/rules/agreements/kinds.ts'
import { atHome } from '#federate/rules/copies/at-home.ts'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { newId } from '#platform/id.ts'
import { packageRoot } from '#platform/worker.ts'
import { allRecords } from '../../src/node.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { sampleOf } from '../setup/sample.ts'

/** What each job does about records that stand as these do; without a word: it looks at none, or at those alone that stay at home. */
const jobs: Record<string, string[]> = {
  notary: [],
  'erased-files': [],
  'forget-commands': [],
  outbox: [],
  'outbox-forget': [],
  'people.tidy': [],
  'federate-post-forget': [],
  'federate-own-card': [],
  'federate-peer-cards': [],
  'federate-agreements': [],
  'federate-erase-copies': [],
  'federate-keep-copies': [],
  'federate-histories': [],
  'taxii-feeds': [],
  'taxii-statuses': [],
  'object-retention': [],
  'federate-misp-poll': [],
  'federate-advisories': [],
  'federate-forget-events': [],
  'sustain-failovers': [],
  'sustain-moved-resolvers': [],
  'sense-detect': [],
  'sense-roll-up': [],
  'sense-sensors': [],
  'sustain-probe-services': [],
  'sustain-find-states': [],
  'sustain-reach-steps': [],
  'watch-hear-findings': [],
  'watch-feeds': ['feed'],
  'watch-health': [],
  'watch-follow-ups': ['watch.tellFallenDue'],
  'watch-acceptances': [],
  'watch-older-items': [],
  'watch-erasures': [],
  'watch-stories': [],
  'watch-tell-sense': [],
  'watch-intakes': [],
  'assess-limits': ['assess.breakLimits'],
  'assess-judge-all': [],
  'assess-remind': ['mail assess.reminder'],
  'coordinate-tasks': ['coordinate.escalateTask'],
  'coordinate-call-outs': ['coordinate.callRound'],
  'coordinate-duties': ['mail coordinate.duty'],
  'disrupt-request-times': ['disrupt.noticeTimes'],
  'share-advice': ['advice'],
  'share-tell-subscribers': [],
  'share-reviews': ['mail share.markingReview'],
  'share-memberships': [],
  'disrupt-looks': [],
  'disrupt-releases': ['disrupt.tellReleases'],
  'recover-follow-ups': ['recover.tellFallenDue'],
  'recover-relapses': [],
  'recover-reserve': ['recover.breakReserveReports'],
  'sustain-watch-plans': [],
  'sustain-forget-verdicts': [],
}

/** Who hears what is committed, and what a copy is to it. */
const hearers: Record<string, string> = {
  'src/node.ts': 'counts entries and wakes the notary',
  'src/platform/http/live.ts': 'tells browsers that something they may read changed',
  'src/people/actions/identify.ts': 'persons, who are never copied',
  'src/assess/actions/law-book/law-book.ts': 'forgets what it kept of the law',
  'src/assess/store/live-facts.ts': 'shows copies in the picture, with their owner',
  'src/assess/store/wall-totals.ts': 'forgets counts; the wall counts our own clocks alone',
  'src/coordinate/store/live-crises.ts': 'forgets facts; nothing is written',
  'src/federate/actions/agreements/standing.ts': 'peers and agreements, which are never copied',
  'src/federate/actions/copies/area.ts': 'erases what its owner took back',
  'src/federate/actions/directory/area.ts': 'peers and cards, which are never copied',
  'src/federate/actions/post/area.ts': 'tells peers of our own records: the flows ask whose it is',
  'src/federate/actions/stix/find-technique.ts': 'intakes, which are never copied',
  'src/exercise/actions/run/runs.ts':
    'judges what people did in an exercise; what stands in a copy is never expected of anybody here',
  'src/exercise/store/over.ts': 'exercises, which are never copied',
  'src/exercise/actions/joint/joints.ts':
    'follows the clock of an exercise of others that control of this node has joined; of any other it shows the invitation',
  'src/share/actions/handling/keep-advice.ts': 'advises on our own markings alone',
  'src/share/actions/out/public-feed.ts': 'forgets what it made; the feed for everybody has our own products alone',
  'src/sustain/store/all-parts.ts': 'keeps the map in memory; nothing is written',
  'src/watch/actions/contexts.ts': 'forgets names and terms that texts are read with',
  'src/watch/actions/hear-intakes.ts': 'intakes, which are never copied',
  'src/watch/actions/ledger-jobs.ts': 'persons, who are never copied',
}

/** Triggers of the database. */
const triggers: Record<string, string> = {
  parts_keep_map:
    'keeps a row for every part; a copy stands on the map with its owner, and nobody writes because of it',
  duties_keep_clock: 'keeps a row for every clock; the wall and the limits leave those of copies out',
  clocks_replan: 'plans reminders; the job forgets those of copies',
  given_awaits: 'notes what a peer owes an answer to, as was agreed; our own records alone',
  taken_awaits: 'notes what this node owes an answer to, as was agreed',
  responses_answer: 'notes that an answer came',
}

/** Kinds of record that an agreement can let in. One more is one more to think about: what would it start here? */
const crossing = [
  'assess.dutyReport',
  'assess.incident',
  'coordinate.crisis',
  'coordinate.decision',
  'coordinate.notice',
  'exercise.joint',
  'exercise.seatedHere',
  'sense.attack',
  'sense.observation',
  'share.product',
  'sustain.reachFinding',
  'sustain.vantageHour',
  'watch.claim',
]

const past = '2026-01-01T00:00:00.000Z'
const peer = newId(new Date())
const theirs = newId(new Date())
let node: TestNode
let officer: Client
/** Copies by their kind. */
const copies = new Map<string, Id>()

/** What makes a record as urgent as one of its kind can be. */
function asUrgentAsCanBe(): Record<string, object> {
  const hand = { person: officer.person, rota: null }
  const since = { from: past, because: 'assigned', acknowledgedAt: null, acknowledgedBy: null }
  const called = { person: officer.person, via: 'person', of: null, attempts: [], answers: [] }
  return {
    'disrupt.operation': {
      ...{
        state: 'watching',
        releases: [
          {
            ...{ key: 'r1', what: 'Details', to: 'the public', due: past, promisedAt: past },
            ...{ keptAt: null, where: '', fellDueAt: null },
          },
        ],
      },
    },
    'recover.followUp': { state: 'open', due: past, fellDueAt: null },
    'recover.reserveUse': { state: 'ended', serviceUntil: past, breachedAt: null },
    'assess.duty': { status: 'running', tentative: false, dueAt: past, timeZone: 'UTC', breaches: [] },
    'assess.incident': { status: 'open', severity: { value: 'red' }, priority: 'urgent' },
    'disrupt.request': { state: 'open', neededBy: past.slice(0, 10), neededSince: past, notices: [] },
    'coordinate.callOut': {
      ...{ status: 'calling', channels: ['email'], called: [called], nextRoundAt: past },
      ...{ rounds: 1, mostRounds: 5, repeatMinutes: 5 },
    },
    'coordinate.crisis': { status: 'open' },
    'coordinate.notice': { status: 'open', kind: 'potential-crisis', due: past, owner: officer.person },
    'coordinate.task': {
      ...{ status: 'assigned', assignee: hand, acknowledgeBy: past, acknowledgeMinutes: 5 },
      ...{ chain: [hand], hands: [{ ...hand, ...since }] },
    },
    'watch.followUp': { status: 'open', due: past, overdueAt: null },
    'watch.source': { active: true, url: 'http://127.0.0.1:9/feed', kind: 'rss' },
  }
}

/** The least state of its kind with as much of what is urgent as the kind has. */
function stateOf(kind: (typeof allRecords)[number]): object {
  const least = sampleOf(kind.state) as Record<string, unknown>
  const fits = Compile(kind.state)
  const urgent = asUrgentAsCanBe()[kind.name] ?? {}
  let state = least
  for (const [field, value] of Object.entries(urgent)) {
    const before = state[field]
    const whole = isPlain(before) && isPlain(value) ? { ...before, ...value } : value
    if (fits.Check({ ...state, [field]: whole })) state = { ...state, [field]: whole }
  }
  if (!fits.Check(state)) throw new Error(`${kind.name}: ${JSON.stringify(fits.Errors(state)[0])}`)
  return state
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

beforeAll(async () => {
  node = await startTestNode({ env: { TOCSIN_SMTP_URL: 'smtp://127.0.0.1:9' } })
  officer = await node.signedIn({ roles: ['duty-officer', 'crisis-manager', 'analyst'] })
}, 180_000)
afterAll(() => node?.stop())

test('every job, hearer, trigger and kind that crosses has its decision here', async () => {
  expect(node.node.jobs.map((job) => job.name).sort()).toEqual(Object.keys(jobs).sort())
  const { rows } = await sql<{ name: string }>`select tgname as name from pg_trigger where not tgisinternal`.execute(
    node.node.journal.sql,
  )
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(triggers).sort())
  expect(filesThatHear().sort()).toEqual(Object.keys(hearers).sort())
  const file = JSON.parse(readFileSync(join(packageRoot(), 'data/federate/kinds.json'), 'utf8')) as KindsFile
  expect(recordsNamed(file).sort()).toEqual(crossing)
})

function filesThatHear(): string[] {
  const root = packageRoot()
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  return files
    .filter((one) => one.isFile() && one.name.endsWith('.ts') && !one.name.endsWith('.test.ts'))
    .map((one) => join(one.parentPath, one.name))
    .filter((path) => /journal\.onCommitted\(/.test(readFileSync(path, 'utf8')))
    .map((path) => path.slice(root.length + 1))
}

/** Entries since, messages that leave, and what jobs keep beside the journal. */
async function done_(since: Id): Promise<{ verbs: string[]; text: string }> {
  const db = node.node.journal.sql
  const entries = await sql<{ verb: string }>`select verb, subject, kind, body, cause from journal.entries
    where id > ${since}::uuid and kind <> 'journal.copied'`.execute(db)
  const mails = await sql<{ origin: string }>`select origin, key, message from journal.outbox`.execute(db)
  const ids = [...copies.values()]
  const advice = await sql`select subject from share.advice where subject = any(${ids}::uuid[])`.execute(db)
  const feeds = await sql`select source from watch.feed_state where source = any(${ids}::uuid[])`.execute(db)
  const waits = await sql`select subject from federate.outgoing where subject = any(${ids}::uuid[])`.execute(db)
  const given = await sql`select subject from federate.given where subject = any(${ids}::uuid[])`.execute(db)
  return {
    verbs: [
      ...entries.rows.map((row) => row.verb),
      ...mails.rows.map((row) => `mail ${row.origin}`),
      ...(advice.rows.length > 0 ? ['advice'] : []),
      ...(feeds.rows.length > 0 ? ['feed'] : []),
    ],
    text: JSON.stringify([entries.rows, mails.rows, advice.rows, feeds.rows, waits.rows, given.rows]),
  }
}

/** As if hours went by: what one job writes another one takes up. */
async function everyJobRuns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    // Mail would wait for a server that is not there, and has no eyes for records.
    for (const job of node.node.jobs) if (job.name !== 'outbox') await job.run()
    await node.node.notarise()
  }
}

/** What the screens of people who have the duty say is waiting for them. */
async function waiting(): Promise<unknown> {
  const [due, mine, wall] = await Promise.all([
    officer.get(dueDuties, {}),
    officer.get(waitsForMe, {}),
    officer.get(listDuties, {}),
  ])
  return [due.notices, due.asked, due.overdue, mine.total, mine.tasks, mine.callOuts, wall.items, wall.totals.all]
}

let since: Id

test('copies of every kind, each as urgent as can be, start nothing', async () => {
  const { journal } = node.node
  const view = { reader: systemReader(`peer:${peer}`, ['live'], journal.home), realm: 'live' }
  await everyJobRuns()
  const before = await waiting()
  const marking = {
    tlp: 'GREEN' as const,
    owner: theirs,
    audience: [],
    persons: [],
    releasableTo: [],
    reviewOn: '2026-01-02',
  }
  for (const kind of allRecords.filter(({ name }) => !atHome.test(name))) {
    const subject = newId(new Date())
    const from = { node: peer, organisation: theirs, version: 1, entry: newId(new Date()), recordedAt: past }
    const state = stateOf(kind)
    const reply = await journal.commit({ view, verb: 'federate.takeLetter' }, async (unit) =>
      done((await unit.copy(kind, { subject, state, marking, from })).held.id),
    )
    if (!reply.ok) throw new Error(`${kind.name}: ${JSON.stringify(reply)}`)
    copies.set(kind.name, subject)
  }
  since = newId(new Date())
  await everyJobRuns()
  const { text } = await done_(since)
  const touched = [...copies].filter(([, id]) => text.includes(id)).map(([kind]) => kind)
  expect(touched).toEqual([])
  expect(await waiting()).toEqual(before)
}, 180_000)

test('of a crisis of others no step is proposed here', async () => {
  const shown = await officer.get(ladder, { crisis: copies.get('coordinate.crisis') ?? '' })
  expect(shown.mayAct).toBe(false)
  expect(new Set(shown.cells.map(({ standing }) => standing))).toEqual(new Set(['none']))
})

test('the same records as our own start what each job is there for', async () => {
  const { home, sql: db } = node.node.journal
  await sql`update journal.records set origin = null, owner = ${home}::uuid,
    marking = jsonb_set(marking, '{owner}', to_jsonb(${home}::text)) where origin = ${peer}::uuid`.execute(db)
  // The adviser reads entries once: it is told to read again.
  await sql`delete from share.advice_read`.execute(db)
  const before = await waiting()
  await everyJobRuns()
  const { verbs, text } = await done_(since)
  expect(
    Object.values(jobs)
      .flat()
      .filter((verb) => !verbs.includes(verb)),
  ).toEqual([])
  const started = [...copies].filter(([, id]) => text.includes(id)).map(([kind]) => kind)
  expect(started).toEqual(
    expect.arrayContaining([
      'assess.duty',
      'coordinate.callOut',
      'coordinate.notice',
      'coordinate.task',
      'watch.followUp',
    ]),
  )
  expect(JSON.stringify(before)).toContain(copies.get('coordinate.notice'))
  expect(JSON.stringify(before)).toContain(copies.get('assess.duty'))
}, 180_000)
