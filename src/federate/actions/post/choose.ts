// Choosing what goes into the next letter: the first in the queue decides under which agreement it goes, and what fits goes along.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held } from '#platform/journal/index.ts'
import { mostParts } from '../../rules/post/pack.ts'
import type { AgreementRef, Waiting } from '../../store/post/queue.ts'
import { type Desk, postView } from './desk.ts'

export interface Chosen {
  agreement: AgreementRef | null
  urgent: boolean
  /** Parts as they were put. */
  parts: Waiting[]
  /** Records to be told of. */
  notes: Waiting[]
  /** As they are now, by id. */
  records: ReadonlyMap<Id, Held<unknown>>
}

/** Records as they are now, by id; what is gone is not there. */
export async function recordsNow(
  desk: Desk,
  realm: Realm,
  asked: readonly { record: string; subject: Id }[],
): Promise<Map<Id, Held<unknown>>> {
  const byKind = new Map<string, Id[]>()
  for (const { record, subject } of asked) byKind.set(record, [...(byKind.get(record) ?? []), subject])
  const found = new Map<Id, Held<unknown>>()
  for (const [name, ids] of byKind) {
    const kind = desk.room.kinds().get(name)
    if (!kind) continue
    for (const held of await desk.room.journal.reads.some(kind, postView(desk, realm), ids)) found.set(held.id, held)
  }
  return found
}

export async function chooseFrom(desk: Desk, peer: Id, realm: Realm, rows: readonly Waiting[]): Promise<Chosen> {
  const notes = rows.flatMap((row) =>
    row.part === null && row.record && row.subject ? [{ id: row.id, record: row.record, subject: row.subject }] : [],
  )
  const records = await recordsNow(desk, realm, notes)
  const flows = await agreementsOf(desk, peer, realm, notes, records)
  const chosen: Chosen = { agreement: null, urgent: false, parts: [], notes: [], records }
  let decided: string | undefined
  const passed = new Set<Id>()
  const warnings = rows[0]?.rank === 0
  for (const row of rows) {
    if (chosen.parts.length + chosen.notes.length >= mostParts) break
    // A warning does not wait until the letter is full of other things.
    if (warnings && row.rank > 0) break
    const under = row.part ? row.agreement : flows.get(row.id)
    const key = under === undefined ? decided : keyOf(under)
    // What is about one record goes in its order: when one part waits, those after it wait too.
    if ((decided !== undefined && key !== decided) || (row.subject && passed.has(row.subject))) {
      if (row.subject) passed.add(row.subject)
      continue
    }
    if (under !== undefined) {
      decided = key
      chosen.agreement = under
    }
    chosen.urgent ||= row.rank === 0
    if (row.part) chosen.parts.push(row)
    else chosen.notes.push(row)
  }
  return chosen
}

/** Under which agreement each record flows at this moment; those that do not flow (any more) are missing. */
async function agreementsOf(
  desk: Desk,
  peer: Id,
  realm: Realm,
  notes: readonly { id: Id; subject: Id }[],
  records: ReadonlyMap<Id, Held<unknown>>,
): Promise<Map<Id, AgreementRef>> {
  const found = new Map<Id, AgreementRef>()
  for (const note of notes) {
    const held = records.get(note.subject)
    if (!held) continue
    const verdict = (await desk.room.terms.whereTo(held, realm, peer)).find((one) => one.peer === peer)
    if (verdict?.flows && verdict.agreement) found.set(note.id, verdict.agreement)
  }
  return found
}

function keyOf(agreement: AgreementRef | null): string {
  return agreement ? `${agreement.id}/${agreement.version}` : 'none'
}
