// Playbooks: tested, taken in, listed, read, and given out as they came.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../../api/playbooks.ts'
import { type Playbook, playbookLimits } from '../../model/playbooks/playbook.ts'
import type { JudgedSignature } from '../../model/playbooks/signatures.ts'
import { tlpOfPlaybook } from '../../rules/playbooks/markings.ts'
import { playbookRecord } from '../../rules/playbooks/playbook-record.ts'
import { cursorOf } from '../../store/advisories/advisories.ts'
import { playbookPage } from '../../store/playbooks/playbooks.ts'
import { type AdvisoryRoom, idFrom, keepFile, keptFile, markedAtMost, uploaded } from '../advisories/room.ts'
import { type ReadPlaybook, readPlaybook } from './read-playbook.ts'
import { judgedSignatures } from './signatures.ts'

export async function checkPlaybook(
  room: AdvisoryRoom,
  _input: InputOf<typeof api.checkPlaybook>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.checkPlaybook>>> {
  const bytes = await uploaded(call, playbookLimits.bytes)
  if (!bytes.ok) return bytes
  const read = readPlaybook(bytes.value)
  if (!read.ok) return read
  const { document, content, check } = read.value
  return done({ content, check, signatures: await judgedSignatures(room, call, document) })
}

type Imported = OutputOf<typeof api.importPlaybook>

export async function importPlaybook(
  room: AdvisoryRoom,
  input: InputOf<typeof api.importPlaybook>,
  call: Call,
): Promise<Reply<Imported>> {
  const bytes = await uploaded(call, playbookLimits.bytes)
  if (!bytes.ok) return bytes
  const read = readPlaybook(bytes.value)
  if (!read.ok) return read
  const { content, check } = read.value
  const first = check.findings.find(({ level }) => level === 'error')
  if (first) return refuse('not-valid', `${first.where}: ${first.message}`)
  const marking = markedAtMost(input.marking, tlpOfPlaybook(content.tlp), call, room.journal.home)
  if (!marking.ok) return marking
  const kept = await keepFile(room, bytes.value)
  if (!kept.ok) return kept
  const owner = call.reader.organisation ?? room.journal.home
  const circle = marking.value.tlp === 'RED' ? (call.reader.person ?? '') : ''
  const subject = idFrom('federate.playbook', call.view.realm, owner, circle, content.playbookId)
  const source = (input.name ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(-300)
  const body = { content, check, file: kept.value, bytes: bytes.value.byteLength, source }
  const reply = await room.journal.commit<Imported>(call.writer, async (unit) => {
    const before = await unit.read(playbookRecord, subject)
    if (!before) {
      const { held } = await unit.open(playbookRecord, 'federate.playbookTaken', body, {
        subject,
        marking: marking.value,
      })
      return done({ id: held.id, version: held.version, outcome: 'taken', check })
    }
    const { id, version, state } = before
    if (state.file === kept.value) return done({ id, version, outcome: 'known', check })
    if (content.modified <= state.content.modified)
      unit.refuse('older-version', `The version of ${state.content.modified} is here; this is of ${content.modified}.`)
    const { held } = await unit.append(playbookRecord, 'federate.playbookRevised', subject, body)
    return done({ id, version: held.version, outcome: 'revised', check })
  })
  if (reply.ok && reply.value.outcome !== 'known') await offerPlaybook(room, call, read.value, reply.value.id)
  return reply
}

/** Among the foreign objects, from which other programs fetch. */
async function offerPlaybook(
  room: AdvisoryRoom,
  call: Call,
  { document, content }: ReadPlaybook,
  id: string,
): Promise<void> {
  const held = await room.journal.reads.one(playbookRecord, call.view, id)
  if (!held) return
  const { realm } = call.view
  const collection = await room.objects.collection(realm, 'cacao', 'Playbooks (CACAO)')
  const reply = await room.objects.takeIn({
    ...{ realm, collection, by: call.reader, verb: call.writer.verb, refused: [] },
    source: { standard: 'cacao', name: held.state.source || content.playbookId, organisation: null },
    objects: [
      {
        ...{ format: 'cacao', id: content.playbookId, version: content.modified, type: 'playbook', spec: '2.0' },
        ...{ object: document, marking: held.marking },
      },
    ],
  })
  if (!reply.ok) room.log.warn({ refusal: reply.refusal, playbook: id }, 'a playbook is not among the objects')
}

export async function listPlaybooks(
  room: AdvisoryRoom,
  { words, after, limit = 50 }: InputOf<typeof api.listPlaybooks>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listPlaybooks>>> {
  const page = await playbookPage(room.journal, view, { words, after, limit: limit + 1 })
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(({ id, version, marking, state: { content, check, changedAt } }) => {
    const { playbookId, name, description, modified, types, revoked, steps, signatures } = content
    return {
      ...{ id, version, marking, changedAt, playbookId, name, description, modified, types, revoked },
      ...{ steps: steps.length, warnings: check.warnings, signatures: signatures.length },
    }
  })
  return done({ items, next: page.length > limit && last ? cursorOf(last) : null })
}

const unknown = (id: string) => refuse('unknown', `No playbook with the id ${id} that you may read.`)

export async function getPlaybook(
  room: AdvisoryRoom,
  input: InputOf<typeof api.getPlaybook>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getPlaybook>>> {
  const held = await room.journal.reads.one(playbookRecord, call.view, input.id)
  if (!held) return unknown(input.id)
  const { id, version, marking, since, state } = held
  return done({ id, version, marking, since, state, signatures: await signaturesUnder(room, call, state) })
}

/** Computed when it is asked: what is believed, and the day, may be others than when the playbook came. */
async function signaturesUnder(room: AdvisoryRoom, call: Call, state: Playbook): Promise<JudgedSignature[]> {
  if (state.content.signatures.length === 0) return []
  const bytes = await keptFile(room, state.file)
  const read = bytes.ok ? readPlaybook(bytes.value) : bytes
  if (read.ok) return judgedSignatures(room, call, read.value.document)
  const why = (read.detail ?? read.refusal).slice(0, 500)
  return state.content.signatures.map(({ by, algorithm, created }) => ({
    ...{ says: by, algorithm, created, verdict: 'not-checked', why, fingerprint: null, signer: null },
  }))
}

export async function exportPlaybook(
  room: AdvisoryRoom,
  input: InputOf<typeof api.exportPlaybook>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await room.journal.reads.one(playbookRecord, view, input.id)
  if (!held) return unknown(input.id)
  const bytes = await keptFile(room, held.state.file)
  if (!bytes.ok) return bytes
  return done({ name: `${held.state.content.playbookId}.json`, type: 'application/json', bytes: bytes.value })
}
