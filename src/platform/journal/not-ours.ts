// Why a copy is not changed here, in a sentence that names whose it is and says what can be done instead; and whose a record is that is
// opened beside it.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Held, Reads, View } from './types.ts'

export async function notOurs(reads: Reads, view: View, marking: Marking): Promise<string> {
  const owner = (await reads.titleOf({ reader: view.reader, realm: 'live' }, marking.owner)) ?? marking.owner
  return `This is a copy: the record belongs to ${owner}, and only its owner changes it. Send a proposal or a comment instead.`
}

/**
 * Whose a record is that is opened like another one: of the same owner; beside a copy, of whoever opens it, because nobody here writes in
 * the name of another node's organisation.
 */
export function ownerLike(held: Pick<Held<unknown>, 'origin' | 'marking'>, reader: Reader, home: Id): Id {
  return held.origin ? (reader.organisation ?? home) : held.marking.owner
}
