// Words and tones of advisories, for badges.
import type { Tone } from '#web/kit/Badge.tsx'
import type { IssuedStatus } from '../../model/advisories/issued.ts'
import type { ConcernAnswer } from '../../rules/advisories/concerns-us.ts'

export const concernWords: Record<ConcernAnswer, { word: string; tone: Tone }> = {
  yes: { word: 'Concerns us: yes', tone: 'bad' },
  no: { word: 'Concerns us: no', tone: 'quiet' },
  unknown: { word: 'Concerns us: cannot say', tone: 'warn' },
}

export const issuedWords: Record<IssuedStatus, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'plain' },
  checked: { word: 'Checked', tone: 'accent' },
  approved: { word: 'Approved', tone: 'bronze' },
  published: { word: 'Published', tone: 'good' },
  superseded: { word: 'Superseded', tone: 'quiet' },
  dropped: { word: 'Dropped', tone: 'quiet' },
}
