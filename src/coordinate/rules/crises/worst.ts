// The worst of several severities on the scale of CG 2018.
import { type SeverityColour, severityColours } from '#assess/model.ts'

/** Null where nobody has judged any of it: that is no severity, and never the least one. */
export function worstOf(severities: readonly (SeverityColour | null)[]): SeverityColour | null {
  return severityColours.find((colour) => severities.includes(colour)) ?? null
}
