// The vocabularies of this node that others can load as machine tags, out of data/.
import Type from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import { type MachineTags, machineTags, type TagPredicate } from '../rules/translating/machine-tags.ts'

const Value = Type.Object({ value: Type.String(), label: Type.String(), description: Type.String() })
const Class = Type.Object({ ...Value.properties, types: Type.Array(Value) })
const Rsit = Type.Object({ title: Type.String(), classes: Type.Array(Class) })
const Terms = Type.Object({
  first: Type.Object({
    series: Type.String(),
    title: Type.String(),
    note: Type.String(),
    axes: Type.Array(Type.Object({ id: Type.String(), label: Type.String(), about: Type.String() })),
    terms: Type.Array(
      Type.Object({ id: Type.String(), axis: Type.String(), label: Type.String(), about: Type.String() }),
    ),
  }),
})

type Said = { value: string; label: string; description: string }
const said = ({ value, label, description }: Said) => ({ value, expanded: label, description })

const labels: readonly [string, string][] = [
  ['clear', 'May go to everybody.'],
  ['green', 'May go to the community.'],
  ['amber', 'May go to the organisation and its clients who need to know.'],
  ['amber+strict', 'May go to the organisation only.'],
  ['red', 'For the eyes and ears of the named recipients only.'],
]
const actions: readonly [string, string][] = [
  ['CLEAR', 'Any use that the law allows.'],
  ['GREEN', 'Active measures that do not reach the adversary, such as blocking.'],
  ['AMBER', 'Passive checks only; nothing that the adversary can see.'],
  ['RED', 'Only on systems that the adversary cannot watch.'],
]
const plain = (prefix: string, list: readonly [string, string][]): TagPredicate[] =>
  list.map(([value, description]) => ({
    value,
    expanded: `${prefix}:${value.toUpperCase()}`,
    description,
    entries: [],
  }))

/** By name. Throws BadDataset where a file under data/ does not fit. */
export function readMachineTags(): Map<string, MachineTags> {
  const rsit = readDataset(Rsit, 'assess/taxonomies/rsit.json')
  const { first } = readDataset(Terms, 'share/taxonomy.json')
  const classes = rsit.classes.map((one): TagPredicate => ({ ...said(one), entries: one.types.map(said) }))
  const axes = first.axes.map(
    ({ id, label, about }): TagPredicate => ({
      ...{ value: id, expanded: label, description: about },
      entries: first.terms
        .filter(({ axis }) => axis === id)
        .map((term) => ({ value: term.id, expanded: term.label, description: term.about })),
    }),
  )
  const exercise = { value: 'exercise', expanded: 'Exercise', description: 'Belongs to an exercise.', entries: [] }
  const made = [
    machineTags('tlp', 'The Traffic Light Protocol, version 2.0', 10, plain('TLP', labels)),
    machineTags('PAP', 'The Permissible Actions Protocol', 3, plain('PAP', actions)),
    machineTags('rsit', rsit.title, 1003, classes),
    machineTags(`tocsin-${first.series}`, `${first.title}. ${first.note}`, 1, axes),
    machineTags('tocsin', 'What Tocsin says of its own events', 1, [exercise]),
  ]
  return new Map(made.flatMap((one): [string, MachineTags][] => (one ? [[one.namespace, one]] : [])))
}
