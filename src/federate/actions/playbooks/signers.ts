// Whose keys sign playbooks: entered by somebody who compared them, ended by somebody with a reason.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/playbook-signers.ts'
import { playbookSignerRecord } from '../../rules/playbooks/signer-record.ts'
import { type AdvisoryRoom, idFrom } from '../advisories/room.ts'
import { knownSigningKey } from './signing-key.ts'

export function believeSigner(
  room: AdvisoryRoom,
  { name, fingerprint, how }: InputOf<typeof api.believeSigner>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.believeSigner>>> {
  const owner = call.reader.organisation ?? room.journal.home
  const subject = idFrom('federate.playbookSigner', call.view.realm, owner, fingerprint)
  return room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(playbookSignerRecord, subject)
    if (before && before.state.ended === null) unit.refuse('believed-already', `It is of ${before.state.name}.`)
    const { held } = before
      ? await unit.append(playbookSignerRecord, 'federate.playbookSignerBelievedAgain', subject, { name, how })
      : await unit.open(
          playbookSignerRecord,
          'federate.playbookSignerBelieved',
          { name, fingerprint, how },
          { subject, marking: { tlp: 'GREEN' } },
        )
    return done({ id: held.id, version: held.version })
  })
}

export function endSigner(
  room: AdvisoryRoom,
  { id, version, reason }: InputOf<typeof api.endSigner>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.endSigner>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(playbookSignerRecord, id)
    if (!before) return unit.refuse('unknown', `No key with the id ${id} that you may read.`)
    if (before.marking.owner !== (call.reader.organisation ?? room.journal.home))
      unit.refuse('wrong-state', 'Another organisation entered it.')
    if (before.state.ended !== null) unit.refuse('wrong-state', 'It is not believed any more.')
    const options = { expectedVersion: version }
    const { held } = await unit.append(playbookSignerRecord, 'federate.playbookSignerEnded', id, { reason }, options)
    return done({ id, version: held.version })
  })
}

export async function listSigners(
  room: AdvisoryRoom,
  _input: InputOf<typeof api.listSigners>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listSigners>>> {
  const held = await room.journal.reads.many(playbookSignerRecord, view)
  const own = await knownSigningKey(room.settings.dataDir)
  const items = held.map(({ id, version, state }) => ({ id, version, ...state }))
  return done({ own: own?.fingerprint ?? null, items })
}
