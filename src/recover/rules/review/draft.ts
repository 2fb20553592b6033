// A review drafted from what the record knows of a crisis or an incident: when what was done, and which vulnerabilities are named.
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { ReviewText, Vulnerability } from '../../model/review.ts'

const mostTimeline = 400

/** Vulnerabilities that texts name, each once, in the order in which they come. Whether one is exploited is for a person or a list to say. */
export function vulnerabilitiesIn(texts: readonly string[]): Vulnerability[] {
  const found = new Set<string>()
  for (const text of texts) for (const [one] of text.matchAll(/\bCVE-\d{4}-\d{4,7}\b/gi)) found.add(one.toUpperCase())
  return [...found].slice(0, 100).map((cve) => ({
    ...{ cve, knownExploited: exploitedBy(texts, cve), list: '', mitigated: 'undetermined', note: '' },
  }))
}

/** A text of the record that names it beside a list of known exploited vulnerabilities. Anything less stays undetermined. */
function exploitedBy(texts: readonly string[], cve: string): Vulnerability['knownExploited'] {
  const said = texts.some((text) =>
    text
      .split(/(?<=[.!?])\s+|\n/)
      .some((sentence) => sentence.toUpperCase().includes(cve) && /known[- ]exploited|\bKEV\b/i.test(sentence)),
  )
  return said ? 'yes' : 'undetermined'
}

export interface Grounds {
  file: CrisisFile
  lessons: readonly string[]
  /** What was isolated, kept and restored, measures and their way back. */
  acts: readonly { at: string; text: string; entry: string | null }[]
}

export function draftReview({ file, lessons, acts }: Grounds): ReviewText {
  const { crisis, incidents, entries, items, claims } = file
  const texts = [
    crisis.state.summary,
    ...incidents.flatMap(({ state }) => [state.title, state.summary]),
    ...items.map(({ state }) => state.title),
    ...claims.map(({ state }) => state.proposition),
  ]
  const told = entries.map(({ id, observedAt, sentence }) => ({
    at: observedAt,
    text: sentence.slice(0, 2_000),
    entry: id,
  }))
  const timeline = [...told.filter(({ text }) => text !== ''), ...acts].sort((a, b) => (a.at < b.at ? -1 : 1))
  const causes = incidents.flatMap(({ state: { reference, classification } }) =>
    classification?.rootCause ? [`${reference}: root cause recorded as ${classification.rootCause}.`] : [],
  )
  return {
    title: `Review: ${crisis.state.title}`.slice(0, 300),
    summary: crisis.state.summary,
    causes: causes.join('\n'),
    initialAccess: '',
    vulnerabilities: vulnerabilitiesIn(texts),
    timeline: timeline.slice(0, mostTimeline),
    helped: [],
    failed: [],
    lessons: lessons.slice(0, 100),
    recommendations: [],
  }
}
