// The marking of an advisory here, by the label that its publisher gave it: never looser than that.
import type { Tlp } from '#kernel/marking.ts'
import type { AdvisoryContent } from '../../model/advisories/content.ts'
import type { CsafVersion } from '../../model/advisories/findings.ts'
import { strictestTlp, tlpFromWords } from '../marking-words.ts'

/** Without a label it is marked as everything that is not marked. */
export function tlpOfContent({ tlp }: Pick<AdvisoryContent, 'tlp'>): Tlp {
  return tlp === null ? strictestTlp([]) : tlpFromWords(tlp)
}

/** Folder and feed of a label: its own word in that version of the standard. */
export function shelfOf(tlp: Tlp, version: CsafVersion): string {
  return version === '2.0' && tlp === 'CLEAR' ? 'white' : tlp.toLowerCase()
}

/** The label as provider-metadata.json and feeds of that version spell it. */
export function labelOf(tlp: Tlp, version: CsafVersion): string {
  return shelfOf(tlp, version).toUpperCase()
}
