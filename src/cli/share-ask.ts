// What `tocsin share report` is asked, and how a crisis is named.
import { existsSync } from 'node:fs'

export interface ReportOptions {
  product: string
  tlp?: string
  relTo?: string[]
  format: string
  out?: string
  language: string
  title?: string
  line?: string[]
  anonymised?: boolean
  previous?: string
  removed?: boolean
  realm: string
  json?: boolean
}

/** Gets the crisis as a document from a node, by id or reference. Null: it was refused, and that was said. */
export type FetchCrisis = (crisis: string, options: ReportOptions) => Promise<unknown>

/** A crisis is named by a file that is there, or `-`; everything else is an id or a reference, for which a node is asked. */
export function isCrisisFile(crisis: string | undefined): boolean {
  return crisis === '-' || (crisis !== undefined && existsSync(crisis))
}
