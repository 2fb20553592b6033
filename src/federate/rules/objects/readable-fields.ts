// The fields of an object as people read them: one line of text for each, in the order of the object, with the long ones cut.
import { isJsonObject } from '../taxii/json.ts'

const left = new Set(['id', 'type', 'spec_version', 'object_marking_refs', 'granular_markings', 'extensions'])
const mostFields = 40
const mostChars = 600

export function readableFields(object: unknown): { name: string; text: string }[] {
  if (!isJsonObject(object)) return []
  return Object.entries(object)
    .filter(([name]) => !left.has(name))
    .slice(0, mostFields)
    .map(([name, value]) => ({ name: name.replaceAll('_', ' ').slice(0, 80), text: cut(asText(value)) }))
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ')
  return JSON.stringify(value) ?? ''
}

function cut(text: string): string {
  return text.length > mostChars ? `${text.slice(0, mostChars - 1)}…` : text
}
