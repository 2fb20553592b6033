// Changing an incident that others change too: the version that was seen goes along, and when somebody was quicker,
// what changed meanwhile is shown before the change is repeated.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { type getIncident, incidentJournal } from '../api.ts'

export type IncidentShown = OutputOf<typeof getIncident>

export function isStale(error: unknown): boolean {
  return Boolean(error) && problemOf(error).refusal === 'stale-version'
}

export interface ChangeFormProps {
  incident: IncidentShown
  submit: string
  danger?: boolean
  pending: boolean
  error: unknown
  /** Sends the change with the version that it is based on. */
  onSubmit: (version: number) => Promise<unknown>
  onDone: () => void
  children: ReactNode
}

export function ChangeForm({
  incident,
  submit,
  danger,
  pending,
  error,
  onSubmit,
  onDone,
  children,
}: ChangeFormProps): ReactNode {
  // What was on the screen when the form was opened: a change that comes in meanwhile must not be overwritten unseen.
  const [seen] = useState(incident.version)
  const stale = isStale(error)
  return (
    <Form
      submit={stale ? say('Do it all the same') : submit}
      danger={danger ?? false}
      pending={pending}
      error={stale ? null : error}
      onSubmit={() => onSubmit(stale ? incident.version : seen).then(onDone)}
    >
      {children}
      {stale ? <Meanwhile incident={incident} seen={seen} /> : null}
    </Form>
  )
}

/** What was written since a version was seen. */
export function Meanwhile({ incident, seen }: { incident: IncidentShown; seen: number }): ReactNode {
  const queries = useQueryClient()
  const journal = useAsk(incidentJournal, { id: incident.id })
  const names = useNames()
  useEffect(() => {
    void queries.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('assess.') })
  }, [queries])
  const lines = (journal.data?.lines ?? []).filter((line) => line.id === incident.id && line.version > seen)
  return (
    <div className="note warn stack tight" role="alert">
      <strong>{say('Somebody changed it since you looked')}</strong>
      {lines.length === 0 ? <p>{say('Loading what changed…')}</p> : null}
      <ul className="changes">
        {lines.map((line) => (
          <li key={line.entry}>
            {names.actor(line.by)} {line.text} <Time at={line.at} />
            {line.changes.map((change) => (
              <span key={change.what} className="small">
                {' '}
                · {change.what}: {change.from} → {change.to}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p>{say('If your change still makes sense, do it all the same.')}</p>
    </div>
  )
}
