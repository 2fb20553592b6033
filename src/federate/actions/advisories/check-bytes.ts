// Checking files at the terminal, with no node: the same tests, in the same worker with the same limits.
import type { Reply } from '#kernel/reply.ts'
import { type ReadPlaybook, readPlaybook } from '../playbooks/read-playbook.ts'
import type { Scope } from './csaf-tests.ts'
import { openDocumentReader } from './document-reader.ts'
import type { ReadDocument } from './read-document.ts'

export async function checkCsafBytes(bytes: Uint8Array, scope: Scope): Promise<Reply<ReadDocument>> {
  const reader = openDocumentReader()
  try {
    return await reader.read(bytes, scope)
  } finally {
    await reader.close()
  }
}

export function checkPlaybookBytes(bytes: Uint8Array): Reply<ReadPlaybook> {
  return readPlaybook(bytes)
}
