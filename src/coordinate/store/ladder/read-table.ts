// The table of the ladder and the actors of the framework, out of data/coordinate, checked; refused whole with every fault.
import { createHash } from 'node:crypto'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { type Actor, ActorsFile, LadderFile } from '../../model/ladder-table.ts'
import { checkTable } from '../../rules/ladder/check-table.ts'
import { bindTable, type LadderTable } from '../../rules/ladder/table.ts'

const path = 'coordinate/ladder.json'
const mostTold = 20

export function readActors(): readonly Actor[] {
  return readDataset(ActorsFile, 'coordinate/actors.json').actors
}

/** Throws BadDataset: nobody climbs a ladder with a missing rung. */
export function readLadderTable(): LadderTable {
  return ladderTableOf(readDataset(LadderFile, path), readActors())
}

/** Throws BadDataset with the place and the reason of each fault. */
export function ladderTableOf(file: LadderFile, actors: readonly Actor[]): LadderTable {
  const faults = checkTable(file, actors)
  if (faults.length > 0) {
    const told = faults.slice(0, mostTold).map(({ where, why }) => `${where}: ${why}`)
    const more = faults.length > mostTold ? ` And ${faults.length - mostTold} more.` : ''
    throw new BadDataset(`data/${path} cannot be used. ${told.join(' ')}${more}`)
  }
  const hash = createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 12)
  return bindTable(file, actors, `${file.checkedAsOf}-${hash}`)
}
