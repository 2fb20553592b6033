// Signing a playbook of our own: the signature becomes part of the file that is given out.
import { randomUUID } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/playbooks.ts'
import { treeOf } from '../../rules/advisories/look.ts'
import { playbookRecord } from '../../rules/playbooks/playbook-record.ts'
import { signJss } from '../../wire/jss.ts'
import { ourPublisher } from '../advisories/our-publisher.ts'
import { type AdvisoryRoom, keepFile, keptFile } from '../advisories/room.ts'
import { readPlaybook } from './read-playbook.ts'
import { judgedSignatures } from './signatures.ts'
import { signingKey } from './signing-key.ts'

export async function signPlaybook(
  room: AdvisoryRoom,
  { id, version }: InputOf<typeof api.signPlaybook>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.signPlaybook>>> {
  if (call.view.realm !== 'live') return refuse('only-live')
  const seen = await room.journal.reads.one(playbookRecord, call.view, id)
  if (!seen) return refuse('unknown', `No playbook with the id ${id} that you may read.`)
  if (seen.version !== version) return refuse('stale-version', `You saw version ${version}; it is at ${seen.version}.`)
  const { home } = room.journal
  const ours = `identity--${home}`
  if (seen.state.content.createdBy !== ours || seen.marking.owner !== home || call.reader.organisation !== home)
    return refuse('not-ours', `Its created_by is '${seen.state.content.createdBy}', ours is '${ours}'.`)
  const bytes = await keptFile(room, seen.state.file)
  if (!bytes.ok) return bytes
  const read = readPlaybook(bytes.value)
  if (!read.ok) return refuse('file-damaged', read.detail)
  const key = await signingKey(room.settings.dataDir)
  const judged = await judgedSignatures(room, call, read.value.document)
  if (judged.some(({ verdict, fingerprint }) => verdict === 'proven' && fingerprint === key.fingerprint))
    return refuse('signed-already')
  const claims = {
    ...{ type: 'jss', id: `jss--${randomUUID()}`, created_by: ours, created: call.now, modified: call.now },
    ...{ signee: (await ourPublisher(room)).name },
    ...{ related_to: seen.state.content.playbookId, related_version: seen.state.content.modified },
  }
  const signed = Buffer.from(JSON.stringify(signJss(treeOf(read.value.document), claims, key.secret), null, 2))
  const again = readPlaybook(signed)
  if (!again.ok) return again
  const kept = await keepFile(room, signed)
  if (!kept.ok) return kept
  const { content, check } = again.value
  const body = { content, check, file: kept.value, bytes: signed.byteLength, source: seen.state.source }
  return room.journal.commit(call.writer, async (unit) => {
    const options = { expectedVersion: version }
    const { held } = await unit.append(playbookRecord, 'federate.playbookRevised', id, body, options)
    return done({ id, version: held.version, fingerprint: key.fingerprint })
  })
}
