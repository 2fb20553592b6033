// Which commands a typed text means, the likeliest first: Enter takes the first one.
import type { Command } from './Palette.tsx'

type Named = Pick<Command, 'title' | 'group' | 'words'>

/** What is called so stands before what is found by another word, and a word's beginning before its middle; else as they were. */
export function foundIn<C extends Named>(commands: readonly C[], text: string): C[] {
  const asked = wordsOf(text)
  const ranked = commands.map((command) => ({ command, rank: rankOf(command, asked) }))
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command)
}

function rankOf({ title, group, words = '' }: Named, asked: readonly string[]): number {
  const whole = `${title} ${group} ${words}`.toLowerCase()
  if (!asked.every((word) => whole.includes(word))) return 0
  const begins = (text: string) => {
    const there = wordsOf(text)
    return asked.every((word) => there.some((one) => one.startsWith(word)))
  }
  return begins(title) ? 3 : begins(whole) ? 2 : 1
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s:,()-]+/)
    .filter(Boolean)
}
