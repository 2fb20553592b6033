// Gets a crisis as a document from a node, by its id or its reference.
import { buffer } from 'node:stream/consumers'
import { listCrises } from '#coordinate/api/crises.ts'
import { exportCrisis } from '#coordinate/api/crisis-room.ts'
import type { OutputOf } from '#kernel/contract.ts'
import type { Download } from '#platform/http/index.ts'
import { say } from './print-to.ts'
import type { Reach } from './reach.ts'
import { type Session, showProblem, withReach } from './session.ts'
import type { FetchCrisis } from './share-ask.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What it gives back is null where the crisis is not there or may not be read; that was said then. */
export function fetchWith(session: Session): FetchCrisis {
  return (named, options) =>
    withReach(session, async (there) => {
      const { realm } = options
      const id = isId.test(named) ? named : await idOf(there, named, realm)
      if (id === null) {
        say(`There is no crisis ${named} that you may read, and no file of that name.`)
        return null
      }
      const reply = await there.call(exportCrisis, { input: { id }, realm })
      if (!reply.ok) {
        showProblem(session, reply.problem, options)
        return null
      }
      const { bytes } = reply.value as Download
      return JSON.parse((bytes instanceof Uint8Array ? Buffer.from(bytes) : await buffer(bytes)).toString('utf8'))
    })
}

/** A reference is no word that a search finds by, so the list is walked. */
async function idOf(there: Reach, reference: string, realm: string): Promise<string | null> {
  let after: string | null = ''
  while (after !== null) {
    const input = { limit: 200, ...(after === '' ? {} : { after }) }
    const reply = await there.call(listCrises, { input, realm })
    if (!reply.ok) return null
    const { items, next } = reply.value as OutputOf<typeof listCrises>
    const found = items.find((one) => one.reference.toLowerCase() === reference.toLowerCase())
    if (found) return found.id
    after = next
  }
  return null
}
