// Whether a scenario holds together: every name means something, nothing waits for itself, and what is expected can be met.
import type { Role } from '#kernel/role.ts'
import type { Expected, Inject, Scenario } from '../../model/scenario.ts'
import { partsOf } from '../run/match.ts'
import { readPattern } from '../run/pattern.ts'
import { checkPlays } from './check-plays.ts'
import type { Finding, Note } from './findings.ts'
import { momentMs, plannedMoments, spanMs } from './moments.ts'
import { ringIn } from './rings.ts'

export interface KnownContract {
  /** null: everybody. */
  roles: readonly Role[] | null
  fields: ReadonlySet<string>
  query: boolean
  /** What its schema says against an input. */
  faultsIn?(input: unknown): { where: string; says: string }[]
}

/** What the house knows, and a scenario may name. */
export interface Known {
  /** Contracts by name: who may call them, and the fields of their input. Left out: names of contracts are not looked at. */
  contracts?: ReadonlyMap<string, KnownContract>
  obligations: ReadonlySet<string>
}

const mostFindings = 200

/** `lineOf`: of a scenario that was read from a file. */
export function checkScenario(it: Scenario, known: Known, lineOf: (pointer: string) => number = () => 0): Finding[] {
  const findings: Finding[] = []
  const note: Note = (level, rule, where, says) => {
    if (findings.length < mostFindings)
      findings.push({ level, rule, where, line: lineOf(where), says: says.slice(0, 600) })
  }
  const names = namesIn(it, note)
  const planned = plannedMoments(it)
  checkTimes(it, planned, note)
  checkObjectives(it, known, note)
  checkPeople(it, names, note)
  for (const [at, inject] of it.injects.entries()) checkInject(inject, `/injects/${at}`, names, note)
  for (const [at, expected] of it.expected.entries())
    checkExpected(expected, `/expected/${at}`, it, planned, names, note)
  checkRings(it, note)
  checkPlays(it, known, names.cast, note)
  return findings
}

interface Names {
  participants: Set<string>
  cast: Map<string, readonly Role[]>
  strands: Set<string>
  objectives: Set<string>
  injects: Set<string>
  expected: Set<string>
}

function namesIn(it: Scenario, note: Note): Names {
  const once = (list: readonly { id: string }[], place: string) => {
    const seen = new Set<string>()
    for (const [at, { id }] of list.entries()) {
      if (seen.has(id)) note('error', 'twice', `${place}/${at}/id`, `"${id}" stands there twice.`)
      seen.add(id)
    }
    return seen
  }
  once(it.cast, '/cast')
  return {
    participants: once(it.participants, '/participants'),
    cast: new Map(it.cast.map(({ id, roles }) => [id, roles])),
    strands: once(it.strands ?? [], '/strands'),
    objectives: once(it.objectives, '/objectives'),
    injects: once(it.injects, '/injects'),
    expected: once(it.expected, '/expected'),
  }
}

function means(
  note: Note,
  names: { has(name: string): boolean },
  what: string,
  name: string | undefined,
  where: string,
): void {
  if (name !== undefined && !names.has(name))
    note('error', 'unknown-name', where, `There is no ${what} "${name}" in this scenario.`)
}

function checkTimes(it: Scenario, planned: ReadonlyMap<string, number>, note: Note): void {
  const begins = Date.parse(it.startsAt)
  const ends = Date.parse(it.endsAt)
  if (Number.isNaN(begins)) note('error', 'no-such-date', '/startsAt', `${it.startsAt} is no date.`)
  if (Number.isNaN(ends)) note('error', 'no-such-date', '/endsAt', `${it.endsAt} is no date.`)
  if (Number.isNaN(begins) || Number.isNaN(ends)) return
  if (ends <= begins) note('error', 'ends-before-it-starts', '/endsAt', 'The end is not after the start.')
  for (const [at, { id, at: moment }] of it.injects.entries()) {
    const where = `/injects/${at}/at`
    const when = planned.get(id)
    if (when === undefined) continue
    if (Number.isNaN(when)) note('error', 'no-such-date', where, `${moment} is no date.`)
    else if (when < begins)
      note('error', 'before-the-start', where, `It would come before the exercise starts (${it.startsAt}).`)
    else if (when > ends)
      note('error', 'after-the-end', where, `It would come after the exercise has ended (${it.endsAt}).`)
  }
}

