// What changed in a field, word by word: taken out is struck through, put in is underlined, and both are said in words.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import type { FieldChange } from '../../../model/duty-report.ts'
import { fieldText } from './words.ts'

export function WordsChanged({ change }: { change: FieldChange }): ReactNode {
  return (
    <div className="words-changed">
      <strong>{change.label}</strong>
      {change.words.length > 0 ? (
        <p className="wrap-anywhere">
          {change.words.map((part, i) => {
            if (part.op === 'same') return part.text
            const Mark = part.op === 'added' ? 'ins' : 'del'
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison never move.
              <Mark key={i}>
                <span className="unseen">{part.op === 'added' ? say('added: ') : say('taken out: ')}</span>
                {part.text}
              </Mark>
            )
          })}
        </p>
      ) : (
        <p className="wrap-anywhere">
          {fieldText(change.from)} → {fieldText(change.to)}
        </p>
      )}
    </div>
  )
}
