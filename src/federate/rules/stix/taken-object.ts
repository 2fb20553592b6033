// One object on its way in: checked, marked, and either to be kept or refused with the reason.
import type { ObjectIn, RefusedObject } from '../../model/objects.ts'
import { checkObject } from './check-object.ts'
import { type Definitions, markingOf, type Receiver } from './markings.ts'

export function takenObject(
  value: unknown,
  place: number,
  definitions: Definitions,
  receiver: Receiver,
): ObjectIn | RefusedObject {
  const errors = checkObject(value, { errorsOnly: true })
  const [first] = errors
  if (first) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    return {
      id: nameOf(value, place),
      refusal: 'not-stix',
      why: `${first.at || 'The object'}: ${first.says} Section ${first.section}.${more}`.slice(0, 500),
    }
  }
  const object = value as Record<string, unknown>
  if (receiver.live && isOfExercise(object)) return { id: nameOf(value, place), ...ofExercise }
  const marking = markingOf(object, definitions, receiver)
  if (marking.tlp === 'RED' && marking.persons.length === 0)
    return {
      id: nameOf(value, place),
      refusal: 'nobody-named',
      why: 'It is TLP:RED, and nobody who could read it takes it in.',
    }
  const { id, type } = object
  const version = object.modified ?? object.created
  return {
    format: 'stix',
    id: String(id),
    version: typeof version === 'string' ? version : '',
    type: String(type).slice(0, 80),
    spec: '2.1',
    object,
    marking,
  }
}

/** Why what is played is not taken in where things are real. */
export const ofExercise = {
  refusal: 'exercise',
  why: 'It belongs to an exercise, and does not go into the real picture. Take it in where you take part in that exercise.',
} as const

/** So this product and others say it. */
export function isOfExercise({ labels }: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(labels) && labels.some((label) => typeof label === 'string' && label.toLowerCase() === 'exercise')
  )
}

function nameOf(value: unknown, place: number): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return typeof id === 'string' && id !== '' ? id.slice(0, 300) : `object ${place}`
}
