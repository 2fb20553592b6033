// What is known of requests before there is one: durations, courts, legal bases and procedures of data/disrupt.
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { BasesFile, DurationsFile, ForumsFile, ProceduresFile, type RequestData } from '../../model/requests/data.ts'
import { faultsIn } from '../../rules/requests/data.ts'

/** Throws BadDataset: nobody judges time by durations that cannot be read. */
export function readRequestData(): RequestData {
  const data: RequestData = {
    durations: readDataset(DurationsFile, 'disrupt/durations.json'),
    forums: readDataset(ForumsFile, 'disrupt/forums.json').forums,
    bases: readDataset(BasesFile, 'disrupt/bases.json').bases,
    procedures: readDataset(ProceduresFile, 'disrupt/procedures.json').procedures,
  }
  const faults = faultsIn(data)
  if (faults.length > 0) throw new BadDataset(`data/disrupt cannot be used: ${faults.join(' ')} Correct it.`)
  return data
}
