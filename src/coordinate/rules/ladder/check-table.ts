// Whether the table of the ladder is whole: every rung has a cell for every event, names only what exists, each rung can be
// reached, and every step says where it is from. All faults at once, each with its place.
import { periodOf } from '#assess/rules/clocks/duration.ts'
import type { Actor, LadderFile, Network, StepCell, TableFault } from '../../model/ladder-table.ts'
import { checkCriteria } from './check-criteria.ts'

/** What the parts of a table may name. */
export interface Known {
  file: LadderFile
  actors: ReadonlySet<string>
  criteria: ReadonlySet<string>
}

/** No fault: the table can be used. */
export function checkTable(file: LadderFile, actors: readonly Pick<Actor, 'id'>[]): TableFault[] {
  const known: Known = {
    file,
    actors: new Set(actors.map(({ id }) => id)),
    criteria: new Set(file.criteria.map(({ id }) => id)),
  }
  return [
    ...twice('/events', file.events),
    ...twice('/asked', file.asked),
    ...twice('/criteria', file.criteria),
    ...twice('/networks', file.networks),
    ...file.asked.flatMap((one) => unsourced(`/asked/${one.id}`, one)),
    ...checkCriteria(file),
    ...file.networks.flatMap((network) => checkNetwork(known, network)),
  ]
}

function twice(place: string, items: readonly { id: string }[]): TableFault[] {
  const seen = new Set<string>()
  return items.flatMap(({ id }) => {
    if (!seen.has(id)) return seen.add(id) && []
    return [{ where: `${place}/${id}`, why: `There are two of the name ${id}.` }]
  })
}

export function unsourced(where: string, { source }: { source: string }): TableFault[] {
  return source.trim() === '' ? [{ where: `${where}/source`, why: 'It does not say where it is from.' }] : []
}

function checkNetwork(known: Known, network: Network): TableFault[] {
  const place = `/networks/${network.id}`
  const modes = new Map(network.modes.map((mode) => [mode.id, mode]))
  const faults = [
    ...unsourced(place, network),
    ...twice(`${place}/modes`, network.modes),
    ...network.modes.flatMap((mode) => unsourced(`${place}/modes/${mode.id}`, mode)),
    ...Object.keys(network.cells).flatMap((mode) => unknownMode(`${place}/cells/${mode}`, modes, mode)),
    ...unknownMode(`${place}/first`, modes, network.first),
    ...network.modes.flatMap((mode) => checkRow(known, network, mode.id)),
    ...network.clocks.flatMap((clock) => checkClock(`${place}/clocks/${clock.id}`, modes, clock)),
  ]
  return faults.length > 0 ? faults : unreachable(place, network)
}

function unknownMode(where: string, modes: ReadonlyMap<string, unknown>, mode: string): TableFault[] {
  return modes.has(mode) ? [] : [{ where, why: `${mode} is no mode of this network.` }]
}

/** One rung: a cell for every event, and none for what is no event. */
function checkRow(known: Known, network: Network, mode: string): TableFault[] {
  const place = `/networks/${network.id}/cells/${mode}`
  const row = network.cells[mode]
  if (!row) return [{ where: place, why: 'There is no row for this mode.' }]
  const events = new Set(known.file.events.map(({ id }) => id))
  const strange = Object.keys(row).filter((event) => !events.has(event))
  return [
    ...strange.map((event) => ({ where: `${place}/${event}`, why: `${event} is no event of this table.` })),
    ...known.file.events.flatMap(({ id, direction }): TableFault[] => {
      const cell = row[id]
      const where = `${place}/${id}`
      if (!cell) return [{ where, why: 'The cell is missing: name a step, or say why there is none.' }]
      return 'none' in cell ? [] : checkStep(known, network, mode, direction, cell, where)
    }),
  ]
}

function checkStep(
  { actors, criteria }: Known,
  network: Network,
  from: string,
  direction: string,
  cell: StepCell,
  where: string,
): TableFault[] {
  const target = network.modes.find(({ id }) => id === cell.to)
  const start = network.modes.find(({ id }) => id === from)
  if (!target || !start) return [{ where: `${where}/to`, why: `${cell.to} is no mode of this network.` }]
  const named = [
    ...cell.decider.actors,
    ...cell.consult.map(({ actor }) => actor),
    ...(cell.handOver ? [cell.handOver.to] : []),
  ]
  const rises = Math.sign(target.rank - start.rank)
  const wrongWay = rises === 0 || (direction === 'up' && rises < 0) || (direction === 'down' && rises > 0)
  return [
    ...unsourced(where, cell),
    ...(wrongWay ? [{ where: `${where}/to`, why: `From ${from} to ${cell.to} is no step ${direction}.` }] : []),
    ...named.flatMap((id) =>
      actors.has(id) ? [] : [{ where, why: `${id} is no actor of data/coordinate/actors.json.` }],
    ),
    ...[...cell.criteria, ...cell.against].flatMap((id) =>
      criteria.has(id) ? [] : [{ where, why: `${id} is no criterion of this table.` }],
    ),
  ]
}

function checkClock(
  where: string,
  modes: ReadonlyMap<string, unknown>,
  clock: Network['clocks'][number],
): TableFault[] {
  const { months, days, elapsedMs } = periodOf(clock.within)
  const noTime = months === 0 && days === 0 && elapsedMs === 0
  return [
    ...unsourced(where, clock),
    ...[clock.starts, ...clock.ends].flatMap((mode) => unknownMode(where, modes, mode)),
    ...(noTime ? [{ where: `${where}/within`, why: `${clock.within} is no duration.` }] : []),
  ]
}

/** Asked only of a network that is right otherwise. */
function unreachable(place: string, network: Network): TableFault[] {
  const reached = new Set([network.first])
  for (const mode of reached) {
    for (const cell of Object.values(network.cells[mode] ?? {})) if ('to' in cell) reached.add(cell.to)
  }
  return network.modes.flatMap(({ id }) =>
    reached.has(id) ? [] : [{ where: `${place}/modes/${id}`, why: `No step leads to it from ${network.first}.` }],
  )
}
