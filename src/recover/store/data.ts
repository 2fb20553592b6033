// What the criteria of a stand-down are on this node, and the rungs of the ladder that they ask for.
import { LadderFile } from '#coordinate/model/ladder-table.ts'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { StandDownFile } from '../model/stand-down.ts'
import { faultsIn } from '../rules/stand-down/data.ts'

export interface Rung {
  network: string
  name: string
  mode: string
  modeName: string
  rank: number
}
export interface StandDownData extends StandDownFile {
  rungs: readonly Rung[]
}

/** Throws BadDataset: nobody stands a crisis down by criteria that cannot be read. */
export function readStandDownData(): StandDownData {
  const path = 'recover/stand-down.json'
  const file = readDataset(StandDownFile, path)
  const rungs = readDataset(LadderFile, 'coordinate/ladder.json').networks.flatMap(({ id: network, name, modes }) =>
    modes.map(({ id: mode, name: modeName, rank }) => ({ network, name, mode, modeName, rank })),
  )
  const strange = Object.entries(file.ladderAtMost)
    .filter(([network, mode]) => !rungs.some((one) => one.network === network && one.mode === mode))
    .map(([network, mode]) => `/ladderAtMost: the ladder has no rung ${mode} of ${network}.`)
  const faults = [...faultsIn(file), ...strange]
  if (faults.length > 0) throw new BadDataset(`data/${path} cannot be used: ${faults.join(' ')} Correct it.`)
  return { ...file, rungs }
}
