// Names in NATS: sensors and hubs must build the same ones. The subject says whose the frame is, so that a server can
// allow each sensor its own subject and nobody else's.

export const natsStream = 'TOCSIN_SENSE'
export const natsPrefix = 'tocsin.sense'

export interface SubjectOrigin {
  realm: string
  sensor: string
}

/** `tocsin.sense.<realm>.<sensor>`; dots and wildcards of names are written as %2E, %2A and %3E. */
export function subjectOf({ realm, sensor }: SubjectOrigin, prefix = natsPrefix): string {
  return `${prefix}.${token(realm)}.${token(sensor)}`
}

/** Null: not a subject of ours. */
export function originOf(subject: string, prefix = natsPrefix): SubjectOrigin | null {
  if (!subject.startsWith(`${prefix}.`)) return null
  const [realm, sensor, ...rest] = subject.slice(prefix.length + 1).split('.')
  if (!realm || !sensor || rest.length > 0) return null
  try {
    return { realm: decodeURIComponent(realm), sensor: decodeURIComponent(sensor) }
  } catch {
    return null
  }
}

function token(name: string): string {
  return encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A')
}
