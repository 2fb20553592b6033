// Data that people may edit (law, taxonomies, thresholds): read from data/, checked, and refused with the place of
// the fault.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { packageRoot } from './worker.ts'

/** A file under data/ that cannot be used. The message names the file, the field and what is wrong. */
export class BadDataset extends Error {}

/** `path` is relative to data/: `assess/taxonomies/rsit.json`. Fields that the schema does not name are left out of sight. */
export function readDataset<S extends TSchema>(schema: S, path: string): Static<S> {
  return checkDataset(schema, path, textOf(join(packageRoot(), 'data', path), path))
}

export function checkDataset<S extends TSchema>(schema: S, path: string, text: string): Static<S> {
  const value = parse(text, path)
  const validator = Compile(schema)
  if (validator.Check(value)) return value
  const faults = validator.Errors(value).slice(0, 5)
  const told = faults.map((fault) => `${fault.instancePath || '/'} ${fault.message}`).join('; ')
  throw new BadDataset(`data/${path} is not as it must be: ${told}. Correct it, or put the released file back.`)
}

function textOf(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new BadDataset(`data/${path} cannot be read. Put the released file back.`, { cause: error })
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no JSON'
    throw new BadDataset(`data/${path} is no JSON: ${why}. Correct it, or put the released file back.`)
  }
}
