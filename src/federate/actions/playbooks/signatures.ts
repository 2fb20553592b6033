// What the signatures of a playbook prove: each is computed, and its key is looked up among those that are believed here.
import type { Reader } from '#kernel/reader.ts'
import type { Call } from '#platform/http/types.ts'
import type { JudgedSignature } from '../../model/playbooks/signatures.ts'
import { treeOf } from '../../rules/advisories/look.ts'
import { type Believed, type Held, judgeSignature, signaturesOf } from '../../rules/playbooks/judge-signature.ts'
import { playbookSignerRecord } from '../../rules/playbooks/signer-record.ts'
import { keyPrint, verifierOf } from '../../wire/jss.ts'
import { ourPublisher } from '../advisories/our-publisher.ts'
import type { AdvisoryRoom } from '../advisories/room.ts'
import { knownSigningKey } from './signing-key.ts'

/** Computing costs time, and a playbook may hold as many signatures as its maker likes. */
const mostComputed = 20

export async function judgedSignatures(
  room: AdvisoryRoom,
  { reader, view, now }: Pick<Call, 'reader' | 'view' | 'now'>,
  document: unknown,
): Promise<JudgedSignature[]> {
  const playbook = treeOf(document)
  const signatures = signaturesOf(playbook)
  if (signatures.length === 0) return []
  const believed = [...(await ownKeys(room)), ...(await believedBy(room, reader, view))]
  const verify = verifierOf(playbook)
  return signatures.map((signature, at): JudgedSignature => {
    const held = at < mostComputed ? heldBy(verify(signature)) : tooMany
    return judgeSignature(playbook, signature, held, believed, now)
  })
}

const tooMany: Held = { ok: false, refusal: 'too-many', detail: `Only the first ${mostComputed} are computed.` }

function heldBy(verified: ReturnType<ReturnType<typeof verifierOf>>): Held {
  return verified.ok ? { ok: true, fingerprint: keyPrint(verified.value) } : verified
}

/** What other organisations on this node believe is theirs; the home of the node speaks for all. */
async function believedBy(room: AdvisoryRoom, reader: Reader, view: Call['view']): Promise<Believed[]> {
  const held = await room.journal.reads.many(playbookSignerRecord, view)
  return held
    .filter(({ marking }) => marking.owner === room.journal.home || marking.owner === reader.organisation)
    .map(({ state: { name, fingerprint, ended } }) => ({ name, fingerprint, endedAt: ended?.at ?? null }))
    .toSorted((one, other) => Number(one.endedAt !== null) - Number(other.endedAt !== null))
}

async function ownKeys(room: AdvisoryRoom): Promise<Believed[]> {
  const key = await knownSigningKey(room.settings.dataDir)
  return key ? [{ name: (await ourPublisher(room)).name, fingerprint: key.fingerprint, endedAt: null }] : []
}
