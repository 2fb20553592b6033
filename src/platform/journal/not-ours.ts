// Why a copy is not changed here, in a sentence that names whose it is and says what can be done instead.
import type { Marking } from '#kernel/marking.ts'
import type { Reads, View } from './types.ts'

export async function notOurs(reads: Reads, view: View, marking: Marking): Promise<string> {
  const owner = (await reads.titleOf({ reader: view.reader, realm: 'live' }, marking.owner)) ?? marking.owner
  return `This is a copy: the record belongs to ${owner}, and only its owner changes it. Send a proposal or a comment instead.`
}
