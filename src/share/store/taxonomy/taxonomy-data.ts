// The released first draft of the taxonomy and its mappings, out of data/, checked; codes of RSIT and CG 2018 out of their own files.
import Type, { type Static } from 'typebox'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { Deadline, type MappingRow, type TargetCode, Taxonomy, TaxonomyMapping } from '../../model/taxonomy.ts'
import { faultInTerms } from '../../rules/taxonomy/apply-changes.ts'
import { mappingFaults } from '../../rules/taxonomy/mapping-faults.ts'

const { series, edition, title, note, axes, terms } = Taxonomy.properties
const { target, name, targetEdition, source, verification, codes, rows } = TaxonomyMapping.properties
const First = Type.Object({ series, edition, title, note, axes, terms })
const TaxonomyFile = Type.Object({ deadline: Deadline, first: First })
const MappingsFile = Type.Object({
  mappings: Type.Array(
    Type.Object({
      target,
      name,
      targetEdition,
      source,
      verification,
      rows,
      codes: Type.Union([Type.Enum(['rsit', 'cg-2018']), codes]),
    }),
    { maxItems: 20 },
  ),
  misp: Type.Object({ target, name, targetEdition, source, verification }),
})

type First = Static<typeof First>
export type ReleasedMapping = Pick<
  TaxonomyMapping,
  'target' | 'name' | 'targetEdition' | 'source' | 'verification' | 'codes' | 'rows' | 'whole'
>
export interface TaxonomyData {
  deadline: Deadline
  first: First
  mappings: ReleasedMapping[]
}

interface Vocabulary {
  codes: TargetCode[]
  /** What MISP writes for each code. */
  tags: Map<string, string>
}

/** Throws BadDataset: nobody works with a taxonomy that contradicts itself. */
export function readTaxonomyData(): TaxonomyData {
  const { deadline, first } = readDataset(TaxonomyFile, 'share/taxonomy.json')
  const wrong = faultInTerms(first)
  if (wrong) throw new BadDataset(`data/share/taxonomy.json: ${wrong}`)
  const file = readDataset(MappingsFile, 'share/taxonomy-mappings.json')
  const known = { rsit: readRsit(), 'cg-2018': readCg2018() }
  const mappings = file.mappings.map(({ codes: given, ...rest }): ReleasedMapping => {
    const found = typeof given === 'string' ? known[given].codes : given
    return { ...rest, codes: found, whole: true }
  })
  const tags = new Map([...known.rsit.tags, ...known['cg-2018'].tags])
  const all = [...mappings, mispOf(file.misp, mappings, tags)]
  for (const one of all) {
    const [fault] = mappingFaults(one.rows, { terms: first.terms, codes: one.codes, whole: true })
    if (fault) throw new BadDataset(`data/share/taxonomy-mappings.json, ${one.target}: ${fault.why}`)
  }
  return { deadline, first, mappings: all }
}

/** MISP carries both taxonomies as machine tags: what is mapped to a code is mapped to its tag. */
function mispOf(
  described: Static<typeof MappingsFile>['misp'],
  mappings: readonly ReleasedMapping[],
  tags: ReadonlyMap<string, string>,
): ReleasedMapping {
  const tagged = mappings.flatMap(({ rows: own }) =>
    own.flatMap((row): MappingRow[] => {
      const tag = row.code === null ? undefined : tags.get(row.code)
      return tag === undefined ? [] : [{ ...row, code: tag }]
    }),
  )
  const some = new Set(tagged.map((row) => row.term))
  const none = new Map<string, MappingRow>()
  for (const { rows: own } of mappings)
    for (const row of own)
      if (!some.has(row.term)) none.set(row.term, { ...row, relation: 'none', code: null, note: '' })
  return {
    ...described,
    codes: [...tags.values()].map((tag) => ({ code: tag, label: tag })),
    whole: true,
    rows: [...tagged, ...none.values()],
  }
}

const Value = Type.Object({ value: Type.String(), label: Type.String(), machine_tag: Type.String() })
const RsitFile = Type.Object({ classes: Type.Array(Type.Object({ ...Value.properties, types: Type.Array(Value) })) })

function readRsit(): Vocabulary {
  const { classes } = readDataset(RsitFile, 'assess/taxonomies/rsit.json')
  return vocabulary(
    classes.flatMap((one) => [
      { ...one, code: one.value },
      ...one.types.map((type) => ({ ...type, code: `${one.value}/${type.value}` })),
    ]),
  )
}

const CgFile = Type.Object({
  nature: Type.Object({ root_cause: Type.Array(Value), severity_of_threat: Type.Array(Value) }),
  impact: Type.Object({ severity_of_impact: Type.Array(Value) }),
  outlook: Type.Array(Value),
})

function readCg2018(): Vocabulary {
  const { nature, impact, outlook } = readDataset(CgFile, 'assess/taxonomies/cg-2018.json')
  const under = (axis: string, values: Static<typeof Value>[]) =>
    values.map((one) => ({ ...one, code: `${axis}/${one.value}` }))
  return vocabulary([
    ...under('root-cause', nature.root_cause),
    ...under('threat', nature.severity_of_threat),
    ...under('impact', impact.severity_of_impact),
    ...under('outlook', outlook),
  ])
}

function vocabulary(values: readonly { code: string; label: string; machine_tag: string }[]): Vocabulary {
  return {
    codes: values.map(({ code, label }) => ({ code, label })),
    tags: new Map(values.map(({ code, machine_tag: tag }) => [code, tag])),
  }
}
