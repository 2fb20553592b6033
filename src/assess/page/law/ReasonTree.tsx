// The reasons of a verdict as a tree that opens: what is met, what is not, what is not known, with values and articles.
import { type ReactNode, useState } from 'react'
import { Icon } from '#web/kit/Icon.tsx'
import { say } from '#web/say.ts'
import type { FactValue } from '../../model/law.ts'
import type { Reason } from '../../model/verdict.ts'
import { FactLink } from './FactLink.tsx'
import { Unverified } from './Unverified.tsx'
import { answerMarks, answerWord, joinWord } from './words.ts'

export interface ReasonTreeProps {
  reasons: readonly Reason[]
  valueWord: (fact: string, value: FactValue | undefined) => string
  /** Whether the facts of leaves can be opened. */
  linked: boolean
}

export function ReasonTree({ reasons, ...rest }: ReasonTreeProps): ReactNode {
  if (reasons.length === 0) return <p className="quiet">{say('No rule decides this.')}</p>
  return (
    <ul className="reason-tree">
      {reasons.map((reason, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is that of the law.
        <Line key={`${reason.rule ?? ''}/${reason.fact ?? ''}/${i}`} reason={reason} depth={0} {...rest} />
      ))}
    </ul>
  )
}

interface LineProps extends Omit<ReasonTreeProps, 'reasons'> {
  reason: Reason
  depth: number
}

/** What decided stands open; what failed or is unknown below the first level is opened by whoever wants to see it. */
function Line({ reason, depth, ...rest }: LineProps): ReactNode {
  const [open, setOpen] = useState(depth === 0 || (depth < 3 && reason.answer === 'yes'))
  const leaf = reason.parts.length === 0
  return (
    <li className="reason" data-answer={reason.answer}>
      <div className="reason-line">
        {leaf ? (
          <span className="reason-opener" />
        ) : (
          <button
            type="button"
            className="reason-opener"
            aria-expanded={open}
            aria-label={say('Reasons of: {what}', { what: reason.label })}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'down' : 'next'} size={16} />
          </button>
        )}
        <span className="reason-mark" aria-hidden="true">
          {answerMarks[reason.answer]}
        </span>
        <div className="reason-words">
          <Says reason={reason} {...rest} />
          <span className="reason-more small">
            <span className="reason-answer">{answerWord(reason.answer)}</span>
            {leaf ? null : <span className="quiet"> · {joinWord(reason.join, reason.n)}</span>}
            {reason.service ? <span> · {say('service: {name}', { name: reason.service })}</span> : null}
            {reason.article ? <span className="quiet"> · {reason.article}</span> : null}
            {reason.rule ? <code className="quiet"> {reason.rule}</code> : null}{' '}
            <Unverified verified={reason.verified} />
          </span>
        </div>
      </div>
      {open && !leaf ? (
        <ul className="reason-tree">
          {reason.parts.map((part, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is that of the law.
            <Line key={`${part.rule ?? ''}/${part.fact ?? ''}/${i}`} reason={part} depth={depth + 1} {...rest} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

function Says({ reason, valueWord, linked }: Omit<LineProps, 'depth'>): ReactNode {
  const { fact } = reason
  if (!fact) return <span className="reason-label">{reason.label}</span>
  const known = reason.value !== undefined
  return (
    <span className="reason-label">
      <FactLink fact={fact} linked={linked}>
        {reason.label}
      </FactLink>
      {': '}
      <strong>{known ? valueWord(fact, reason.value) : say('not known')}</strong>
      {reason.derived ? <span className="quiet"> ({say('computed')})</span> : null}
      {reason.asked ? <span className="quiet"> · {say('asked: {what}', { what: reason.asked })}</span> : null}
    </span>
  )
}
