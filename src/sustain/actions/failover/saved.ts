// What stood before, as a file under its hash.
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Files } from '#platform/files.ts'
import { ReadingKind, type SavedConfiguration } from '../../model/failover.ts'

const Saved = Type.Object({
  kind: ReadingKind,
  text: Type.String(),
  upstreams: Type.Array(Type.String()),
  moved: Type.Boolean(),
})
const isSaved = Compile(Saved)

export function savedText({ kind, text, upstreams, moved }: SavedConfiguration): string {
  return JSON.stringify({ kind, text, upstreams, moved })
}

/** null: it is not there, or is no longer what was kept. */
export async function readSaved(files: Files, sha256: string): Promise<SavedConfiguration | null> {
  const found = await files.get(sha256)
  if (found.state !== 'intact') return null
  const pieces: Buffer[] = []
  for await (const piece of found.stream) pieces.push(piece as Buffer)
  const saved: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'))
  return isSaved.Check(saved) ? saved : null
}
