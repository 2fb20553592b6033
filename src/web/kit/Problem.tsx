// The one way in which an error is shown: what went wrong, where, and what to do about it.
import type { ReactNode } from 'react'
import { problemOf } from '../client.ts'
import { say } from '../say.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

export interface ProblemProps {
  error: unknown
  /** Shows a button that tries the same again. */
  onAgain?: (() => void) | undefined
  children?: ReactNode
}

export function Problem({ error, onAgain, children }: ProblemProps): ReactNode {
  if (!error) return null
  const problem = problemOf(error)
  return (
    <div className="problem" role="alert">
      <Icon name="warning" />
      <div className="stack tight">
        <strong>{say(problem.title)}</strong>
        {problem.detail ? <p>{problem.detail}</p> : null}
        {problem.where ? (
          <p className="small">
            {say('Where:')} <code>{problem.where}</code>
          </p>
        ) : null}
        <p>{say(problem.whatToDo)}</p>
        {children}
        {onAgain ? (
          <div className="row">
            <Button small onPress={onAgain}>
              {say('Try again')}
            </Button>
          </div>
        ) : null}
        {problem.requestId ? (
          <p className="small quiet">
            {say('Request')} <code>{problem.requestId}</code>
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** The sentence for one field of a form, when the problem points at it: `/told/title` is `title`. */
export function errorAt<F extends string>(
  error: unknown,
  field: F extends `/${string}` ? never : F,
): string | undefined {
  if (!error) return undefined
  const problem = problemOf(error)
  if (problem.where !== `/${field}` && !problem.where?.startsWith(`/${field}/`)) return undefined
  return problem.detail ?? problem.title
}
