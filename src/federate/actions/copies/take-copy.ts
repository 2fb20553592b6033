// A copy that a peer sent: everything is asked of it before it stands, and nothing of it stands otherwise.
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Id } from '#kernel/id.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import { type AnyRecord, type Held, refusalIn, type Unit } from '#platform/journal/index.ts'
import { canonicalJson, entryLeafHash, verifyInclusion } from '#platform/journal/proof/index.ts'
import { CopyPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Letter } from '../../model/wire.ts'
import { atHome } from '../../rules/copies/at-home.ts'
import { tooMuch } from '../../rules/copies/bounds.ts'
import { TravellingHeader } from '../../rules/copies/header.ts'
import { skeleton, skeletonText } from '../../rules/copies/ids.ts'
import { type Taken, takenOf } from '../../store/copies/taken.ts'
import type { FederateRoom } from '../room.ts'
import { digestOfText } from './blind.ts'
import { checkpointIn } from './log-key.ts'
import { alarm, keepLater, takenLater } from './pending.ts'

const compiled = new WeakMap<object, Validator>()

/** What is not as its schema says, or undefined. */
export function fault(schema: TSchema, value: unknown): string | undefined {
  const validator = compiled.get(schema) ?? Compile(schema)
  compiled.set(schema, validator)
  if (validator.Check(value)) return undefined
  const [first] = validator.Errors(value)
  return `${first?.instancePath || '/'} ${first?.message}`.slice(0, 400)
}

export async function takeCopy(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: CopyPart,
  letter: Letter,
): Promise<Refused | undefined> {
  const large = tooMuch(part.state)
  if (large) return refuse('too-large', large)
  const malformed = fault(CopyPart, part)
  if (malformed) return refuse('malformed', malformed)
  const kind = room.kinds().get(part.record)
  if (!kind) return refuse('unknown-kind', `This node knows no records of the kind ${part.record}.`)
  if (atHome.test(part.record))
    return refuse(
      'outside-agreement',
      `Records of the kind ${part.record} are made where they belong, and never copied.`,
    )
  const { realm } = unit.view
  if (letter.head.realm !== realm) return refuse('other-realm', `The letter is of ${letter.head.realm}.`)
  if (part.marking.owner !== from.state.organisation)
    return refuse('not-yours', `${part.subject} is marked as owned by another organisation than the sender's.`)
  const outside = await room.terms.mayCome(from.id, realm, part.record, part.marking, part.state)
  if (outside) return outside
  const wrong = fault(kind.state, part.state)
  if (wrong) return refuse('malformed-state', `The state is none of ${part.record}: ${wrong}`)
  const header = headerOf(part, realm)
  if ('refusal' in header) return header
  const proven = provenUnder(from, part, header, letter)
  if (proven === 'false') return refuse('false-proof', `The proof of ${part.subject} does not lead to the checkpoint.`)
  return takeChecked(room, unit, from, part, kind, header, proven, letter)
}

type Header = Static<typeof TravellingHeader>

function headerOf(part: CopyPart, realm: string): Header | Refused {
  const { header } = part.entry
  const wrong = fault(TravellingHeader, header)
  if (wrong) return refuse('malformed', `/entry/header${wrong}`)
  const it = header as Header // checked just now
  const same = it.realm === realm && it.record === part.record && it.subject === part.subject
  if (!same || it.version !== part.version)
    return refuse('malformed', 'The header is of another record or version than the part.')
  return it
}

/** The size of the checkpoint that it is proven under; undefined where no proof came or nothing to hold it against; 'false'. */
function provenUnder(from: Held<Peer>, part: CopyPart, header: Header, letter: Letter): number | undefined | 'false' {
  const checkpoint = part.proof && checkpointIn(from, letter)
  if (!part.proof || !checkpoint) return undefined
  const bodyHash = Buffer.from(part.entry.bodyHash, 'base64')
  const leafHash = 'withheld' in header ? Buffer.from(header.leaf, 'base64') : entryLeafHash(header, bodyHash)
  const proof = part.proof.path.map((hash) => Buffer.from(hash, 'base64'))
  const { size, root } = checkpoint
  return verifyInclusion({ index: part.proof.index, size, leafHash, proof, root }) ? size : 'false'
}

