// A copy of the released law with one thing changed, so that tests can say what is found and where.
import { lawFolder, readLawFiles } from '#assess/store/law/read-law.ts'

// A test reaches into files as an editor does; their shape is what it breaks.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Loose = any

const released = JSON.stringify(readLawFiles(lawFolder()).files)

export function lawFiles(): Record<string, Loose> {
  return JSON.parse(released)
}

export interface Broken {
  files: Record<string, Loose>
  file: string
  /** JSON pointer to what was changed, with places in lists as numbers. */
  field: string
}

/**
 * `rules/dora.json/rules/dora.major/when` is the condition of that rule: what stands in a list is named by its id, its
 * `no` or its place. `to` undefined takes it away; a function makes the new value out of the old one.
 */
export function brokenLaw(where: string, to: unknown): Broken {
  const files = lawFiles()
  const file = /^(?:[a-z]+[/])?[^/]+[.]json/.exec(where)?.[0] ?? where
  const steps = where
    .slice(file.length + 1)
    .split('/')
    .filter(Boolean)
  let holder: Loose = files
  let key: string | number = file
  const pointer: (string | number)[] = []
  for (const step of steps) {
    holder = holder[key]
    key = Array.isArray(holder) ? placeOf(holder, step) : step
    pointer.push(key)
  }
  if (to === undefined) delete holder[key]
  else holder[key] = typeof to === 'function' ? to(holder[key]) : to
  return { files, file, field: `/${pointer.join('/')}` }
}

function placeOf(list: Loose[], step: string): number {
  const at = list.findIndex((one) => one?.id === step || one?.no === step)
  return at >= 0 ? at : Number(step)
}
