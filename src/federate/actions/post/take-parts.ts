// The parts of one letter, each handed to the area that takes its kind, all in one unit. A part that is refused is named in the receipt
// and does not hurt its neighbours; what it had written already is not kept.
import { systemReader } from '#kernel/reader.ts'
import { done, type Refused, refuse } from '#kernel/reply.ts'
import { faultIn } from '#platform/http/index.ts'
import type { Unit, Writer } from '#platform/journal/index.ts'
import { type LetterPart, letterParts, type ReceiptPart } from '../../model/letter.ts'
import type { PartSeen } from '../../model/post.ts'
import type { Letter } from '../../model/wire.ts'
import { markTaken, type NewTaken, type Taken } from '../../store/post/inbox.ts'
import { type Desk, nowOf } from './desk.ts'
import { seenOf } from './pack.ts'
import type { Route } from './take.ts'

/** Units that are thrown away because a part broke off half way; after these the rest of the letter is refused instead. */
const mostAttempts = 20

/** A part wrote something and then could not go on: the unit starts again without it. */
class BrokeOff {
  readonly at: number
  readonly refused: Refused
  constructor(at: number, refused: Refused) {
    this.at = at
    this.refused = refused
  }
}

export async function takeParts(desk: Desk, letter: Letter, bytes: number, route: Route): Promise<Taken> {
  const { id, from, realm } = letter.head
  const writer: Writer = {
    view: { reader: systemReader(`peer:${from}`, [realm], desk.room.journal.home), realm },
    verb: 'federate.takeLetter',
  }
  const broken = new Map<number, Refused>()
  for (let attempt = 1; ; attempt++) {
    let taken: NewTaken | undefined
    try {
      const reply = await desk.room.journal.commit(writer, async (unit) => {
        const refused = await eachPart(desk, unit, letter, broken, attempt >= mostAttempts)
        const mark: NewTaken = {
          ...{ peer: from, realm, sequence: letter.sequence, envelope: id, at: nowOf(desk), refused },
          ...{ issuedAt: letter.issuedAt, route, agreement: letter.agreement, bytes, told: route === 'line' },
          contents: contentsOf(letter.parts, refused),
        }
        taken = mark
        unit.also((trx) => markTaken(trx, mark))
        return done(null)
      })
      if (!reply.ok || !taken) throw new Error(`A letter could not be taken: ${reply.ok ? 'no mark' : reply.refusal}`)
      count(desk, taken)
      return taken
    } catch (thrown) {
      if (!(thrown instanceof BrokeOff)) throw thrown
      broken.set(thrown.at, thrown.refused)
    }
  }
}

async function eachPart(
  desk: Desk,
  unit: Unit,
  letter: Letter,
  broken: ReadonlyMap<number, Refused>,
  isLast: boolean,
): Promise<ReceiptPart['refused']> {
  const from = await desk.room.trust.peer(letter.head.from)
  const refused: ReceiptPart['refused'] = []
  for (const [at, part] of letter.parts.entries()) {
    const answer =
      broken.get(at) ?? (isLast ? tooMany : from ? await takePart(desk, unit, letter, at, part, from) : unknownSender)
    if (!answer) continue
    const { refusal, detail = '' } = answer
    refused.push({ part: at, refusal: refusal.slice(0, 60), why: detail.slice(0, 500) })
  }
  return refused
}

const tooMany = refuse('broke', 'Too many parts of this letter could not be taken.')
const unknownSender = refuse('not-trusted')
type From = NonNullable<Awaited<ReturnType<Desk['room']['trust']['peer']>>>

async function takePart(
  desk: Desk,
  unit: Unit,
  letter: Letter,
  at: number,
  given: unknown,
  from: From,
): Promise<Refused | undefined> {
  const kind = String((given as { part?: unknown } | null)?.part ?? '')
  const schema = Object.hasOwn(letterParts, kind) ? letterParts[kind as LetterPart['part']] : undefined
  const take = desk.takers.get(kind as LetterPart['part'])
  if (!schema || !take)
    return refuse('unknown-part', `This node does not know parts of the kind '${kind.slice(0, 60)}'.`)
  const fault = faultIn(schema, given)
  if (fault) return refuse('bad-part', `${fault.where ?? ''}: ${fault.detail ?? 'not as its schema asks'}`)
  const watched = watchedUnit(unit)
  try {
    const answer = await take(watched.unit, from, given, letter)
    if (answer && watched.wrote()) throw new BrokeOff(at, answer)
    return answer
  } catch (thrown) {
    if (thrown instanceof BrokeOff) throw thrown
    const refused = asRefused(thrown)
    if (!refused) throw thrown
    if (refused.refusal === 'broke')
      desk.room.log.error({ err: thrown, part: kind }, 'a part of a letter could not be taken')
    if (watched.wrote()) throw new BrokeOff(at, refused)
    return refused
  }
}

const reading: ReadonlySet<string> = new Set(['read', 'some', 'newId', 'refuse', 'foresee'])

/** The unit as a part sees it, and whether the part wrote into it. */
function watchedUnit(unit: Unit): { unit: Unit; wrote(): boolean } {
  let wrote = false
  const written = (value: unknown) => {
    wrote = true
    return value
  }
  const watched: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(unit)) {
    watched[name] =
      typeof value === 'function' && !reading.has(name)
        ? (...given: unknown[]) => {
            const answer: unknown = value.apply(unit, given)
            // What was refused before it was written left nothing behind.
            if (!(answer instanceof Promise)) wrote = true
            return answer instanceof Promise ? answer.then(written) : answer
          }
        : value
  }
  return { unit: watched as unknown as Unit, wrote: () => wrote }
}

/** A refusal from any depth, or a bug that this part woke. Faults of the database are nobody's part: the letter comes again. */
function asRefused(thrown: unknown): Refused | undefined {
  if (typeof thrown === 'object' && thrown !== null && 'refused' in thrown) return thrown.refused as Refused
  if (!(thrown instanceof Error) || 'code' in thrown) return undefined
  return refuse('broke', 'This node could not take it; the fault is on its side and was noted there.')
}

function contentsOf(parts: readonly unknown[], refused: ReceiptPart['refused']): PartSeen[] {
  const answers = new Map(refused.map((one) => [one.part, one]))
  return parts.map((part, at) => {
    const answer = answers.get(at)
    const unread = answer?.refusal === 'bad-part' || answer?.refusal === 'unknown-part'
    const kind = String((part as { part?: unknown } | null)?.part ?? '').slice(0, 60)
    const seen: PartSeen = unread ? { part: kind } : seenOf(part as LetterPart)
    return answer ? { ...seen, refusal: answer.refusal, why: answer.why } : seen
  })
}

function count(desk: Desk, { contents }: NewTaken): void {
  for (const seen of contents) {
    const part = Object.hasOwn(letterParts, seen.part) ? seen.part : 'unknown'
    desk.metrics.parts.inc({ part, answer: seen.refusal ? 'refused' : 'taken' })
  }
}