async function takeChecked(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: CopyPart,
  kind: AnyRecord,
  header: Header,
  proven: number | undefined,
  letter: Letter,
): Promise<Refused | undefined> {
  const before = takenLater(unit, part.subject) ?? (await takenBefore(room, unit, letter)).get(part.subject)
  const taken = takenFrom(unit, from.id, part, header, proven ?? null, letter)
  if (before) {
    const refused = await against(room, before, taken)
    if (refused) return refused
    // Older than what is known, or what was erased on purpose: no news.
    if (taken.version < before.version + (before.status === 'erased' ? 1 : 0)) return undefined
    if (before.status === 'held' && taken.version === before.version && taken.digest === before.digest) {
      if (before.proven === null && taken.proven !== null) keepLater(unit, { ...before, proven: taken.proven })
      return undefined
    }
  }
  const { node, organisation } = { node: from.id, organisation: from.state.organisation }
  const origin = { node, organisation, version: part.version, entry: header.id, recordedAt: header.recordedAt }
  try {
    await foreseen(unit, kind, letter)
    await unit.copy(kind, { subject: part.subject, state: part.state, marking: part.marking, from: origin })
  } catch (thrown) {
    const refused = refusalIn(thrown)
    if (!refused) throw thrown
    if (refused.refusal === 'not-yours') await alarm(room, unit.view.realm, from.id, 'not-yours', refused.detail ?? '')
    return refused
  }
  keepLater(unit, taken)
  return undefined
}

const before = new WeakMap<Unit['newId'], Promise<Map<Id, Taken>>>()
const foresaw = new WeakMap<Unit['newId'], Set<string>>()

/** What is known of all copies of the letter, asked once for each unit. */
function takenBefore(room: FederateRoom, unit: Unit, letter: Letter): Promise<Map<Id, Taken>> {
  const known = before.get(unit.newId) ?? takenOf(room.journal.sql, subjectsOf(letter))
  before.set(unit.newId, known)
  return known
}

async function foreseen(unit: Unit, kind: AnyRecord, letter: Letter): Promise<void> {
  const seen = foresaw.get(unit.newId) ?? new Set()
  foresaw.set(unit.newId, seen)
  if (seen.has(kind.name)) return
  seen.add(kind.name)
  await unit.foresee(kind, subjectsOf(letter, kind.name))
}

function subjectsOf(letter: Letter, record?: string): Id[] {
  const subjects = letter.parts.flatMap((part) => {
    const { part: of, subject, record: kind } = part as { part?: unknown; subject?: unknown; record?: unknown }
    const asked = of === 'copy' && typeof subject === 'string' && isId(subject) && (!record || kind === record)
    return asked ? [subject] : []
  })
  return [...new Set(subjects)]
}

function isId(text: string): boolean {
  return fault(Id, text) === undefined
}

function takenFrom(
  unit: Unit,
  peer: Id,
  part: CopyPart,
  header: Header,
  proven: number | null,
  { agreement }: Letter,
): Taken {
  const content = [part.state, part.marking]
  const text = canonicalJson(content)
  const bones = skeletonText(text, content) ?? canonicalJson(skeleton(content))
  return {
    subject: part.subject,
    peer,
    realm: unit.view.realm,
    record: part.record,
    version: part.version,
    entry: header.id,
    bodyHash: part.entry.bodyHash,
    skeleton: digestOfText(bones),
    digest: digestOfText(text),
    recordedAt: header.recordedAt,
    takenAt: unit.now,
    proven,
    agreement: agreement?.id ?? null,
    status: 'held',
  }
}

/** An id is that of one owner, realm and kind for good; and a version has one content for good, whatever ids in it are blinded. */
async function against(room: FederateRoom, before: Taken, now: Taken): Promise<Refused | undefined> {
  if (before.peer !== now.peer || before.realm !== now.realm || before.record !== now.record) {
    const detail = `${now.subject} came before as another record, of another node, realm or kind.`
    await alarm(room, now.realm, now.peer, 'not-yours', detail)
    return refuse('not-yours', detail)
  }
  if (before.version !== now.version || before.status === 'erased') return undefined
  const same = before.entry === now.entry && before.bodyHash === now.bodyHash && before.skeleton === now.skeleton
  if (same) return undefined
  const detail = `${now.record} ${now.subject} came as version ${now.version} with another content than before.`
  await alarm(room, now.realm, now.peer, 'changed-history', detail)
  return refuse('changed-history', detail)
}
