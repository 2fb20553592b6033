// A change of an assessment or a duty, which others change too: the version that was seen goes along, and who was too late
// is told so before doing it all the same.
import { type ReactNode, useState } from 'react'
import { Form, type FormProps } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { isStale } from '../../changing.tsx'

export interface LawFormProps extends Omit<FormProps, 'onSubmit'> {
  /** The version that the page shows now; the one that was shown when the form opened goes along first. */
  version: number
  onSubmit: (version: number) => Promise<unknown>
}

export function LawForm({ version, onSubmit, error, submit, children, ...rest }: LawFormProps): ReactNode {
  const [seen] = useState(version)
  const stale = isStale(error)
  return (
    <Form
      {...rest}
      submit={stale ? say('Do it all the same') : submit}
      error={stale ? null : error}
      onSubmit={() => onSubmit(stale ? version : seen)}
    >
      {children}
      {stale ? (
        <p className="note warn" role="alert">
          {say('Somebody changed it since you looked. The page shows it as it is now; if yours still holds, go on.')}
        </p>
      ) : null}
    </Form>
  )
}
