// How peers are spoken of on the pages.
import type { PeerStatus, VerifiedWay } from '#federate/model/peer.ts'
import type { Tone } from '#web/kit/Badge.tsx'

export const statusWords: Record<PeerStatus, { word: string; tone: Tone }> = {
  introduced: { word: 'Not compared yet', tone: 'warn' },
  trusted: { word: 'Trusted', tone: 'good' },
  revoked: { word: 'Revoked', tone: 'bad' },
}

export const wayWords: Record<VerifiedWay, { word: string; hint: string }> = {
  spoken: { word: 'Spoken', hint: 'On the telephone, with a number that you had before.' },
  'in-person': { word: 'In person', hint: 'You met, and each read from their own screen.' },
  qr: { word: 'Scanned', hint: 'You scanned the code from their screen or their paper.' },
  'known-document': {
    word: 'Known document',
    hint: 'It stands in a document that you trust, such as a signed letter.',
  },
}

export const takenWords = {
  introduced: 'Introduced. Now compare the fingerprint.',
  renewed: 'Its newer card was taken.',
  offered: 'Another card waits for a person.',
  known: 'That card is here already.',
} as const
