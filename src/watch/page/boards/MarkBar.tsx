// Marking the cell in focus by mouse or finger, and saying why; stands at the foot of the screen.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { type CellMark, type Mark, marks } from '../../model/hypotheses.ts'
import { markWord } from './words.ts'

export interface MarkBarProps {
  row: string
  hypothesis: string
  mine: CellMark | undefined
  onMark: (mark: Mark | null, because?: string) => void
  onClose: () => void
}

export function MarkBar({ row, hypothesis, mine, onMark, onClose }: MarkBarProps): ReactNode {
  const [because, setBecause] = useState(mine?.because ?? '')
  const why = because.trim().length >= 3 ? because.trim() : undefined
  return (
    <section className="chosen-bar mark-bar no-print" aria-label={say('Mark')}>
      <p className="small">
        <strong className="clip">{row}</strong> <span className="quiet">{say('against')}</span>{' '}
        <strong className="clip">{hypothesis}</strong>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('How well it fits')} className="segments wraps">
        {marks.map((mark) => (
          <button key={mark} type="button" aria-pressed={mine?.mark === mark} onClick={() => onMark(mark, why)}>
            <strong>{mark}</strong> <span className="small">{markWord(mark)}</span>
          </button>
        ))}
      </div>
      <TextField
        label={say('Why')}
        hideLabel
        placeholder={say('Why, before you choose (optional)')}
        value={because}
        onChange={setBecause}
        maxLength={1000}
      />
      {mine ? (
        <Button small kind="quiet" onPress={() => onMark(null)}>
          {say('Take my mark back')}
        </Button>
      ) : null}
      <Button small kind="quiet" icon="close" bare aria-label={say('Close')} onPress={onClose} />
    </section>
  )
}