function checkObjectives(it: Scenario, { obligations }: Known, note: Note): void {
  for (const [at, objective] of it.objectives.entries()) {
    for (const [place, one] of objective.obligations.entries())
      if (!obligations.has(one))
        note(
          'error',
          'unknown-obligation',
          `/objectives/${at}/obligations/${place}`,
          `No obligation is called "${one}".`,
        )
    if (objective.obligations.length === 0)
      note(
        'warning',
        'no-obligation',
        `/objectives/${at}`,
        `"${objective.title}" is tied to no obligation, so it counts for no coverage.`,
      )
    if (!it.expected.some(({ objective: of }) => of === objective.id))
      note(
        'warning',
        'nothing-expected',
        `/objectives/${at}`,
        `Nothing is expected for "${objective.title}", so it cannot be scored.`,
      )
  }
}

function checkPeople(it: Scenario, { participants }: Names, note: Note): void {
  for (const [at, one] of it.cast.entries())
    means(note, participants, 'participant', one.participant, `/cast/${at}/participant`)
  for (const [at, one] of it.participants.entries())
    if (one.played !== false && !it.cast.some(({ participant }) => participant === one.id))
      note('warning', 'nobody-there', `/participants/${at}`, `Nobody of the cast sits at ${one.name}.`)
}

function checkInject(inject: Inject, where: string, names: Names, note: Note): void {
  if ((inject.at === undefined) === (inject.after === undefined))
    note('error', 'one-moment', where, 'It needs exactly one of "at" and "after".')
  means(note, names.injects, 'inject', inject.after?.inject, `${where}/after/inject`)
  means(note, names.strands, 'strand', inject.strand, `${where}/strand`)
  for (const [at, one] of (inject.visibleTo ?? []).entries())
    means(note, names.participants, 'participant', one, `${where}/visibleTo/${at}`)
  checkCondition(inject, where, names, note)
  const { content } = inject
  if (content.channel === 'complaints' || content.channel === 'traffic') {
    checkCurve(content.curve, `${where}/content/curve`, note)
    const shares = content.channel === 'traffic' ? content.sources : (content.regions ?? {})
    const sum = Object.values(shares).reduce((all, one) => all + one, 0)
    const field = content.channel === 'traffic' ? 'sources' : 'regions'
    if (sum > 1.000_001)
      note(
        'error',
        'more-than-all',
        `${where}/content/${field}`,
        `The shares add up to ${sum.toFixed(3)}, and all is 1.`,
      )
    if (content.channel === 'traffic' && sum === 0)
      note('error', 'from-nowhere', `${where}/content/sources`, 'The traffic comes from no country.')
  }
  if (content.channel === 'report')
    means(note, names.participants, 'participant', content.from, `${where}/content/from`)
  if (content.channel === 'phone' || content.channel === 'mail')
    means(note, names.cast, 'person of the cast', content.to, `${where}/content/to`)
  if (content.channel === 'decision') {
    means(note, names.cast, 'person of the cast', content.by, `${where}/content/by`)
    if (new Set(content.options).size < content.options.length)
      note('error', 'twice', `${where}/content/options`, 'An option stands there twice.')
  }
}

function checkCurve(curve: readonly (readonly [number, number])[], where: string, note: Note): void {
  const back = curve.findIndex(([minute], at) => minute <= (curve[at - 1]?.[0] ?? -1))
  if (back > 0)
    note(
      'error',
      'curve-goes-back',
      `${where}/${back}`,
      `Minute ${curve[back]?.[0]} comes after minute ${curve[back - 1]?.[0]}.`,
    )
  if (curve.every(([, much]) => much === 0)) note('warning', 'flat', where, 'The curve is zero throughout.')
}

function checkCondition({ when }: Pick<Inject, 'when'>, where: string, names: Names, note: Note): void {
  if (!when) return
  for (const [list, known, what] of [
    ['done', names.expected, 'expected action'],
    ['missed', names.expected, 'expected action'],
    ['delivered', names.injects, 'inject'],
  ] as const)
    for (const [at, one] of (when[list] ?? []).entries()) means(note, known, what, one, `${where}/when/${list}/${at}`)
  for (const one of Object.keys(when.chosen ?? {}))
    means(note, names.injects, 'inject', one, `${where}/when/chosen/${one}`)
  const empty = !when.done && !when.missed && !when.delivered && !when.chosen
  if (empty) note('error', 'no-condition', `${where}/when`, 'The condition asks for nothing.')
}

