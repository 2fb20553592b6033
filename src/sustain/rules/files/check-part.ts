// Whether what a file says of a part is as the schema asks; if not, the first fault in a sentence.
import { Compile } from 'typebox/compile'
import { FilePart } from '../../model/part-file.ts'

const validator = Compile(FilePart)

export function partFault(value: unknown): string | null {
  if (validator.Check(value)) return storable(value) ? null : 'A text in it has a NUL or half a character'
  const [first] = validator.Errors(value)
  const place = first?.instancePath ? `${first.instancePath} ` : ''
  const unknown = first && 'params' in first ? fieldsIn(first.params) : ''
  return `${place}${first?.message ?? 'is not as it should be'}${unknown}`.slice(0, 300)
}

export function isFilePart(value: unknown): value is FilePart {
  return validator.Check(value) && storable(value)
}

/** Whether the database can hold its texts. What the schema let in is not deep. */
function storable(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Surrogate}]/u.test(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(storable)
}

function fieldsIn(params: unknown): string {
  const names = (params as { additionalProperties?: unknown }).additionalProperties
  return Array.isArray(names) ? `: ${names.slice(0, 5).map(String).join(', ')}` : ''
}
