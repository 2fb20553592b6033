// What the health and the kinds of sources are called on the screen.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { Feed, SourceKind } from '../api.ts'

type Health = Feed['health']['health']

export const healthTones: Record<Health, Tone> = {
  new: 'plain',
  good: 'good',
  failing: 'bad',
  silent: 'warn',
  gone: 'bad',
  paused: 'quiet',
}

const healthWords: Record<Health, string> = {
  new: 'New',
  good: 'Good',
  failing: 'Failing',
  silent: 'Silent',
  gone: 'Gone',
  paused: 'Paused',
}

export function healthWord(health: Health): string {
  return say(healthWords[health])
}

const kindWords: Record<SourceKind, string> = { feed: 'Feed', page: 'Web page', mail: 'Mailbox' }

export function kindWord(kind: SourceKind | undefined): string {
  return say(kindWords[kind ?? 'feed'])
}
