// The table of the ladder, bound: what there is to look up, by name.
import type { Actor, Asked, Cell, Criterion, LadderEvent, LadderFile, Mode, Network } from '../../model/ladder-table.ts'

export interface LadderTable {
  /** The month of its comparison with the sources, and the hash of what it says. */
  version: string
  events: readonly LadderEvent[]
  asked: readonly Asked[]
  networks: readonly Network[]
  actors: readonly Actor[]
  network(id: string): Network | undefined
  mode(network: string, id: string): Mode | undefined
  event(id: string): LadderEvent | undefined
  criterion(id: string): Criterion | undefined
  actor(id: string): Actor | undefined
  /** The cell of a rung and an event. A rung or event that the table does not know has none, with the reason. */
  cell(network: string, mode: string, event: string): Cell
}

/** The file must have been checked. */
export function bindTable(file: LadderFile, actors: readonly Actor[], version: string): LadderTable {
  const networks = new Map(file.networks.map((one) => [one.id, one]))
  const events = new Map(file.events.map((one) => [one.id, one]))
  const criteria = new Map(file.criteria.map((one) => [one.id, one]))
  const known = new Map(actors.map((one) => [one.id, one]))
  const mode = (network: string, id: string) => networks.get(network)?.modes.find((one) => one.id === id)
  return {
    version,
    events: file.events,
    asked: file.asked,
    networks: file.networks,
    actors,
    network: (id) => networks.get(id),
    mode,
    event: (id) => events.get(id),
    criterion: (id) => criteria.get(id),
    actor: (id) => known.get(id),
    cell(network, from, event) {
      const found = networks.get(network)?.cells[from]?.[event]
      if (found) return found
      if (!networks.has(network)) return { none: `The table knows no network ${network}.` }
      if (!events.has(event)) return { none: `The table knows no event ${event}.` }
      return { none: `The table knows no rung ${from} of ${network} any more.` }
    },
  }
}
