// Advisories of our own: written, tested, approved by a second person, given back, dropped.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/advisories-own.ts'
import type { AdvisoryContent } from '../../model/advisories/content.ts'
import type { IssuedAdvisory, IssuedEvent } from '../../model/advisories/issued.ts'
import { composed } from '../../rules/advisories/compose.ts'
import { baseScoreOf } from '../../rules/advisories/cvss31.ts'
import { fileNameOf, sameNamespace } from '../../rules/advisories/file-name.ts'
import { whyNotIssue } from '../../rules/advisories/issued-lifecycle.ts'
import { issuedAdvisoryRecord } from '../../rules/advisories/issued-record.ts'
import { tlpOfContent } from '../../rules/advisories/marking.ts'
import { compareRevisions } from '../../rules/advisories/revisions.ts'
import { pathOf } from '../../rules/advisories/shelves.ts'
import { cursorOf, issuedPage, issuedWithId, publishedAt } from '../../store/advisories/advisories.ts'
import { ourPublisher } from './our-publisher.ts'
import { type AdvisoryRoom, keepFile, keptFile, markedAtMost, uploaded } from './room.ts'

export type Moved = OutputOf<typeof api.approveOwnAdvisory>
type Writing = InputOf<typeof api.writeAdvisory>

export async function writeAdvisory(room: AdvisoryRoom, input: Writing, call: Call): Promise<Reply<Moved>> {
  const bytes = await uploaded(call)
  return bytes.ok ? write(room, bytes.value, input, call) : bytes
}

export async function composeAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.composeAdvisory>,
  call: Call,
): Promise<Reply<Moved>> {
  const bad = (input.vulnerabilities ?? []).findIndex(
    ({ cvssVector }) => cvssVector !== undefined && !baseScoreOf(cvssVector),
  )
  if (bad >= 0) return refuse('bad-vector', undefined, `/vulnerabilities/${bad}/cvssVector`)
  const shelf = input.tlp === undefined || input.tlp === 'CLEAR' ? 'white' : input.tlp.toLowerCase()
  const url = `${room.settings.origin}/csaf/${shelf}/${call.now.slice(0, 4)}/${fileNameOf(input.trackingId)}`
  const document = composed(input, { publisher: await ourPublisher(room), now: call.now, url })
  return write(room, Buffer.from(JSON.stringify(document, null, 2)), {}, call)
}

async function write(room: AdvisoryRoom, bytes: Uint8Array, input: Writing, call: Call): Promise<Reply<Moved>> {
  const read = await room.reader.read(bytes, 'mandatory')
  if (!read.ok) return read
  const { content } = read.value
  const { namespace } = await ourPublisher(room)
  if (!sameNamespace(content.publisher.namespace, namespace))
    return refuse('not-our-publisher', `It is '${content.publisher.namespace}', ours is '${namespace}'.`)
  if (!/^[a-z0-9+_-]{1,245}\.json$/.test(fileNameOf(content.trackingId)) || !/^\d{4}-/.test(content.initialRelease))
    return refuse('bad-id', `'${content.trackingId.slice(0, 100)}' or its first release gives no place for it.`)
  // Before it is published a document is for those who work on it, whatever its label will open later.
  const tlp = tlpOfContent(content)
  const marking = markedAtMost(input.marking, tlp === 'RED' ? 'RED' : 'AMBER+STRICT', call, room.journal.home)
  if (!marking.ok) return marking
  const places = await placeFault(room, content, input.id, call)
  if (!places.ok) return places
  const kept = await keepFile(room, bytes)
  if (!kept.ok) return kept
  const body = { content, file: kept.value, bytes: bytes.byteLength }
  return room.journal.commit(call.writer, async (unit) => {
    if (input.id === undefined) {
      const started = { ...body, replaces: places.value }
      const { entry, held } = await unit.open(issuedAdvisoryRecord, 'federate.issuedStarted', started, {
        marking: marking.value,
      })
      return done(moved(held, entry))
    }
    const before = await ownFor(unit, input.id, input.version, 'write')
    if (before.state.content.trackingId !== content.trackingId)
      unit.refuse('bad-id', `The draft is ${before.state.content.trackingId}; another id is another document.`)
    const { entry, held } = await unit.append(issuedAdvisoryRecord, 'federate.issuedWritten', input.id, body, {
      ...(input.version === undefined ? {} : { expectedVersion: input.version }),
    })
    return done(moved(held, entry))
  })
}

/** The published version that this one would follow, or why it cannot stand beside what is there. */
async function placeFault(
  room: AdvisoryRoom,
  content: AdvisoryContent,
  draft: string | undefined,
  { view }: Call,
): Promise<Reply<string | null>> {
  const { trackingId, version } = content
  const open = await issuedWithId(room.journal, view, trackingId, ['draft', 'checked', 'approved'])
  const other = open.find(({ id }) => id !== draft)
  if (other) {
    const readable = await room.journal.reads.one(issuedAdvisoryRecord, view, other.id)
    return refuse('version-open', readable ? `It is ${other.id}.` : 'Somebody else works on it.')
  }
  const [before] = await issuedWithId(room.journal, view, trackingId, ['published'])
  if (before && compareRevisions(content, before.state.content) <= 0)
    return refuse('same-version', `Version ${before.state.content.version} is published; this is ${version}.`)
  const all = { reader: systemReader('federate.ids', [view.realm], room.journal.home), realm: view.realm }
  const path = pathOf(content, tlpOfContent(content), fileNameOf(trackingId))
  const there = await publishedAt(room.journal, all, path)
  if (there && there.state.content.trackingId !== trackingId)
    return refuse('id-taken', `${fileNameOf(trackingId)} is there already.`)
  return done(before?.id ?? null)
}

