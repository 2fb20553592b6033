// Reading incidents: lists, one with all that is kept with it, and its journal in words.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Entry } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { type EntryKinds, type RecordKind, step } from '#kernel/record.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import type { Incident, PictureAttribution } from '../model.ts'
import { factFrom } from '../rules/fact-from.ts'
import { incident } from '../rules/incident.ts'
import { evidence, note, report, task } from '../rules/kept.ts'
import { movesFrom } from '../rules/lifecycle.ts'
import { narrate } from '../rules/narrate.ts'
import { tellChanges, toldAttribution } from '../rules/picture.ts'
import { attributionsAbout, changesBySql } from '../store/facts.ts'
import { keptWith, linkedRecords, listOfIncidents } from '../store/incidents.ts'
import type { Desk } from './desk.ts'

type JournalLine = OutputOf<typeof api.incidentJournal>['lines'][number]

function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}

export async function listIncidents(
  desk: Desk,
  input: InputOf<typeof api.listIncidents>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listIncidents>>> {
  const { items, next, total } = await listOfIncidents(
    desk.journal,
    call.view,
    input,
    call.view.asOf ?? call.now,
    desk.thresholds,
  )
  return done({ items: items.map(shown), next, total })
}

export async function getIncident(
  desk: Desk,
  input: InputOf<typeof api.getIncident>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getIncident>>> {
  const { journal } = desk
  const { view } = call
  const held = await journal.reads.one(incident, view, input.id)
  if (!held) return refuse('unknown', `No incident with the id ${input.id} that you may read.`)
  const { state } = held
  const family = await withMerged(desk, view, held)
  const [notes, tasks, files, observations, reports, related, attributions] = await Promise.all([
    keptWith(journal, note, view, family),
    keptWith(journal, task, view, family),
    keptWith(journal, evidence, view, family),
    linkedRecords(journal, view, state.observations),
    journal.reads.some(report, view, state.reports),
    relatedTo(desk, view, state),
    attributionsOf(desk, view, family),
  ])
  return done({
    ...shown(held),
    notes: notes.map(shown),
    tasks: tasks.map(shown),
    evidence: files.map(shown),
    observations,
    reports: reports.map(shown),
    related,
    attributions,
    moves: movesFrom(state.status),
  })
}

/** The incident and those merged into it, and into those: what was kept with them is shown here now. */
export async function withMerged(desk: Desk, view: View, held: Held<Incident>): Promise<Id[]> {
  const family = new Set([held.id])
  let edge = held.state.took.map((one) => one.incident)
  while (edge.length > 0 && family.size < 500) {
    for (const id of edge) family.add(id)
    const next = await desk.journal.reads.some(incident, view, edge)
    edge = next.flatMap((one) => one.state.took.map((took) => took.incident)).filter((id) => !family.has(id))
  }
  return [...family]
}

/** With the ids of just those of its incidents that the reader may read. */
export async function attributionsOf(desk: Desk, view: View, family: readonly Id[]): Promise<PictureAttribution[]> {
  const found = await attributionsAbout(desk.journal, view, family)
  const about = [...new Set(found.flatMap((fact) => fact.about))]
  const known = new Set((await desk.journal.reads.some(incident, view, about)).map(({ id }) => id))
  return found.map((fact) => toldAttribution(fact, (id) => known.has(id)))
}

async function relatedTo(desk: Desk, view: View, state: Incident) {
  const how = new Map<Id, 'merged-into' | 'took' | 'split-from' | 'split-into'>([
    ...state.splitInto.map((id) => [id, 'split-into'] as const),
    ...(state.splitFrom ? [[state.splitFrom, 'split-from'] as const] : []),
    ...state.took.map((one) => [one.incident, 'took'] as const),
    ...(state.merged ? [[state.merged.into, 'merged-into'] as const] : []),
  ])
  const others = await desk.journal.reads.some(incident, view, [...how.keys()])
  return others.map((one) => ({
    id: one.id,
    reference: one.state.reference,
    title: one.state.title,
    status: one.state.status,
    how: how.get(one.id) ?? ('took' as const),
  }))
}

export async function incidentJournal(
  desk: Desk,
  input: InputOf<typeof api.incidentJournal>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.incidentJournal>>> {
  const { journal } = desk
  const { view } = call
  const held = await journal.reads.one(incident, view, input.id)
  if (!held) return refuse('unknown', `No incident with the id ${input.id} that you may read.`)
  const family = await withMerged(desk, view, held)
  const others = await journal.reads.some(incident, view, family.slice(1))
  const [notes, tasks, files, reports] = await Promise.all([
    keptWith(journal, note, view, family),
    keptWith(journal, task, view, family),
    keptWith(journal, evidence, view, family),
    journal.reads.some(report, view, held.state.reports),
  ])
  const lines = await Promise.all([
    linesOf(desk, view, incident, [held, ...others]),
    linesOf(desk, view, note, notes),
    linesOf(desk, view, task, tasks),
    linesOf(desk, view, evidence, files),
    linesOf(desk, view, report, reports),
  ])
  return done({ lines: lines.flat().sort(byTime) })
}

function byTime(a: JournalLine, b: JournalLine): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.entry < b.entry ? -1 : 1
}

/** Only of records that the reader may read now, and of those only the entries that the reader may read. */
async function linesOf<S, K extends EntryKinds<S>>(
  desk: Desk,
  view: View,
  record: RecordKind<S, K>,
  all: readonly Held<S>[],
): Promise<JournalLine[]> {
  const histories = await Promise.all(all.map((held) => desk.journal.reads.entriesOf(view, held.id)))
  return histories.flatMap((history) => {
    let state: S | undefined
    let version = 0
    let marking: Marking | undefined
    return history.map((entry) => {
      // Behind a gap nobody can say what was before.
      if (entry.version !== version + 1) state = undefined
      const line = lineOf(entry, state, marking)
      state = version + 1 === entry.version ? step(record, state, entry) : undefined
      version = entry.version
      marking = entry.marking
      return line
    })
  })
}

function lineOf(entry: Entry, before: unknown, markedBefore?: Marking): JournalLine {
  return {
    entry: entry.id,
    record: entry.record,
    id: entry.subject,
    version: entry.version,
    kind: entry.kind,
    at: entry.recordedAt,
    by: entry.actor,
    marking: entry.marking,
    ...narrate(entry, before, markedBefore),
    cause: entry.cause,
  }
}

export async function traceRecord(
  desk: Desk,
  input: InputOf<typeof api.traceRecord>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.traceRecord>>> {
  const entries = await desk.journal.reads.trace(call.view, input.id)
  if (entries.length === 0) return refuse('unknown', `Nothing with the id ${input.id} that you may read.`)
  return done({ lines: entries.map((entry) => lineOf(entry, undefined)) })
}

const aDay = 24 * 3_600_000

export async function recentChanges(
  desk: Desk,
  input: InputOf<typeof api.recentChanges>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.recentChanges>>> {
  const { limit = 50 } = input
  const now = call.view.asOf ?? call.now
  const since = input.since ?? new Date(Date.parse(now) - aDay).toISOString()
  const { newest } = await changesBySql(desk.journal, call.view, since, limit, input.before)
  const ids = [...new Set(newest.map((change) => change.incident ?? change.id))]
  const incidents = await desk.journal.reads.some(incident, call.view, ids)
  const facts = incidents.flatMap((held) => factFrom(held) ?? [])
  const next = newest.length < limit ? null : (newest.at(-1)?.entry ?? null)
  return done({ changes: tellChanges(newest, facts), next })
}
