// What two versions of the law differ in, line by line, by what it concerns.
import type { ReactNode } from 'react'
import { say, sayCount } from '#web/say.ts'
import type { LawDifference } from '../../../model/law-book.ts'

export function Difference({ difference }: { difference: LawDifference }): ReactNode {
  const { changes } = difference
  if (changes.length === 0) return <p>{say('Nothing: they say the same.')}</p>
  const parts = new Map<string, string[]>()
  for (const { part, text } of changes) parts.set(part, [...(parts.get(part) ?? []), text])
  return (
    <div className="stack tight">
      <p className="small quiet" role="status">
        {sayCount(changes.length, '{n} difference', '{n} differences')}
      </p>
      {[...parts].map(([part, texts]) => (
        <section key={part}>
          <h3>{partWord(part)}</h3>
          <ul className="changes small">
            {texts.map((text) => (
              <li key={text} className="wrap-anywhere">
                {text}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function partWord(part: string): string {
  return say((part[0] ?? '').toUpperCase() + part.slice(1))
}
