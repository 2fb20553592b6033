// data/federate/event-types.json, checked and bound at start.
import file from '../../../../data/federate/event-types.json' with { type: 'json' }
import { bindEventTypes, type EventTypes, faultsIn } from '../../rules/reports/event-types.ts'

/** Throws where the file leads to a type that it does not list. */
export function readEventTypes(): EventTypes {
  const faults = faultsIn(file)
  if (faults.length > 0) throw new Error(`data/federate/event-types.json cannot be used: ${faults.join(' ')}`)
  return bindEventTypes(file)
}
