// Reads the objects of a file one by one, with what is wrong with those that cannot be read; the file is never held whole.
import { type Cutter, cutter } from '../../rules/stix/cut-objects.ts'
import { stixBudget } from '../../rules/stix/limits.ts'
import { quoted } from '../../rules/stix/pointer.ts'
import { repeatedName } from '../../rules/stix/repeated-name.ts'

/** An object as it came, or why it could not be read. */
export type ReadObject =
  | { place: number; bytes: number; value: unknown }
  | { place: number; bytes: number; fault: string }

export interface ObjectsRead {
  /** In batches, so that others get a turn between them. */
  batches: AsyncIterable<ReadObject[]>
  /** After the last batch. */
  end(): { heads: unknown[]; fault: string | null }
}

/** With `holding`, only objects in whose bytes that text stands are read: the rest is not even parsed. */
export function readObjects(chunks: AsyncIterable<Uint8Array>, holding?: string): ObjectsRead {
  const cut = cutter(stixBudget)
  const state = { over: null as string | null }
  return {
    batches: batchesOf(chunks, cut, state, holding === undefined ? undefined : Buffer.from(holding)),
    end() {
      const { heads, fault } = cut.end()
      return { heads: heads.map((head) => parsed(head).value), fault: state.over ?? fault }
    },
  }
}

async function* batchesOf(
  chunks: AsyncIterable<Uint8Array>,
  cut: Cutter,
  state: { over: string | null },
  holding: Buffer | undefined,
) {
  let place = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const batch: ReadObject[] = []
      for (const bytes of cut.push(chunk.subarray(at, at + pieceBytes))) {
        if (!holding || holds(bytes, holding)) batch.push({ place, bytes: bytes.length, ...parsed(bytes) })
        place += 1
      }
      if (place > stixBudget.objects) {
        state.over = `At most ${stixBudget.objects} objects are read.`
        return
      }
      if (batch.length > 0) yield batch
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
const pieceBytes = 262_144

function holds(bytes: Uint8Array, text: Buffer): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(text)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parsed(bytes: Uint8Array): { value: unknown } | { value?: undefined; fault: string } {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    const twice = repeatedName(bytes, value)
    return twice === undefined ? { value } : { fault: `The name ${quoted(twice)} comes twice in one object of it.` }
  } catch (error) {
    const why = error instanceof SyntaxError ? 'It is no JSON.' : 'It is no UTF-8.'
    return { fault: why }
  }
}
