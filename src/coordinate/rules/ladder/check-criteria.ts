// Whether the criteria of the table name only what exists, and none asks itself.
import type { Criterion, LadderFile, TableFault } from '../../model/ladder-table.ts'

export function checkCriteria(file: LadderFile): TableFault[] {
  const byId = new Map(file.criteria.map((one) => [one.id, one]))
  return file.criteria.flatMap((one) => {
    const where = `/criteria/${one.id}`
    const sourced =
      one.source.trim() === '' ? [{ where: `${where}/source`, why: 'It does not say where it is from.' }] : []
    const names = named(file, byId, one).map((why) => ({ where: `${where}/ask`, why }))
    const round = asksItself(byId, one) ? [{ where: `${where}/ask/of`, why: 'It asks itself in the end.' }] : []
    return [...sourced, ...names, ...round]
  })
}

function named(file: LadderFile, byId: ReadonlyMap<string, Criterion>, { ask }: Criterion): string[] {
  if (ask.kind === 'any' || ask.kind === 'all') {
    const empty = ask.of.length === 0 ? ['It joins nothing.'] : []
    return [...empty, ...ask.of.flatMap((id) => (byId.has(id) ? [] : [`${id} is no criterion of this table.`]))]
  }
  if (ask.kind === 'asked') {
    return file.asked.some(({ id }) => id === ask.asked) ? [] : [`${ask.asked} is no question of this table.`]
  }
  if (ask.kind !== 'network-at') return []
  const network = file.networks.find(({ id }) => id === ask.network)
  if (!network) return [`${ask.network} is no network of this table.`]
  return ask.modes.flatMap((mode) =>
    network.modes.some(({ id }) => id === mode) ? [] : [`${mode} is no mode of ${ask.network}.`],
  )
}

function asksItself(byId: ReadonlyMap<string, Criterion>, start: Criterion): boolean {
  const reached = new Set<string>(partsOf(start))
  for (const id of reached) {
    const one = byId.get(id)
    if (one) for (const part of partsOf(one)) reached.add(part)
  }
  return reached.has(start.id)
}

function partsOf({ ask }: Criterion): readonly string[] {
  return ask.kind === 'any' || ask.kind === 'all' ? ask.of : []
}
