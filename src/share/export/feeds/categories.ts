// What each item of a feed is filed under: its marking first, then what it is, then where it stands.
import type { FeedItem } from '../../model/feed.ts'

export const generator = 'Tocsin'

export interface Category {
  scheme: string
  term: string
  label: string
}

const scheme = (name: string) => `urn:tocsin:${name}`

export function categoriesOf({ tlp, marking, kind, kindName, exercise, withdrawn, superseded }: FeedItem): Category[] {
  return [
    { scheme: 'https://www.first.org/tlp/', term: `TLP:${tlp}`, label: marking },
    { scheme: scheme('kind'), term: kind, label: kindName },
    ...(exercise ? [{ scheme: scheme('realm'), term: 'exercise', label: 'EXERCISE' }] : []),
    ...(withdrawn ? [{ scheme: scheme('standing'), term: 'withdrawn', label: 'Withdrawn' }] : []),
    ...(superseded ? [{ scheme: scheme('standing'), term: 'superseded', label: 'A newer edition is out' }] : []),
  ]
}
