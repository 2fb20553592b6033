// Entries of the journal as they may be told: a sentence may count or name other records, so that not every one is told as it stands.
import { plainKind } from '#assess/rules/narrate.ts'
import type { FiledEntry } from '#coordinate/model/crisis-file.ts'

/** Acts that tie records together: that there is another one is told by that one, or not at all. */
const tying =
  /(Linked|Unlinked|IncidentAdded|IncidentRemoved|MergedInto|TookOver|GaveBack|Unmerged|Split|Related|Unrelated|Laid|TakenAway|[pP]artAdded|[pP]artRefined|Joined|Gained|Lost|Superseded)$/

/** Acts whose sentences say what stands in the record itself, and name nobody. */
const ownWords = new Set([
  'assess.incidentDescribed',
  'assess.incidentClassified',
  'assess.incidentAffectedSet',
  'assess.incidentTimesSet',
  'assess.incidentMoved',
  'assess.taskAdded',
  'assess.taskChanged',
  'assess.noteAdded',
  'coordinate.crisisDescribed',
  'coordinate.crisisMoved',
  'coordinate.crisisStrandAdded',
  'coordinate.crisisStrandChanged',
  'coordinate.crisisStrandEnded',
  'coordinate.crisisObjectiveEnded',
  'coordinate.crisisBeatAdded',
  'coordinate.crisisBeatDone',
  'coordinate.crisisBeatStopped',
  'coordinate.crisisLineWritten',
  'coordinate.crisisLineAgreed',
  'coordinate.crisisLineWithdrawn',
])

/** Null: not told. Of other acts only the kind is said: 'decision opened'. */
export function entryWithin(entry: FiledEntry): FiledEntry | null {
  if (tying.test(entry.kind)) return null
  return ownWords.has(entry.kind) ? entry : { ...entry, sentence: plainKind(entry.kind) }
}
