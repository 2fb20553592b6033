// A file of parts, whatever its form: told from its content, and read into parts that are named by keys.
import { Compile } from 'typebox/compile'
import {
  mostFileOptions,
  mostFileParts,
  type PartFile,
  PartFileHead,
  type PartFileRead,
} from '../../model/part-file.ts'
import { isFilePart, partFault } from './check-part.ts'
import { readCycloneDx } from './cyclonedx.ts'
import { beyondBudget } from './json-budget.ts'
import { readPartCsv } from './part-csv.ts'

export type FileForm = 'csv' | 'json' | 'cyclonedx'

/** The largest file that is within the other budgets has about five million values. */
const budget = { mostValues: 8_000_000, mostDepth: 100 }
const head = Compile(PartFileHead)

export function readPartFile(bytes: Uint8Array, form?: FileForm): PartFileRead {
  const text = textOf(bytes)
  if (text === null) return bad('It is not text in UTF-8. From a table program, save it as "CSV UTF-8".')
  const looksJson = /^\s*[{[]/.test(text.slice(0, 1000))
  if (form === 'csv' || (form === undefined && !looksJson)) return withinBudget(readPartCsv(text))
  const over = beyondBudget(text, budget)
  if (over) return bad(over)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return bad(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`.slice(0, 300))
  }
  const isBom = typeof value === 'object' && value !== null && 'bomFormat' in value
  if (form === 'cyclonedx' || (form === undefined && isBom)) return withinBudget(readCycloneDx(value))
  return withinBudget(readPartJson(value))
}

function bad(why: string): PartFileRead {
  return { ok: false, refusal: 'bad-file', why }
}

function textOf(bytes: Uint8Array): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

export function readPartJson(value: unknown): PartFileRead {
  if (!head.Check(value)) {
    const [first] = head.Errors(value)
    return bad(
      `It is no file of parts: ${first?.instancePath || 'the document'} ${first?.message ?? ''}.`.slice(0, 300),
    )
  }
  const file: PartFile = { parts: [], leftOut: [], tlp: value.tlp ?? null, otherNeeds: 'gone', main: null }
  for (const [at, part] of value.parts.entries()) {
    if (isFilePart(part)) file.parts.push({ at: `/parts/${at}`, part })
    else file.leftOut.push({ at: `/parts/${at}`, why: `${partFault(part)}.` })
  }
  return { ok: true, file }
}

function withinBudget(read: PartFileRead): PartFileRead {
  if (!read.ok) return read
  const { parts } = read.file
  let options = 0
  for (const { part } of parts) for (const { of } of part.needs ?? []) options += of.length
  const over =
    parts.length > mostFileParts
      ? `It names ${parts.length} parts; at most ${mostFileParts} are taken at once.`
      : options > mostFileOptions
        ? `It names ${options} options; at most ${mostFileOptions} are taken at once.`
        : null
  return over ? { ok: false, refusal: 'graph-too-large', why: over } : read
}
