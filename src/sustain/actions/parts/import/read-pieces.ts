// A file of parts, read: small ones here and at once, large ones in a thread of their own, from which they come in pieces.
import { type Refused, refuse } from '#kernel/reply.ts'
import { startWorker } from '#platform/worker.ts'
import type { LeftOut, PartFile, PartFileRead, PlacedPart } from '../../../model/part-file.ts'
import { type FileForm, readPartFile } from '../../../rules/files/read-file.ts'

export interface ReadAsked {
  bytes: Uint8Array
  form: FileForm | undefined
}

export type Piece =
  | { is: 'refused'; read: Extract<PartFileRead, { ok: false }> }
  | { is: 'head'; file: Pick<PartFile, 'tlp' | 'otherNeeds' | 'main'> }
  | { is: 'parts'; parts: PlacedPart[] }
  | { is: 'left-out'; leftOut: LeftOut[] }
  | { is: 'end' }

/** Some milliseconds of reading: no thread is worth that. */
const smallBytes = 64 * 1024
/** So few that receiving them is a matter of milliseconds. */
const partsPerPiece = 200
const linesPerPiece = 2000
const limitMegabytes = 1024
const mostMilliseconds = 180_000

export function* skim({ bytes, form }: ReadAsked): Generator<Piece> {
  const read = readPartFile(bytes, form)
  if (!read.ok) return yield { is: 'refused', read }
  const { parts, leftOut, ...file } = read.file
  yield { is: 'head', file }
  for (let from = 0; from < parts.length; from += partsPerPiece)
    yield { is: 'parts', parts: parts.slice(from, from + partsPerPiece) }
  for (let from = 0; from < leftOut.length; from += linesPerPiece)
    yield { is: 'left-out', leftOut: leftOut.slice(from, from + linesPerPiece) }
  yield { is: 'end' }
}

export async function readParts(asked: ReadAsked): Promise<PartFileRead | Refused> {
  if (asked.bytes.length <= smallBytes) return readPartFile(asked.bytes, asked.form)
  const worker = startWorker('sustain/read-parts-worker', {
    resourceLimits: { maxOldGenerationSizeMb: limitMegabytes },
  })
  const file: PartFile = { parts: [], leftOut: [], tlp: null, otherNeeds: 'gone', main: null }
  try {
    return await new Promise((resolve) => {
      const late = setTimeout(() => resolve(refuse('busy', 'It takes too long to read.')), mostMilliseconds)
      const end = (read: PartFileRead | Refused) => {
        clearTimeout(late)
        resolve(read)
      }
      const tooMuch = () =>
        end({ ok: false, refusal: 'graph-too-large', why: 'It holds more than can be read at once.' })
      worker.on('error', tooMuch).on('exit', tooMuch)
      worker.on('message', (piece: Piece) => {
        if (piece.is === 'refused') return end(piece.read)
        if (piece.is === 'end') return end({ ok: true, file })
        if (piece.is === 'head') Object.assign(file, piece.file)
        else if (piece.is === 'parts') for (const one of piece.parts) file.parts.push(one)
        else for (const one of piece.leftOut) file.leftOut.push(one)
        worker.postMessage('next')
      })
      worker.postMessage(asked)
    })
  } finally {
    void worker.terminate()
  }
}
