// How a clock was computed, step by step, with what was taken for granted and what speaks for another end.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import type { Due } from '../../model/verdict.ts'
import { Moment } from './Moment.tsx'
import { Unverified } from './Unverified.tsx'
import { alsoWord, anchorWord, dueWord } from './words.ts'

export interface DueShownProps {
  due: Due
  zone: string
  factWord: (id: string) => string
}

export function DueShown({ due, zone, factWord }: DueShownProps): ReactNode {
  return (
    <div className="due-shown stack tight">
      <p>
        <strong>{due.at ? <Moment at={due.at} zone={zone} /> : dueWord(due)}</strong> <span>{due.basis}</span>{' '}
        <Unverified verified={due.verified} />
      </p>
      {due.steps.length > 0 ? (
        <ol className="due-steps">
          {due.steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one computation never move.
            <li key={i}>{step.text}</li>
          ))}
        </ol>
      ) : null}
      {due.waitsFor.length > 0 ? (
        <p>{say('Waits for: {what}.', { what: due.waitsFor.map(anchorWord).join(', ') })}</p>
      ) : null}
      {due.also ? <p>{alsoWord(due.also)}</p> : null}
      {due.assumed.length > 0 ? (
        <p className="note warn">
          {say('Not known, and taken as not so: {what}. Another answer would move this clock.', {
            what: due.assumed.map(factWord).join('; '),
          })}
        </p>
      ) : null}
      {due.otherReading ? (
        <p className="quiet">
          {say('By Regulation 1182/71 the period would end later:')} <Moment at={due.otherReading} zone={zone} />.{' '}
          {say('The clock runs by the earlier reading, which is the safe one.')}
        </p>
      ) : null}
    </div>
  )
}
