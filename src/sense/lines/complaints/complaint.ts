// One complaint as it is counted: what, where and how; of who, only a keyed hash that nobody can turn back.

export interface Complaint {
  /** Seconds since 1970 UTC. */
  at: number
  /** Name of the service as people or feeds call it. */
  service: string
  /** ISO 3166-1 country or 3166-2 subdivision, or empty. */
  region: string
  kind: string
  text: string
  /** HMAC of the address with a secret of the day, made where the address was seen; null: not known, as in a file of counts. */
  reporter: string | null
  /** The same of its network. */
  network: string | null
  /** Reports that this stands for. */
  count: number
}

/** Kinds by index: the `part` of a row. New ones are put behind, for the index is what is stored. */
export const complaintKinds = ['unreachable', 'slow', 'errors', 'login', 'other'] as const

/**
 * Signs that reports may be arranged, counted beside them in `shapes` (in reports). repeat-reporter: further reports of someone
 * who had reported the same service in the same ten minutes; they are in no row. copied-text: reports with the most frequent text,
 * when it came more than once. one-network: reports from the network that sent most, when that was more than one. The last two are
 * each sensor's own greatest: where buckets are merged, they are an upper bound.
 */
export const complaintShapes = ['repeat-reporter', 'copied-text', 'one-network'] as const
