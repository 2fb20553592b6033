// The answer to letters that came: what became of each, in clear and saying little, and the receipts, sealed.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { LetterFate, LettersAnswer } from '../../model/post.ts'
import { type Envelope, wireVersion } from '../../model/wire.ts'
import { noteTold, type Taken } from '../../store/post/inbox.ts'
import type { Desk } from './desk.ts'
import { sealReceipts } from './receipts.ts'
import { type Came, takeEnvelope, type Whence } from './take.ts'

export async function takeAll(desk: Desk, letters: readonly unknown[], whence: Whence): Promise<Came[]> {
  const came: Came[] = []
  for (const letter of letters) {
    try {
      came.push(await takeEnvelope(desk, letter, whence))
    } catch (error) {
      // This node's own fault: it stays with the sender, who sends it again.
      desk.room.log.error({ err: error }, 'a letter could not be taken; it comes again')
      came.push({ fate: { envelope: null, fate: 'later', afterSeconds: 30 } })
    }
  }
  return came
}

export async function answerTo(desk: Desk, came: readonly Came[]): Promise<LettersAnswer> {
  const receipts: Envelope[] = []
  for (const { peer, realm, taken } of byLine(came)) {
    const sealed = await sealReceipts(desk, peer, realm, taken)
    if (sealed) receipts.push(sealed)
    // What cannot be sealed now is owed, and goes by itself later.
    else
      await noteTold(
        desk.room.journal.sql,
        peer,
        realm,
        taken.map((one) => one.sequence),
        false,
      )
  }
  return { v: wireVersion, fates: came.map((one): LetterFate => one.fate), receipts: receipts.slice(0, 20) }
}

export function byLine(came: readonly Came[]): { peer: Id; realm: Realm; taken: Taken[] }[] {
  const lines = new Map<string, { peer: Id; realm: Realm; taken: Taken[] }>()
  for (const taken of came.flatMap(({ receipt, more = [] }) => (receipt ? [receipt, ...more] : more))) {
    const { peer, realm } = taken
    const line = lines.get(`${peer} ${realm}`) ?? { peer, realm, taken: [] }
    lines.set(`${peer} ${realm}`, { ...line, taken: [...line.taken, taken] })
  }
  return [...lines.values()]
}
