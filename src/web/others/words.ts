// How responses and what became of them are called.
import type { Tone } from '../kit/Badge.tsx'

export const kindWords: Record<string, string> = {
  comment: 'Comment',
  sighting: 'Sighting',
  proposal: 'Proposal',
  request: 'Request for information',
  answer: 'Answer',
}

export const statusWords: Record<string, { word: string; tone: Tone }> = {
  open: { word: 'Open', tone: 'bronze' },
  answered: { word: 'Answered', tone: 'good' },
  taken: { word: 'Taken', tone: 'good' },
  declined: { word: 'Declined', tone: 'quiet' },
}
