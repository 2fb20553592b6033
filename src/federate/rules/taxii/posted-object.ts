// Reading one posted object: is it a STIX object at all, which version of which thing is it, and by which specification.
import type { ObjectIn, RefusedVersion } from '../../model/objects.ts'
import { orderedVersion } from '../objects/ordered-version.ts'
import { checkObject } from '../stix/check-object.ts'
import { isJsonObject, type Json, member } from './json.ts'
import { momentFrom } from './moments.ts'

export type Posted = { object: Omit<ObjectIn, 'marking'> & { object: Json } } | { refused: RefusedVersion }

const idForm = /^([a-z0-9][a-z0-9-]{0,249})--[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const mostChars = 300

export function readPosted(value: unknown, place: number): Posted {
  const id = member(value, 'id')
  const no = (refusal: string, why: string): Posted => ({
    refused: { ...nameOf(value, place), refusal, why },
  })
  if (!isJsonObject(value)) return no('no-object', 'It is no JSON object.')
  const type = member(value, 'type')
  if (typeof type !== 'string' || typeof id !== 'string') return no('no-id', 'It lacks an id or a type.')
  if (id.length > mostChars || idForm.exec(id)?.[1] !== type)
    return no('bad-id', 'The id is not the type, two hyphens and a UUID in small letters.')
  if (type === 'bundle') return no('bundle', 'Post the objects, not the bundle around them.')
  const spec = specOf(value)
  if (spec !== '2.0' && spec !== '2.1') return no('other-spec', 'It is neither STIX 2.1 nor STIX 2.0.')
  for (const name of ['created', 'modified'] as const) {
    const moment = member(value, name)
    if (moment !== undefined && (typeof moment !== 'string' || momentFrom(moment) === undefined))
      return no('bad-time', `${name} is no moment such as 2025-03-10T09:45:00.000Z.`)
  }
  const [created, modified] = [member(value, 'created'), member(value, 'modified')]
  if (modified !== undefined && created === undefined) return no('bad-time', 'It was modified, but never created.')
  if (
    typeof created === 'string' &&
    typeof modified === 'string' &&
    (momentFrom(modified) ?? 0) < (momentFrom(created) ?? 0)
  )
    return no('bad-time', 'It was modified before it was created.')
  const wrong = spec === '2.1' ? checkObject(value, { errorsOnly: true })[0] : undefined
  if (wrong)
    return no(
      'not-stix',
      `${wrong.at || 'The object'}: ${wrong.says} (STIX 2.1, section ${wrong.section})`.slice(0, 500),
    )
  return { object: { format: 'stix', id, version: spelt(value) ?? '', type, spec, object: value } }
}

/** How an object is named to whoever posted it; what has no id is named by its place. */
export function nameOf(value: unknown, place: number): { id: string; version: string } {
  const id = member(value, 'id')
  return {
    id: typeof id === 'string' ? id.slice(0, mostChars) : `object ${place + 1}`,
    version: orderedVersion(spelt(value) ?? ''),
  }
}

/** The version as the object spells it: modified, else created. */
export function spelt(value: unknown): string | undefined {
  const version = member(value, 'modified') ?? member(value, 'created')
  return typeof version === 'string' ? version.slice(0, 100) : undefined
}

/** Observables of 2.1 need not say it; domain objects of 2.0 do not. */
function specOf(value: Json): unknown {
  return member(value, 'spec_version') ?? (member(value, 'created') === undefined ? '2.1' : '2.0')
}
