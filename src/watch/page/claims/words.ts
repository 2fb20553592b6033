// The Admiralty code in words, and what else is said about claims of the ledger.
import { say } from '#web/say.ts'
import type { InformationGrade, SourceGrade } from '../../model/ledger.ts'
import type { ClaimRole } from '../../model.ts'
import { roleWord } from '../item/fact-words.ts'
import { reliabilityWord } from '../words.ts'

/** Who says it, or that nobody is named. */
export function holderWord(holder: string | null, role: ClaimRole): string {
  if (holder !== null) return holder
  return role === 'anonymous' ? say('a source that is not named') : roleWord('unattributed')
}

/** `B · usually reliable`. */
export function sourceGradeWord(grade: SourceGrade): string {
  return reliabilityWord(grade)
}

const credibilities: Record<number, string> = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
}

/** `3 · possibly true`. */
export function informationGradeWord(grade: InformationGrade): string {
  return `${grade} · ${say(credibilities[grade] ?? '')}`
}

const sourceHints: Record<SourceGrade, string> = {
  A: 'No doubt about it: it has always been right.',
  B: 'Small doubt: mostly right so far.',
  C: 'Some doubt: has been right before.',
  D: 'Strong doubt: has been wrong often.',
  E: 'Has been wrong, or has a reason to deceive.',
  F: 'Too little is known of it. That is no bad mark.',
}

export function sourceHint(grade: SourceGrade): string {
  return say(sourceHints[grade])
}

const informationHints: Record<number, string> = {
  1: 'Others who do not depend on this source say the same.',
  2: 'Not confirmed, but fits all that is known.',
  3: 'Not confirmed, fits some of what is known.',
  4: 'Not confirmed, possible, does not fit well.',
  5: 'Contradicts what is known.',
  6: 'Nothing to hold it against. That is no bad mark.',
}

export function informationHint(grade: InformationGrade): string {
  return say(informationHints[grade] ?? '')
}