/** The advisory at the version that the caller saw, where that step may be taken by them. */
export async function ownFor(
  unit: Unit,
  id: string,
  version: number | undefined,
  event: IssuedEvent,
): Promise<Held<IssuedAdvisory>> {
  const held = await unit.read(issuedAdvisoryRecord, id)
  if (!held) return unit.refuse('unknown', `No advisory of ours with the id ${id} that you may read.`)
  if (version !== undefined && held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  const why = whyNotIssue(held.state, event, unit.view.reader)
  if (why) unit.refuse(why.refusal, why.why)
  return held
}

export function moved({ id, version, state }: Held<IssuedAdvisory>, entry: string): Moved {
  const { trackingId, version: revision } = state.content
  return { id, version, entry, status: state.status, trackingId, revision }
}

/** The findings are kept also where a mandatory test fails: that is what the writer needs. */
export async function checkOwnAdvisory(
  room: AdvisoryRoom,
  { id, version }: InputOf<typeof api.checkOwnAdvisory>,
  call: Call,
): Promise<Reply<Moved>> {
  const seen = await room.journal.reads.one(issuedAdvisoryRecord, call.view, id)
  if (!seen) return refuse('unknown', `No advisory of ours with the id ${id} that you may read.`)
  const bytes = await keptFile(room, seen.state.file)
  if (!bytes.ok) return bytes
  const read = await room.reader.read(bytes.value, 'all')
  if (!read.ok) return read
  const { check } = read.value
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const before = await ownFor(unit, id, version, 'check')
    if (before.state.file !== seen.state.file) unit.refuse('stale-version', 'It was written in since.')
    const { entry, held } = await unit.append(issuedAdvisoryRecord, 'federate.issuedChecked', id, { check })
    return done(moved(held, entry))
  })
  if (!reply.ok || check.valid) return reply
  const first = check.findings.find(({ level }) => level === 'error')
  return refuse('not-valid', first ? `${first.test} at ${first.where || '/'}: ${first.message}` : undefined)
}

export function approveOwnAdvisory(
  room: AdvisoryRoom,
  { id, version }: InputOf<typeof api.approveOwnAdvisory>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await ownFor(unit, id, version, 'approve')
    const { entry, held } = await unit.append(issuedAdvisoryRecord, 'federate.issuedApproved', id, {})
    return done(moved(held, entry))
  })
}

export function returnOwnAdvisory(
  room: AdvisoryRoom,
  { id, version, reason }: InputOf<typeof api.returnOwnAdvisory>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await ownFor(unit, id, version, 'return')
    const { entry, held } = await unit.append(issuedAdvisoryRecord, 'federate.issuedReturned', id, { reason })
    return done(moved(held, entry))
  })
}

export function dropOwnAdvisory(
  room: AdvisoryRoom,
  { id, version }: InputOf<typeof api.dropOwnAdvisory>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await ownFor(unit, id, version, 'drop')
    const { entry, held } = await unit.append(issuedAdvisoryRecord, 'federate.issuedDropped', id, {})
    return done(moved(held, entry))
  })
}

export async function listOwnAdvisories(
  room: AdvisoryRoom,
  { after, limit = 50 }: InputOf<typeof api.listOwnAdvisories>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listOwnAdvisories>>> {
  const page = await issuedPage(room.journal, view, { after, limit: limit + 1 })
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  const { origin } = room.settings
  const out = shown.some(({ state }) => state.status === 'published') && view.realm === 'live'
  return done({
    items: shown.map(rowOf),
    next: page.length > limit && last ? cursorOf(last) : null,
    metadata: out ? `${origin}/.well-known/csaf/provider-metadata.json` : null,
    namespace: (await ourPublisher(room)).namespace,
  })
}

function rowOf({ id, version, marking, state }: Held<IssuedAdvisory>) {
  const { content, check, status, changedAt, published } = state
  const { trackingId, version: revision, title, tlp } = content
  return {
    ...{ id, version, marking, status, changedAt, trackingId, revision, title, tlp },
    check: check && {
      ...{ csafVersion: check.csafVersion, valid: check.valid, schemaValid: check.schemaValid },
      ...{ errors: check.errors, warnings: check.warnings, infos: check.infos },
    },
    path: published && `/csaf/${published.path}`,
  }
}

export async function getOwnAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.getOwnAdvisory>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getOwnAdvisory>>> {
  const held = await room.journal.reads.one(issuedAdvisoryRecord, view, input.id)
  if (!held) return refuse('unknown', `No advisory of ours with the id ${input.id} that you may read.`)
  const { id, version, marking, since, state } = held
  return done({ id, version, marking, since, state })
}

export async function exportOwnAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.exportOwnAdvisory>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await room.journal.reads.one(issuedAdvisoryRecord, view, input.id)
  if (!held) return refuse('unknown', `No advisory of ours with the id ${input.id} that you may read.`)
  const bytes = await keptFile(room, held.state.file)
  if (!bytes.ok) return bytes
  return done({ name: fileNameOf(held.state.content.trackingId), type: 'application/json', bytes: bytes.value })
}
