// The unit of work: what an action reads and decides is collected here and written at once, or not at all.

import type { Transaction } from 'kysely'
import { Compile, type Validator } from 'typebox/compile'
import type { Entry, EntryHeader } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import { lacksJustification, type Marking, type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { actorOf } from '#kernel/reader.ts'
import {
  type CopiedFrom,
  copied,
  type EntryKinds,
  type RecordKind,
  remarked,
  step,
  type Withdrawn,
  withdrawn,
} from '#kernel/record.ts'
import type { Refused } from '#kernel/reply.ts'
import { type Instant, instant, later } from '#kernel/time.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../id.ts'
import { notOurs } from './not-ours.ts'
import { ending, recordRow, superseded } from './rows.ts'
import type { JournalTables, RecordRow } from './tables.ts'
import type { Appended, AppendOptions, Committed, Held, LastEntry, Reads, Unit, Writer } from './types.ts'

/** Thrown inside a unit, caught by commit: a refusal from any depth. Not an Error: it has no stack to pay for. */
export class Refusal {
  readonly refused: Refused
  constructor(refused: Refused) {
    this.refused = refused
  }
}

/** The refusal, where something that was thrown inside a unit is one: for those who take many things and refuse some. */
export function refusalIn(thrown: unknown): Refused | undefined {
  return thrown instanceof Refusal ? thrown.refused : undefined
}

export interface Collected {
  entries: Entry[]
  rows: RecordRow[]
  committed: Committed[]
  also: ((sql: Transaction<JournalTables>) => Promise<void>)[]
  /** True when the caller named the version it saw: then a conflict is theirs to solve. */
  namedVersion: boolean
}

const validators = new WeakMap<object, Validator>()

function check(kind: { body: object }, name: string, body: unknown): void {
  let validator = validators.get(kind)
  if (!validator) {
    validator = Compile(kind.body as never)
    validators.set(kind, validator)
  }
  if (validator.Check(body)) return
  const first = validator.Errors(body)[0]
  throw new Error(`The body of ${name} is not as its schema says: ${first?.instancePath} ${first?.message}`)
}

type Copy<S> = { subject: Id; state: S; marking: Marking; from: CopiedFrom; observedAt?: Instant }

const stateKinds = new WeakMap<object, { body: object }>()

/** The schema of a kind's state, in the form that `check` keeps its validators by. */
function stateOf(record: { state: object }): { body: object } {
  const known = stateKinds.get(record.state) ?? { body: record.state }
  stateKinds.set(record.state, known)
  return known
}

export function createUnit(reads: Reads, writer: Writer, home: Id, clock: Clock): { unit: Unit; collected: Collected } {
  const { view } = writer
  // Ids tell when they were really made; what is told in the realm is told by its clock.
  const real = clock.now()
  const now = clock.in(view.realm)
  const collected: Collected = { entries: [], rows: [], committed: [], also: [], namedVersion: false }
  const own = new Map<Id, Held<unknown>>()
  const known = new Map<Id, Held<unknown>>()
  /** Ids that were looked for and are not there, or that somebody else has: asked for by `copy` alone. */
  const lasts = new Map<Id, LastEntry | undefined>()
  /** Copies that this unit has withdrawn. */
  const ended = new Map<Id, { version: number; since: Instant }>()

  function refuse(refusal: string, detail?: string, where?: string): never {
    throw new Refusal({ ok: false, refusal, ...(detail ? { detail } : {}), ...(where ? { where } : {}) })
  }

  async function read<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, id: Id): Promise<Held<S> | undefined> {
    const mine = own.get(id) ?? known.get(id)
    if (mine) return mine.record === record.name ? (mine as Held<S>) : undefined
    const held = await reads.one(record, view, id)
    if (held) known.set(id, held)
    return held
  }

  function headerOf(
    record: string,
    kind: string,
    subject: Id,
    marking: Marking,
    before: { version: number; since: Instant } | undefined,
    options: AppendOptions,
  ): EntryHeader {
    return {
      id: newId(real),
      realm: view.realm,
      record,
      subject,
      version: (before?.version ?? 0) + 1,
      kind,
      verb: writer.verb,
      marking,
      actor: actorOf(view.reader),
      cause: [...new Set(options.cause ?? [])],
      observedAt: options.observedAt ? instant(options.observedAt) : instant(now),
      recordedAt: before ? later(instant(now), before.since) : instant(now),
    }
  }

  function write<S, K extends EntryKinds<S>>(
    record: RecordKind<S, K>,
    kind: string,
    subject: Id,
    body: unknown,
    marking: Marking,
    before: (Pick<Held<S>, 'version' | 'since' | 'marking'> & { state?: S; origin?: Id }) | undefined,
    options: AppendOptions,
    origin: Id | undefined = before?.origin,
  ): Appended<S> {
    if (lacksJustification(marking)) refuse('marking-needs-reason', undefined, '/marking')
    const header = headerOf(record.name, kind, subject, marking, before, options)
    const { recordedAt } = header
    const entry: Entry = { ...header, body }
    const state = kind === remarked ? before?.state : step(record, before?.state, entry)
    if (state === undefined) throw new Error(`${kind} left ${record.name} without a state`)
    const row = recordRow(record, state, header, origin ?? null)
    const previous = collected.rows.findIndex((other) => other.subject === subject && other.valid_to === null)
    const old = collected.rows[previous]
    if (old) collected.rows[previous] = superseded(old, row)
    collected.entries.push(entry)
    collected.rows.push(row)
    collected.committed.push({
      ...header,
      state,
      ...(kind === remarked && before ? { markedBefore: before.marking } : {}),
      ...(origin ? { origin } : {}),
    })
    const held: Held<S> = {
      id: subject,
      record: record.name,
      version: header.version,
      realm: view.realm,
      marking,
      title: row.title,
      state,
      since: recordedAt,
      ...(origin ? { origin } : {}),
    }
    own.set(subject, held)
    return { entry: header.id, held }
  }

  async function writable<S, K extends EntryKinds<S>>(
    record: RecordKind<S, K>,
    subject: Id,
    expectedVersion: number | undefined,
  ): Promise<Held<S>> {
    const before = await read(record, subject)
    if (!before) return refuse('unknown', `No ${record.name} with the id ${subject} that you may read.`)
    if (before.origin) refuse('not-yours', await notOurs(reads, view, before.marking))
    if (!mayWrite(view.reader, view.realm, before.marking, home)) refuse('not-yours')
    if (expectedVersion !== undefined) {
      if (!own.has(subject)) collected.namedVersion = true
      if (before.version !== expectedVersion)
        refuse('stale-version', `You saw version ${expectedVersion}; it is at version ${before.version}.`)
    }
    return before
  }

  /** The copy as it stands: now, as it was before it was withdrawn, or not at all. Refuses an id that is not this node's to write. */
  async function copyBefore<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, subject: Id, node: Id) {
    const mine = ended.get(subject)
    if (mine) return mine
    const held = own.has(subject) || !lasts.has(subject) ? await read(record, subject) : undefined
    if (held?.origin === node) return held
    if (!held && !lasts.has(subject)) lasts.set(subject, (await reads.lasts([subject])).get(subject))
    const last = held ? undefined : lasts.get(subject)
    const fits =
      last?.copy && last.record === record.name && last.realm === view.realm && (last.origin ?? node) === node
    const free = !held && (!last || fits)
    if (!free) refuse('not-yours', `${subject} is the id of a record that does not belong to the node ${node}.`)
    return last && { version: last.version, since: last.recordedAt }
  }

  function ownerFor(options: AppendOptions): Id {
    return options.owner ?? view.reader.organisation ?? home
  }

  const unit: Unit = {
    now: instant(now),
    view,
    newId: () => newId(real),
    read,
    async some<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, ids: readonly Id[]) {
      const fresh = ids.filter((id) => !own.has(id) && !known.has(id))
      for (const held of await reads.some(record, view, fresh)) known.set(held.id, held)
      const found = await Promise.all(ids.map((id) => (own.has(id) || known.has(id) ? read(record, id) : undefined)))
      return found.filter((held) => held !== undefined)
    },
    refuse,
    also: (work) => void collected.also.push(work),
    async open(record, kind, body, options = {}) {
      const entryKind = record.kinds[kind]
      if (!entryKind?.opens) throw new Error(`${kind} does not open a ${record.name}`)
      check(entryKind, kind, body)
      const subject = options.subject ?? newId(real)
      const marking = markingFrom(options.marking, ownerFor(options), view.reader.person)
      return write(record, kind, subject, body, marking, undefined, options)
    },
    async append(record, kind, subject, body, options = {}) {
      const entryKind = record.kinds[kind]
      if (!entryKind || entryKind.opens) throw new Error(`${kind} is not a change of ${record.name}`)
      check(entryKind, kind, body)
      const before = await writable(record, subject, options.expectedVersion)
      return write(record, kind, subject, body, before.marking, before, options)
    },
    async remark(record, subject, choice: MarkingChoice, reason, expectedVersion) {
      const before = await writable(record, subject, expectedVersion)
      const marking = markingFrom(choice, before.marking.owner, view.reader.person)
      return write(record, remarked, subject, { marking, reason }, marking, before, {})
    },
    async copy<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, copy: Copy<S>) {
      const { subject, state, marking, from, observedAt } = copy
      check(stateOf(record), record.name, state)
      const before = await copyBefore(record, subject, from.node)
      ended.delete(subject)
      const options = { observedAt: observedAt ?? from.recordedAt }
      const whole = before && { ...before, marking }
      return write(record, copied, subject, { state, from }, marking, whole, options, from.node)
    },
    async foresee(record, subjects) {
      const there = new Set((await unit.some(record, subjects)).map((held) => held.id))
      const others = subjects.filter((id) => !there.has(id) && !lasts.has(id))
      const found = await reads.lasts(others)
      for (const id of others) lasts.set(id, found.get(id))
    },
    async withdraw<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, subject: Id, body: Withdrawn) {
      const before = await read(record, subject)
      if (before?.origin !== body.node) return refuse('unknown', `No copy ${subject} of the node ${body.node}.`)
      const header = headerOf(record.name, withdrawn, subject, before.marking, before, {})
      const at = collected.rows.findIndex((row) => row.subject === subject && row.valid_to === null && !row.ends)
      const mine = collected.rows[at]
      if (mine) collected.rows[at] = superseded(mine, { valid_from: header.recordedAt })
      else collected.rows.push(ending(before, header))
      collected.entries.push({ ...header, body })
      collected.committed.push({ ...header, state: null, origin: body.node })
      own.delete(subject)
      known.delete(subject)
      ended.set(subject, { version: header.version, since: header.recordedAt })
      return { entry: header.id }
    },
  }
  return { unit, collected }
}
