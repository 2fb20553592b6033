// Reads the files of the law from a folder, and names their version by what they say.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BadDataset } from '#platform/dataset.ts'
import { packageRoot } from '#platform/worker.ts'
import type { Law } from '../../model/law.ts'
import { type BoundLaw, bindLaw, type LawFault, type LawFiles } from '../../rules/law/bind-law.ts'

const maxFileBytes = 2_000_000
const folders = ['', 'facts', 'rules', 'regimes', 'templates', 'overlays']

export function lawFolder(): string {
  return join(packageRoot(), 'data', 'assess', 'law')
}

/** Files that were read, and those that could not be: no JSON, too long, not readable. */
export function readLawFiles(folder: string): { files: LawFiles; faults: LawFault[] } {
  const files: LawFiles = {}
  const faults: LawFault[] = []
  for (const file of folders.flatMap((inner) => jsonIn(folder, inner))) {
    try {
      files[file] = contentOf(join(folder, file))
    } catch (error) {
      faults.push({ file, field: '/', reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { files, faults }
}

function jsonIn(folder: string, inner: string): string[] {
  try {
    const names = readdirSync(join(folder, inner)).filter((name) => name.endsWith('.json'))
    return names.sort().map((name) => (inner === '' ? name : `${inner}/${name}`))
  } catch {
    return [] // a folder that is not there holds no files; bindLaw says what is missing
  }
}

function contentOf(path: string): unknown {
  const { size } = statSync(path)
  if (size > maxFileBytes) throw new Error(`The file has ${size} bytes; at most ${maxFileBytes} are read.`)
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`This is no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
}

/** The month of the last comparison with the acts, and the first ten digits of the hash of what the files say. */
export function versionOf(files: LawFiles): string {
  const root = files['law.json']
  const checked = typeof root === 'object' && root !== null && 'checkedAsOf' in root ? String(root.checkedAsOf) : 'none'
  return `${checked}.${createHash('sha256').update(canonical(files)).digest('hex').slice(0, 10)}`
}

/** JSON with sorted keys and no white space: the same words, the same text, however they were laid out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}

/** The law that the files make, named by what they say. Hostile files are refused before anything is counted or hashed. */
export function bindFiles(files: LawFiles): BoundLaw {
  const bound = bindLaw(files)
  return bound.law ? { law: { ...bound.law, version: versionOf(files) }, faults: [] } : bound
}

/** Throws BadDataset with the faults: nobody is judged by a law that does not hold together. */
export function readLaw(folder = lawFolder()): Law {
  const { files, faults } = readLawFiles(folder)
  const bound = faults.length > 0 ? { law: null, faults } : bindFiles(files)
  if (bound.law) return bound.law
  const told = bound.faults.slice(0, 5).map(({ file, field, reason }) => `${file} ${field}: ${reason}`)
  const more = bound.faults.length > 5 ? ` And ${bound.faults.length - 5} more.` : ''
  throw new BadDataset(`The law in ${folder} cannot be used. ${told.join(' ')}${more} See \`tocsin data check\`.`)
}
