// Which countries are Member States, out of data/people/countries.json.
import Type from 'typebox'
import { readDataset } from '#platform/dataset.ts'

const Countries = Type.Object({
  items: Type.Array(Type.Object({ iso3166_1_alpha2: Type.String(), eu_member: Type.Boolean() })),
})

/** Throws BadDataset where the file cannot be read: nobody is called a Member State by guessing. */
export function readMemberStates(): ReadonlySet<string> {
  const { items } = readDataset(Countries, 'people/countries.json')
  return new Set(items.flatMap((one) => (one.eu_member ? [one.iso3166_1_alpha2] : [])))
}