function checkExpected(
  expected: Expected,
  where: string,
  it: Scenario,
  planned: ReadonlyMap<string, number>,
  names: Names,
  note: Note,
): void {
  means(note, names.objectives, 'objective', expected.objective, `${where}/objective`)
  means(note, names.injects, 'inject', expected.from, `${where}/from`)
  means(note, names.expected, 'expected action', expected.fromDone, `${where}/fromDone`)
  const someone = { has: (name: string) => names.cast.has(name) || names.participants.has(name) }
  means(note, someone, 'person of the cast and no participant', expected.by, `${where}/by`)
  means(note, names.participants, 'participant', expected.tells, `${where}/tells`)
  checkCondition(expected, where, names, note)
  if (expected.from !== undefined && expected.fromDone !== undefined)
    note('error', 'one-moment', where, 'It is counted from an inject or from another expected action, not from both.')
  const { verb, kind, record, where: holds } = expected.entry
  if (!verb && !kind && !record && !holds)
    note('error', 'anything-would-do', `${where}/entry`, 'Every entry of the journal would meet it.')
  for (const [pointer, sought] of Object.entries(holds ?? {}))
    for (const [written, why] of patternFaults(sought))
      note(
        'error',
        'no-pattern',
        `${where}/entry/where/${pointer.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        `${written.slice(0, 200)} is no pattern of a scenario: ${why}.`,
      )
  if (!expected.play && !expected.never && !expected.byItself)
    note(
      'warning',
      'nobody-plays-it',
      where,
      `"${expected.title}" has no play: an exercise without people cannot meet it.`,
    )
  if (expected.play && expected.never)
    note('error', 'plays-what-must-not-be', `${where}/play`, 'What must not happen is not played.')
  if (expected.measure === 'tell' && !expected.tells)
    note('warning', 'tells-whom', where, 'It measures telling, and does not say whom.')
  const from = expected.from === undefined ? undefined : planned.get(expected.from)
  const start = from ?? (expected.fromDone === undefined ? momentMs('0s', it.startsAt) : undefined)
  if (start !== undefined && start + spanMs(expected.within) > Date.parse(it.endsAt))
    note(
      'warning',
      'due-after-the-end',
      `${where}/within`,
      'Its time ends after the exercise: it will be judged when the exercise ends.',
    )
  if (expected.delay && spanMs(expected.delay) > spanMs(expected.within))
    note('error', 'played-too-late', `${where}/delay`, 'The automatic player would come too late.')
}

/** Patterns that are not understood, wherever they stand in what is sought, each with the reason. */
function patternFaults(sought: unknown): [written: string, why: string][] {
  if (typeof sought === 'string') {
    const parts = partsOf(sought)
    const read = parts && readPattern(parts.source, parts.ignoresCase)
    return read && !read.ok ? [[sought, read.why]] : []
  }
  return typeof sought === 'object' && sought !== null ? Object.values(sought).flatMap(patternFaults) : []
}

/** Injects and expected actions that wait for one another. */
function checkRings(it: Scenario, note: Note): void {
  const waits = new Map<string, string[]>()
  const places = new Map<string, string>()
  const add = (id: string, where: string, one: Pick<Inject, 'when'>, more: (string | undefined)[]) => {
    places.set(id, where)
    const { done = [], missed = [], delivered = [], chosen = {} } = one.when ?? {}
    const on = [
      ...[...done, ...missed].map((name) => `expected ${name}`),
      ...[...delivered, ...Object.keys(chosen)].map((name) => `inject ${name}`),
    ]
    waits.set(id, [...on, ...more.filter((name) => name !== undefined)])
  }
  for (const [at, one] of it.injects.entries())
    add(`inject ${one.id}`, `/injects/${at}`, one, [one.after && `inject ${one.after.inject}`])
  for (const [at, one] of it.expected.entries())
    add(`expected ${one.id}`, `/expected/${at}`, one, [
      one.from && `inject ${one.from}`,
      one.fromDone && `expected ${one.fromDone}`,
    ])
  const ring = ringIn(waits)
  if (ring)
    note(
      'error',
      'waits-for-itself',
      places.get(ring[0] ?? '') ?? '',
      `It can never happen: ${[...ring, ring[0]].join(' waits for ')}.`,
    )
}
