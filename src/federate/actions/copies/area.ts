// Copies of records, and responses: what this area adds to the room.
import { copied, withdrawn } from '#kernel/record.ts'
import { atHome } from '../../rules/copies/at-home.ts'
import { type Parent, readParents } from '../../store/copies/parents.ts'
import type { Area } from '../area.ts'
import type { Copies } from '../parts.ts'
import type { FederateRoom } from '../room.ts'
import { copiesBindings } from './bindings.ts'
import { settleCaught } from './caught.ts'
import { takeCheckpoint, takeEquivocation, takeWitness } from './histories.ts'
import { partsFor } from './outbound.ts'
import { sent } from './sent.ts'
import { showAround } from './show-around.ts'
import { takeCopy } from './take-copy.ts'
import { takeResponse } from './take-response.ts'
import { eraseAsked, eraseCopy, eraseExpired, takeWithdrawal } from './take-withdrawal.ts'

export function copiesArea(room: FederateRoom): Area<'copies'> {
  let read: readonly Parent[] | undefined
  const parents = () => {
    read ??= readParents(new Set(room.kinds().keys()))
    return read
  }
  room.post.onPart('copy', (unit, from, part, letter) => takeCopy(room, unit, from, part, letter))
  room.post.onPart('withdraw', (unit, from, part) => takeWithdrawal(room, unit, from, part))
  room.post.onPart('checkpoint', (unit, from, part) => takeCheckpoint(room, unit, from, part))
  room.post.onPart('witness', (unit, from, part) => takeWitness(room, unit, from, part))
  room.post.onPart('equivocation', (unit, from, part) => takeEquivocation(room, unit, from, part))
  room.post.onPart('response', (unit, from, part) => takeResponse(room, unit, from, part))
  const offers: Copies = {
    partsFor: (peer, realm, changed, records) => partsFor(room, parents(), peer, realm, changed, records),
    sent: (sql, peer, realm, parts) => sent(room, sql, peer, realm, parts),
    concerns: (change) =>
      change.kind !== copied && change.kind !== withdrawn && !change.origin && !atHome.test(change.record),
    erase: (subject, realm, reason) => eraseCopy(room, subject, realm, reason),
  }
  let stopHearing = () => {}
  return {
    bindings: copiesBindings(room),
    jobs: [
      { name: 'federate-erase-copies', everySeconds: 60, run: async () => void (await eraseAsked(room)) },
      { name: 'federate-keep-copies', everySeconds: 3600, run: async () => void (await eraseExpired(room)) },
      { name: 'federate-histories', everySeconds: 30, run: async () => void (await watchHistories(room)) },
    ],
    offers,
    async start() {
      parents()
      // What its owner asks to erase goes at once, not at the next turn of the job.
      stopHearing = room.journal.onCommitted((batch) => {
        if (!batch.some((change) => change.kind === withdrawn)) return
        void eraseAsked(room).catch((error: unknown) => room.log.warn({ err: error }, 'copies are erased later'))
      })
    },
    async stop() {
      stopHearing()
    },
  }
}

async function watchHistories(room: FederateRoom): Promise<void> {
  await settleCaught(room)
  await showAround(room)
}
