// Letters as a file, for mail or a stick when no line goes: the same envelopes, taken by the same code as from the line.
import type { Readable } from 'node:stream'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { faultIn } from '#platform/http/index.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { LettersFile, lettersFileKind, mostFileBytes } from '../../model/post.ts'
import type { Envelope } from '../../model/wire.ts'
import { newestTaken, noteTold } from '../../store/post/inbox.ts'
import { noteSent, waitingHeads, waitingLetter } from '../../store/post/letters.ts'
import { linesOf } from '../../store/post/look.ts'
import { byLine, takeAll } from './answers.ts'
import { readReceipts } from './deliver.ts'
import { type Desk, nowOf } from './desk.ts'
import { packAnew, packNext } from './pack.ts'
import { sealReceipts } from './receipts.ts'

/** What goes into one file; the rest follows in the next, after the receipts. */
const mostLetters = 64
const mostBytes = 48_000_000
/** A file gets lost more easily than a request: receipts of this many letters are in each. */
const receiptsInFile = 200

/** Refusals: unknown, not-trusted, cannot-seal, nothing-waits. */
export async function exportLetters(desk: Desk, { to }: { to: Id }, call: Call): Promise<Reply<Download>> {
  const { trust, journal } = desk.room
  const peer = await trust.peer(to)
  if (!peer) return refuse('unknown', `No peer with the id ${to}.`)
  if (peer.state.status !== 'trusted') return refuse('not-trusted', `${peer.title} is ${peer.state.status}.`)
  const file: LettersFile = {
    ...({ kind: lettersFileKind, from: journal.nodeId, to, at: nowOf(desk) } as const),
    ...{ letters: [], receipts: [], more: false },
  }
  let bytes = 0
  for (const { realm } of (await linesOf(journal.sql, to)).filter((line) => call.reader.realms.includes(line.realm))) {
    const receipts = await sealReceipts(desk, to, realm, await newestTaken(journal.sql, to, realm, receiptsInFile))
    if (receipts) file.receipts.push(receipts)
    const sealed = await sealAll(desk, to, realm)
    if (!sealed.ok) return refuse('cannot-seal', sealed.detail ?? sealed.refusal)
    file.more ||= sealed.value
    for (const head of await waitingHeads(journal.sql, to, realm, mostLetters)) {
      if (file.letters.length > 0 && bytes + head.bytes > mostBytes) {
        file.more = true
        break
      }
      const letter = await waitingLetter(journal.sql, head.id)
      // Its receipt came while the file was made, so those behind it may have gone on without it.
      if (!letter) continue
      bytes += letter.envelope.length
      file.letters.push(JSON.parse(letter.envelope) as Envelope)
      await noteSent(journal.sql, letter.id, 'file', nowOf(desk))
    }
  }
  if (file.letters.length + file.receipts.length === 0)
    return refuse('nothing-waits', `Nothing waits for ${peer.title}.`)
  const name = `letters-${to.slice(0, 8)}-${file.at.slice(0, 19).replace(/[:T]/g, '-')}.tocsin`
  return done({ name, type: 'application/json', bytes: Buffer.from(JSON.stringify(file)) })
}

/** Seals what waits, up to a file full. True: more waits than that. */
async function sealAll(desk: Desk, peer: Id, realm: string): Promise<Reply<boolean>> {
  const { sql } = desk.room.journal
  const now = nowOf(desk)
  for (const head of await waitingHeads(sql, peer, realm, mostLetters)) {
    if (!head.stale && head.expires_at > now) continue
    const letter = await waitingLetter(sql, head.id)
    const again = letter && (await packAnew(desk, peer, realm, letter))
    if (again && !again.ok) return again
  }
  for (let turn = 0; turn < 2 * mostLetters; turn++) {
    const sealed = await waitingHeads(sql, peer, realm, mostLetters)
    if (sealed.length >= mostLetters || sealed.reduce((sum, letter) => sum + letter.bytes, 0) > mostBytes)
      return done(true)
    const packed = await packNext(desk, peer, realm, null)
    if (!packed.ok) return packed
    if (packed.value === 'nothing') return done(false)
  }
  return done(true)
}

export interface Imported {
  from: Id
  taken: number
  known: number
  held: number
  refused: { envelope: Id | null; refusal: string }[]
  refusedParts: number
  receipts: number
  more: boolean
}

/** Refusals: bad-file, not-for-us. Importing twice is harmless: each letter has its effect once. */
export async function importLetters(desk: Desk, _input: unknown, call: Call): Promise<Reply<Imported>> {
  const { sql, nodeId } = desk.room.journal
  const read = await fileIn(call.upload)
  if (!read.ok) return read
  const file = read.value
  if (file.to !== nodeId) return refuse('not-for-us', `The file is for the node ${file.to}; this is ${nodeId}.`)
  const receipts = await readReceipts(desk, null, file.receipts)
  const since = nowOf(desk)
  const came = await takeAll(desk, file.letters, { route: 'file', addressClass: 'file', address: '' })
  const imported: Imported = {
    ...{ from: file.from, taken: 0, known: 0, held: 0, refused: [], refusedParts: 0 },
    ...{ receipts, more: file.more },
  }
  for (const { fate, receipt, more = [] } of came) {
    if (fate.fate === 'taken' && receipt && receipt.at >= since) imported.taken += 1 + more.length
    else if (fate.fate === 'taken') imported.known++
    else if (fate.fate === 'held') imported.held++
    else imported.refused.push({ envelope: fate.envelope, refusal: fate.refusal ?? fate.fate })
    imported.refusedParts += [receipt, ...more].reduce((sum, one) => sum + (one?.refused.length ?? 0), 0)
  }
  for (const { peer, realm, taken } of byLine(came))
    await noteTold(
      sql,
      peer,
      realm,
      taken.map((one) => one.sequence),
      false,
    )
  desk.nudge()
  return done(imported)
}

async function fileIn(upload: Readable | undefined): Promise<Reply<LettersFile>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of upload ?? []) {
    const piece = Buffer.from(chunk as Uint8Array)
    bytes += piece.length
    if (bytes > mostFileBytes) return refuse('too-large', `A file may have at most ${mostFileBytes} bytes.`)
    chunks.push(piece)
  }
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    return refuse('bad-file', 'It is no JSON: it may have been cut off on the way.')
  }
  const fault = faultIn(LettersFile, read)
  return fault ? refuse('bad-file', `${fault.where ?? '/'} ${fault.detail ?? ''}`) : done(read as LettersFile)
}
