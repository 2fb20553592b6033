// Following MISP feeds and servers: adding, pausing, ending; and under which UUID MISP knows an organisation.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/misp.ts'
import { mispRemarkRecord } from '../../rules/misp/remark-record.ts'
import { namedOrganisations, nameOrganisation } from '../../store/misp/organisations.ts'
import { sentTo } from '../../store/misp/sent.ts'
import { addSource, type MispSource, removeSource, saveSource, sourceOf, sourcesOf } from '../../store/misp/sources.ts'
import { type MispRoom, organisationOf, ownView } from './desk.ts'
import { isPublicKey } from './signatures.ts'

const mostSources = 200

export async function followMisp(
  room: MispRoom,
  { kind, url, name, key, openpgp, everySeconds = 3_600, ours = false, sends = false }: InputOf<typeof api.followMisp>,
  { view, reader }: Call,
): Promise<Reply<{ id: string }>> {
  const address = room.fetcher.check(url)
  if (!address.ok) return refuse(address.refusal, address.detail, '/url')
  if (kind === 'server' && key === undefined) return refuse('key-needed', 'MISP answers nobody without a key.', '/key')
  if (openpgp !== undefined && !(await isPublicKey(openpgp)))
    return refuse('bad-key', 'It is not an armoured OpenPGP public key.', '/openpgp')
  if (sends && (kind !== 'server' || view.realm !== 'live')) return refuse('cannot-send', undefined, '/sends')
  const { sql } = room.journal
  if ((await sourcesOf(sql, view.realm)).length >= mostSources)
    return refuse('too-many-sources', `At most ${mostSources}.`)
  const now = room.clock.now()
  const id = newId(now)
  const base = baseOf(address.value)
  await addSource(sql, {
    ...{ id, realm: view.realm, kind, url: base, name: name ?? address.value.hostname, ours, sends },
    ...{ secret: key ?? null, openpgp_key: openpgp ?? null, organisation: organisationOf(room, reader) },
    ...{ every_seconds: everySeconds, added_by: actorOf(reader), added_at: instant(now), next_at: instant(now) },
  })
  return done({ id })
}

/** The address without what follows from it. */
export const baseOf = ({ href }: URL) => href.replace(/\/(?:manifest\.json)?$/, '')

export async function listMispSources(
  room: MispRoom,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listMispSources>>> {
  const own = (source: MispSource) => mayManage(room, source, view.reader.organisation)
  const items = (await sourcesOf(room.journal.sql, view.realm)).filter(own).map(shown)
  return done({ items, organisations: await namedOrganisations(room.journal.sql) })
}

/** The people of the node, and those of the organisation that follows it. */
function mayManage(room: MispRoom, source: MispSource, organisation: string | null): boolean {
  return organisation === room.journal.home || organisation === source.organisation
}

function shown(source: MispSource): OutputOf<typeof api.listMispSources>['items'][number] {
  const { id, kind, name, url, ours, organisation, paused, failures, taken } = source
  return {
    ...{ id, kind, name, url, ours, organisation, paused, failures, taken },
    signed: source.openpgp_key !== null,
    everySeconds: source.every_seconds,
    addedBy: source.added_by,
    addedAt: source.added_at,
    nextAt: source.next_at,
    lastAttempt: source.last_attempt,
    lastSuccess: source.last_success,
    lastError: source.last_error,
    lastIntake: source.last_intake,
    sends: source.sends,
    sent: source.sent,
    lastSent: source.last_sent,
    remarks: source.remarks,
  }
}

export async function sourceFor(room: MispRoom, id: string, { view }: Call): Promise<Reply<MispSource>> {
  const source = await sourceOf(room.journal.sql, view.realm, id)
  if (source && mayManage(room, source, view.reader.organisation)) return done(source)
  return refuse('unknown', `No MISP feed or server with the id ${id} that you may see.`)
}

export async function pauseMisp(room: MispRoom, { id, paused }: InputOf<typeof api.pauseMisp>, call: Call) {
  const source = await sourceFor(room, id, call)
  if (!source.ok) return source
  await saveSource(room.journal.sql, id, {
    paused,
    ...(paused ? {} : { next_at: instant(room.clock.now()), failures: 0 }),
  })
  return done({ id, paused })
}

export async function answerMisp(room: MispRoom, { id, sends }: InputOf<typeof api.answerMisp>, call: Call) {
  const source = await sourceFor(room, id, call)
  if (!source.ok) return source
  if (sends && (source.value.kind !== 'server' || source.value.realm !== 'live')) return refuse('cannot-send')
  await saveSource(room.journal.sql, id, { sends })
  return done({ id, sends })
}

export async function listMispSent(
  room: MispRoom,
  { id, limit = 50 }: InputOf<typeof api.listMispSent>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listMispSent>>> {
  const source = await sourceFor(room, id, call)
  if (!source.ok) return source
  const lines = await sentTo(room.journal.sql, id, limit)
  const remarks = await room.journal.reads.some(
    mispRemarkRecord,
    call.view,
    lines.map(({ remark }) => remark),
  )
  const said = new Map(remarks.map(({ id, state }) => [id, state]))
  // What may not be read any more is not there, not even as a line.
  const items = lines.flatMap(({ remark, event, at, refused, error }) => {
    const state = said.get(remark)
    return state ? [{ remark, event, kind: state.kind, text: state.text, at, refused, error }] : []
  })
  return done({ items })
}

export async function unfollowMisp(room: MispRoom, { id }: InputOf<typeof api.unfollowMisp>, call: Call) {
  const source = await sourceFor(room, id, call)
  if (!source.ok) return source
  await removeSource(room.journal.sql, id)
  return done({ id })
}

export async function nameMispOrganisation(
  room: MispRoom,
  { organisation, uuid }: InputOf<typeof api.nameMispOrganisation>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.nameMispOrganisation>>> {
  const view = ownView(room, 'live')
  const held = await room.journal.reads.one(organisationRecord, view, organisation)
  if (!held) return refuse('unknown', `No organisation with the id ${organisation} that you may read.`)
  const taken =
    uuid === null || uuid === organisation ? undefined : await room.journal.reads.one(organisationRecord, view, uuid)
  if (taken) return refuse('uuid-taken', 'That is the id of another organisation of the register.', '/uuid')
  if (!(await nameOrganisation(room.journal.sql, organisation, uuid, actorOf(reader))))
    return refuse('uuid-taken', 'Another organisation of the register goes by it in MISP.', '/uuid')
  return done({ organisation, uuid })
}
