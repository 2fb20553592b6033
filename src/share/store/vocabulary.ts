// Names of what a crisis file holds as ids, out of data/: countries, sectors, kinds of incident, networks with their modes.
import Type from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import type { Vocabulary } from '../rules/drafting/input.ts'

const Text = Type.String({ minLength: 1 })
const Labelled = Type.Array(Type.Object({ value: Text, label: Text }))
const Sector = { id: Text, label: Text }
const Named = Type.Array(Type.Object({ id: Text, name: Text }))

/** Throws BadDataset where a file cannot be read: a report does not guess a name. */
export function readVocabulary(): Vocabulary {
  const countries = readDataset(
    Type.Object({
      items: Type.Array(Type.Object({ iso3166_1_alpha2: Text, name: Text, eu_member: Type.Boolean() })),
      others: Type.Object({ codes: Type.Array(Text) }),
    }),
    'people/countries.json',
  )
  const { sectors } = readDataset(
    Type.Object({
      sectors: Type.Array(Type.Object({ ...Sector, subsectors: Type.Optional(Type.Array(Type.Object(Sector))) })),
    }),
    'people/nis2-sectors.json',
  )
  const { classes } = readDataset(
    Type.Object({ classes: Type.Array(Type.Object({ value: Text, label: Text, types: Labelled })) }),
    'assess/taxonomies/rsit.json',
  )
  const cg = readDataset(
    Type.Object({
      nature: Type.Object({ root_cause: Labelled }),
      impact: Type.Object({
        severity_of_impact: Type.Array(Type.Object({ value: Text, description: Text })),
      }),
      outlook: Labelled,
    }),
    'assess/taxonomies/cg-2018.json',
  )
  const { domains } = readDataset(
    Type.Object({ domains: Type.Array(Type.Object({ id: Text, label: Text })) }),
    'coordinate/domains.json',
  )
  const { actors } = readDataset(Type.Object({ actors: Named }), 'coordinate/actors.json')
  const { networks } = readDataset(
    Type.Object({ networks: Type.Array(Type.Object({ id: Text, name: Text, modes: Named })) }),
    'coordinate/ladder.json',
  )
  return {
    countries: {
      ...othersNamed(countries.others.codes),
      ...Object.fromEntries(countries.items.map((one) => [one.iso3166_1_alpha2, one.name])),
    },
    memberStates: countries.items.filter((one) => one.eu_member).map((one) => one.iso3166_1_alpha2),
    sectors: Object.fromEntries(
      sectors.flatMap(({ id, label, subsectors = [] }) => [
        [id, label],
        ...subsectors.map((one) => [one.id, `${label}: ${one.label}`]),
      ]),
    ),
    incidentTypes: Object.fromEntries(
      classes.flatMap(({ value, label, types }) => [
        [value, label],
        ...types.map((type) => [`${value}/${type.value}`, type.label]),
      ]),
    ),
    severities: Object.fromEntries(
      cg.impact.severity_of_impact.map(({ value, description }) => [value, description.toLowerCase()]),
    ),
    rootCauses: labels(cg.nature.root_cause),
    outlooks: labels(cg.outlook),
    domains: Object.fromEntries(domains.map(({ id, label }) => [id, label])),
    actors: names(actors),
    networks: Object.fromEntries(networks.map(({ id, name, modes }) => [id, { name, modes: names(modes) }])),
  }
}

/** Countries outside the Union are named by Unicode CLDR, as on screen. */
function othersNamed(codes: readonly string[]): Record<string, string> {
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  return Object.fromEntries(codes.flatMap((code) => [[code, display.of(code) ?? code]]))
}

function labels(found: readonly { value: string; label: string }[]): Record<string, string> {
  return Object.fromEntries(found.map(({ value, label }) => [value, label]))
}

function names(found: readonly { id: string; name: string }[]): Record<string, string> {
  return Object.fromEntries(found.map(({ id, name }) => [id, name]))
}
