// Words to be read aloud, and the whole fingerprint in digits.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'

/** A word that is null must be heard from the other side. */
export function Phrase({ words, label }: { words: readonly (string | null)[]; label: string }): ReactNode {
  return (
    <ol className="phrase" aria-label={label}>
      {words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the word is known by, and a word may come twice.
        <li key={at} data-asked={word === null || undefined}>
          {word ?? <span className="quiet">{say('ask for it')}</span>}
        </li>
      ))}
    </ol>
  )
}

export function Fingerprint({ hex, words }: { hex: string; words: readonly string[] }): ReactNode {
  return (
    <div className="stack tight">
      <Phrase words={words} label={say('Fingerprint in words')} />
      <p className="mono fingerprint">{hex.replace(/(.{8})(?=.)/g, '$1 ')}</p>
    </div>
  )
}
