// What a list calls an object: its name, value or pattern, in one line.
import { isJsonObject, member } from '../taxii/json.ts'

const fields = [
  'name',
  'title',
  'info',
  'value',
  'path',
  'pattern',
  'abstract',
  'content',
  'opinion',
  'relationship_type',
]
const mostChars = 160

/** Empty where the object says nothing that a person would call it by. */
export function labelOf(object: unknown): string {
  const inner = member(object, 'Event') ?? member(object, 'document') ?? object
  if (!isJsonObject(inner)) return ''
  for (const field of fields) {
    const value = member(inner, field)
    if (typeof value === 'string' && value.trim() !== '') return oneLine(value)
  }
  return ''
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 1_000)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
  return line.length > mostChars ? `${line.slice(0, mostChars - 1)}…` : line
}
