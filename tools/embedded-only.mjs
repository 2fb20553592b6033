// Which journeys run on the embedded store alone. Such a file says why in its second line; all others run on both stores.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { filesUnder, root } from './sources.mjs'

const reasonOf = (text) => /^\/\/ Embedded only: (.+)$/.exec(text.split('\n')[1] ?? '')?.[1]

/** All journeys: `{ file, text }`. */
export function journeys() {
  return ['test/journeys', 'test/integration', 'test/faults']
    .flatMap((folder) => filesUnder(folder))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
}

/** `{ file, reason }` of those that PostgreSQL is spared. */
export function embeddedOnly() {
  return journeys().flatMap(({ file, text }) => {
    const reason = reasonOf(text)
    return reason ? [{ file, reason }] : []
  })
}
