// How statuses of members, practices and uses are called and coloured.
import type { Tone } from '#web/kit/Badge.tsx'
import type { MemberStatus, Practice, Use } from '../../model/cluster.ts'

export const memberWords: Record<MemberStatus, { word: string; tone: Tone }> = {
  invited: { word: 'Invited', tone: 'accent' },
  joined: { word: 'Member', tone: 'good' },
  declined: { word: 'Declined', tone: 'quiet' },
  left: { word: 'Left', tone: 'quiet' },
  removed: { word: 'Removed', tone: 'quiet' },
}

export const practiceWords: Record<Practice['status'], { word: string; tone: Tone }> = {
  proposed: { word: 'Proposed', tone: 'plain' },
  discussed: { word: 'Discussed', tone: 'accent' },
  recommended: { word: 'Recommended', tone: 'good' },
  retired: { word: 'Retired', tone: 'quiet' },
}

export const useWords: Record<Use, string> = {
  'in-use': 'In use',
  planned: 'Planned',
  not: 'Not in use',
  'not-applicable': 'Does not concern us',
}
