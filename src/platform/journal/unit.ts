// The unit of work: what an action reads and decides is collected here and written at once, or not at all.

import type { Transaction } from 'kysely'
import { Compile, type Validator } from 'typebox/compile'
import type { Entry, EntryHeader } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import { lacksJustification, type Marking, type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { actorOf } from '#kernel/reader.ts'
import { type EntryKinds, type RecordKind, remarked, step } from '#kernel/record.ts'
import type { Refused } from '#kernel/reply.ts'
import { type Instant, instant, later } from '#kernel/time.ts'
import { newId } from '../id.ts'
import { recordRow, superseded } from './rows.ts'
import type { JournalTables, RecordRow } from './tables.ts'
import type { Appended, AppendOptions, Committed, Held, Reads, Unit, Writer } from './types.ts'

/** Thrown inside a unit, caught by commit: a refusal from any depth. Not an Error: it has no stack to pay for. */
export class Refusal {
  readonly refused: Refused
  constructor(refused: Refused) {
    this.refused = refused
  }
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

export function createUnit(reads: Reads, writer: Writer, home: Id, now: Date): { unit: Unit; collected: Collected } {
  const { view } = writer
  const collected: Collected = { entries: [], rows: [], committed: [], also: [], namedVersion: false }
  const own = new Map<Id, Held<unknown>>()

  function refuse(refusal: string, detail?: string, where?: string): never {
    throw new Refusal({ ok: false, refusal, ...(detail ? { detail } : {}), ...(where ? { where } : {}) })
  }

  async function read<S, K extends EntryKinds<S>>(record: RecordKind<S, K>, id: Id): Promise<Held<S> | undefined> {
    const mine = own.get(id)
    if (mine) return mine.record === record.name ? (mine as Held<S>) : undefined
    return reads.one(record, view, id)
  }

  function write<S, K extends EntryKinds<S>>(
    record: RecordKind<S, K>,
    kind: string,
    subject: Id,
    body: unknown,
    marking: Marking,
    before: Held<S> | undefined,
    options: AppendOptions,
  ): Appended<S> {
    if (lacksJustification(marking)) refuse('marking-needs-reason', undefined, '/marking')
    const recordedAt: Instant = before ? later(instant(now), before.since) : instant(now)
    const header: EntryHeader = {
      id: newId(now),
      realm: view.realm,
      record: record.name,
      subject,
      version: (before?.version ?? 0) + 1,
      kind,
      verb: writer.verb,
      marking,
      actor: actorOf(view.reader),
      cause: [...new Set(options.cause ?? [])],
      observedAt: options.observedAt ? instant(options.observedAt) : instant(now),
      recordedAt,
    }
    const entry: Entry = { ...header, body }
    const state = kind === remarked ? before?.state : step(record, before?.state, entry)
    if (state === undefined) throw new Error(`${kind} left ${record.name} without a state`)
    const row = recordRow(record, state, header)
    const previous = collected.rows.findIndex((other) => other.subject === subject && other.valid_to === null)
    const old = collected.rows[previous]
    if (old) collected.rows[previous] = superseded(old, row)
    collected.entries.push(entry)
    collected.rows.push(row)
    collected.committed.push({
      ...header,
      state,
      ...(kind === remarked && before ? { markedBefore: before.marking } : {}),
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
    if (!mayWrite(view.reader, view.realm, before.marking, home)) refuse('not-yours')
    if (expectedVersion !== undefined) {
      if (!own.has(subject)) collected.namedVersion = true
      if (before.version !== expectedVersion)
        refuse('stale-version', `You saw version ${expectedVersion}; it is at version ${before.version}.`)
    }
    return before
  }

  function ownerFor(options: AppendOptions): Id {
    return options.owner ?? view.reader.organisation ?? home
  }

  const unit: Unit = {
    now: instant(now),
    view,
    newId: () => newId(now),
    read,
    refuse,
    also: (work) => void collected.also.push(work),
    async open(record, kind, body, options = {}) {
      const entryKind = record.kinds[kind]
      if (!entryKind?.opens) throw new Error(`${kind} does not open a ${record.name}`)
      check(entryKind, kind, body)
      const subject = options.subject ?? newId(now)
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
  }
  return { unit, collected }
}
