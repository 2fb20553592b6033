// Whose measurements of a target are believed. Who may read a target is wider: a reader must not be able to colour it.

export interface Measured {
  /** Owner of the record of the target. */
  owner: string
  /** The organisation that the target belongs to. */
  organisation: string
}

/** The owner's sensors, those of the organisation that it belongs to, and those of the node that keeps the record. */
export function mayMeasure(sensorOwner: string, target: Measured, home: string): boolean {
  return sensorOwner === home || sensorOwner === target.owner || sensorOwner === target.organisation
}

/** A series under the name of a record, as against a network that no register knows. */
export function namesTarget(series: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(series)
}
