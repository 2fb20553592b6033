// What letters, their parts and their fates are called on pages.
import type { Tone } from '#web/kit/Badge.tsx'

export const partWords: Readonly<Record<string, string>> = {
  copy: 'Record',
  withdraw: 'Taken back',
  response: 'Response',
  checkpoint: 'Checkpoint of the log',
  witness: 'Witnessed checkpoint',
  equivocation: 'Two histories',
  card: 'Card with keys',
  revocation: 'Revoked keys',
  agreement: 'Agreement',
  receipt: 'Receipt',
}

export const routeWords: Readonly<Record<string, string>> = {
  line: 'over the line',
  fetched: 'fetched',
  file: 'as a file',
}

export const addressWords: Readonly<Record<string, string>> = {
  'this-machine': 'This machine',
  'private-network': 'A private network',
  internet: 'The internet',
  file: 'A file',
  fetched: 'Fetched from a peer',
  unknown: 'Unknown',
}

export const reasonWords: Readonly<Record<string, string>> = {
  malformed: 'It is no envelope, or no letter was in it',
  'not-for-us': 'It is for another node',
  'unknown-peer': 'Nobody introduced its sender here',
  'not-trusted': 'Its sender is not trusted',
  expired: 'It came too late, or the card of its sender has ended',
  'unknown-key': 'It is sealed to a key that this node does not have',
  forged: 'The seal or a signature does not fit',
  downgraded: 'One of two signatures or keys is missing',
  'wrong-address': 'Inside and outside name different parties',
  'too-large': 'It is larger than a letter may be',
}

export function stateOf(letter: { direction: string; state: string; refused: number; tries: number }): {
  word: string
  tone: Tone
} {
  if (letter.refused > 0) return { word: 'Parts refused', tone: 'bad' }
  if (letter.direction === 'taken')
    return letter.state === 'acknowledged'
      ? { word: 'Taken', tone: 'good' }
      : { word: 'Taken, receipt owed', tone: 'warn' }
  if (letter.state === 'acknowledged') return { word: 'Acknowledged', tone: 'good' }
  return letter.tries > 0 ? { word: 'Sent, no receipt yet', tone: 'warn' } : { word: 'Sealed', tone: 'quiet' }
}

interface LineState {
  status: string
  address: string | null
  waits: readonly { stuck: string | null }[]
  sealed: number
  fault: string | null
  nextTry: string | null
}

/** How a line stands, worst first: what needs somebody, what goes in another way or slowly by agreement, and what is well. */
export function stateOfLine(line: LineState): { word: string; tone: Tone; order: number } {
  const goes = line.sealed > 0 || line.waits.some((wait) => wait.stuck === null)
  if (goes && line.fault && (line.address !== null || line.status !== 'trusted'))
    return { word: 'Does not go', tone: 'bad', order: 0 }
  if (line.waits.some((wait) => wait.stuck !== null)) return { word: 'Part of it cannot go', tone: 'bad', order: 1 }
  if (!goes) return { word: 'All delivered', tone: 'good', order: 5 }
  if (line.address === null) return { word: 'Waits to be fetched', tone: 'warn', order: 2 }
  if (line.nextTry) return { word: 'As fast as agreed', tone: 'warn', order: 3 }
  return { word: 'On the way', tone: 'warn', order: 4 }
}
