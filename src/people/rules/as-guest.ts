// What a guest may call: a person who is known in the realm of one exercise alone.
import type { Reader } from '#kernel/reader.ts'

/** What a guest calls of this room. Ways of signing in, persons and organisations of the node are none of theirs. */
const ofPeople = [
  'people.whoAmI',
  'people.signOut',
  'people.signInOptions',
  'people.listCountries',
  'people.listSectors',
]
const rooms = ['live', 'sustain', 'sense', 'watch', 'assess', 'coordinate', 'share', 'recover', 'exercise']

/** Whoever is in an exercise and nowhere else does what is done there, and nothing of the node. */
export function asGuest(reader: Reader): Reader {
  return { ...reader, limits: { readOnly: false, only: [...rooms, ...ofPeople], refusal: 'outside-scope' } }
}
