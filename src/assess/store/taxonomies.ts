// Reads the taxonomies from data/ and gives them the one shape that rules and screens use.
import Type, { type Static } from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import type { Country, Sector, Taxonomies, TaxonomySource, Term } from '../model.ts'
import type { Thresholds } from '../rules/picture-facts.ts'

const Text = Type.String({ minLength: 1 })
const Source = Type.Object({
  id: Text,
  document: Text,
  url: Type.String(),
  evidence: Text,
  verified: Type.Boolean(),
  note: Type.Optional(Type.String()),
})
const Value = Type.Object({
  value: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$' }),
  label: Text,
  description: Type.Optional(Type.String()),
  rank: Type.Optional(Type.Integer()),
  colour: Type.Optional(Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
  machine_tag: Type.Optional(Type.String()),
  verified: Type.Optional(Type.Boolean()),
  horizon: Type.Optional(Type.String()),
})
const Values = Type.Array(Value, { minItems: 1 })

const RsitFile = Type.Object({
  version: Text,
  source: Source,
  verified: Type.Boolean(),
  classes: Type.Array(Type.Object({ ...Value.properties, types: Values }), { minItems: 1 }),
})
const CgFile = Type.Object({
  title: Text,
  source: Source,
  verified: Type.Boolean(),
  nature: Type.Object({ root_cause: Values, severity_of_threat: Values }),
  impact: Type.Object({
    severity_of_impact: Type.Array(
      Type.Object({ ...Value.properties, value: Type.Enum(['red', 'yellow', 'green', 'white']) }),
      { minItems: 4, maxItems: 4 },
    ),
    severity_is_measured: Text,
  }),
  outlook: Values,
})
const Subsector = Type.Object({ id: Text, label: Text, misp_nis2_tag: Type.Optional(Type.String()) })
const SectorsFile = Type.Object({
  source: Source,
  verified: Type.Boolean(),
  sectors: Type.Array(
    Type.Object({
      ...Subsector.properties,
      annex: Type.Enum(['I', 'II']),
      number: Type.Integer(),
      subsectors: Type.Optional(Type.Array(Subsector)),
      verified: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1 },
  ),
})
const CountriesFile = Type.Object({
  source: Source,
  verified: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      eu_code: Text,
      iso3166_1_alpha2: Type.String({ pattern: '^[A-Z]{2}$' }),
      iso3166_1_alpha3: Text,
      name: Text,
      eu_member: Type.Boolean(),
      eea: Type.Boolean(),
    }),
    { minItems: 1 },
  ),
})

type Inherited = { source: string; verified: boolean }

function term(value: Static<typeof Value>, from: Inherited): Term {
  return {
    value: value.value,
    label: value.label,
    description: value.description ?? '',
    rank: value.rank ?? null,
    colour: value.colour ?? null,
    machineTag: value.machine_tag ?? null,
    source: from.source,
    verified: value.verified ?? from.verified,
  }
}

function sourceOf(source: Static<typeof Source>): TaxonomySource {
  const { id, document, url, evidence, verified, note } = source
  return { id, document, url, evidence, verified, note: note ?? '' }
}

function sectorsOf(file: Static<typeof SectorsFile>): Sector[] {
  const named = (one: Static<typeof Subsector>, verified: boolean): Term => ({
    ...term({ value: one.id, label: one.label }, { source: file.source.id, verified }),
    machineTag: one.misp_nis2_tag ?? null,
  })
  return file.sectors.map((sector) => {
    const verified = sector.verified ?? file.verified
    const subsectors = (sector.subsectors ?? []).map((one) => named(one, verified))
    return { ...named(sector, verified), annex: sector.annex, number: sector.number, subsectors }
  })
}

function countriesOf(file: Static<typeof CountriesFile>): Country[] {
  return file.items.map((item) => ({
    ...term({ value: item.iso3166_1_alpha2, label: item.name }, { source: file.source.id, verified: file.verified }),
    euCode: item.eu_code,
    alpha3: item.iso3166_1_alpha3,
    memberState: item.eu_member,
    eea: item.eea,
  }))
}

/** Throws BadDataset when a file is missing or wrong: a node does not judge by a taxonomy it cannot read. */
export function readTaxonomies(): Taxonomies {
  const rsit = readDataset(RsitFile, 'assess/taxonomies/rsit.json')
  const cg = readDataset(CgFile, 'assess/taxonomies/cg-2018.json')
  const sectors = readDataset(SectorsFile, 'people/nis2-sectors.json')
  const countries = readDataset(CountriesFile, 'people/countries.json')
  const byRsit = { source: rsit.source.id, verified: rsit.verified }
  const byCg = { source: cg.source.id, verified: cg.verified }
  return {
    sources: [rsit, cg, sectors, countries].map((file) => sourceOf(file.source)),
    rsit: {
      version: rsit.version,
      classes: rsit.classes.map((one) => {
        const inherited = { ...byRsit, verified: one.verified ?? byRsit.verified }
        return { ...term(one, inherited), types: one.types.map((type) => term(type, inherited)) }
      }),
    },
    cg2018: {
      title: cg.title,
      rootCauses: cg.nature.root_cause.map((one) => term(one, byCg)),
      threatSeverities: cg.nature.severity_of_threat.map((one) => term(one, byCg)),
      impactSeverities: cg.impact.severity_of_impact.map((one) => term(one, byCg)),
      severityIsMeasured: cg.impact.severity_is_measured,
      outlooks: cg.outlook.map((one) => term(one, byCg)),
      outlookHorizon: cg.outlook[0]?.horizon ?? '',
    },
    sectors: sectorsOf(sectors),
    countries: countriesOf(countries),
  }
}

const ThresholdsFile = Type.Object({
  freshness: Type.Object({ freshMinutes: Type.Integer({ minimum: 1 }), ageingMinutes: Type.Integer({ minimum: 1 }) }),
  triageMinutes: Type.Object({
    urgent: Type.Integer({ minimum: 1 }),
    high: Type.Integer({ minimum: 1 }),
    normal: Type.Integer({ minimum: 1 }),
    low: Type.Integer({ minimum: 1 }),
  }),
})

export function readThresholds(): Thresholds {
  const { freshness, triageMinutes } = readDataset(ThresholdsFile, 'assess/picture-thresholds.json')
  return { freshMinutes: freshness.freshMinutes, ageingMinutes: freshness.ageingMinutes, triageMinutes }
}
