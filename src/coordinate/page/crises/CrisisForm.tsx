// Changing a crisis that others change too: the version that was seen goes along, and when somebody was quicker, what changed
// meanwhile is shown before the change is repeated.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { Form } from '#web/kit/Form.tsx'
import { presentInstant, Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { getCrisis } from '../../api/crises.ts'
import { crisisRoom } from '../../api/crisis-room.ts'

export type CrisisShown = OutputOf<typeof getCrisis>
export type RoomShown = OutputOf<typeof crisisRoom>

export function isStale(error: unknown): boolean {
  return Boolean(error) && problemOf(error).refusal === 'stale-version'
}

export interface CrisisFormProps {
  crisis: CrisisShown
  submit: string
  danger?: boolean
  act: { pending: boolean; error: unknown }
  /** Sends the change with the version that it is based on. */
  onSubmit: (version: number) => Promise<unknown>
  onDone: () => void
  children: ReactNode
}

export function CrisisForm({ crisis, submit, danger, act, onSubmit, onDone, children }: CrisisFormProps): ReactNode {
  // What was on the screen when the form was opened: a change that comes in meanwhile must not be overwritten unseen.
  const [seen] = useState({ version: crisis.version, at: presentInstant() })
  const stale = isStale(act.error)
  return (
    <Form
      submit={stale ? say('Do it all the same') : submit}
      danger={danger ?? false}
      pending={act.pending}
      error={stale ? null : act.error}
      onSubmit={() => onSubmit(stale ? crisis.version : seen.version).then(onDone)}
    >
      {children}
      {stale ? <Meanwhile crisis={crisis.id} since={seen.at} /> : null}
    </Form>
  )
}

/** What was written about the crisis itself since the form was opened. */
export function Meanwhile({ crisis, since }: { crisis: string; since: string }): ReactNode {
  const queries = useQueryClient()
  const room = useAsk(crisisRoom, { id: crisis })
  const names = useNames()
  useEffect(() => {
    void queries.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('coordinate.') })
  }, [queries])
  const news = (room.data?.news ?? []).filter((it) => it.id === crisis)
  const later = news.filter((it) => it.at >= since)
  return (
    <div className="note warn stack tight" role="alert">
      <strong>{say('Somebody changed it since you looked')}</strong>
      <ul className="changes">
        {(later.length > 0 ? later : news.slice(0, 1)).map((it) => (
          <li key={it.entry}>
            {names.actor(it.by)} {it.text} <Time at={it.at} />
          </li>
        ))}
      </ul>
      <p>{say('If your change still makes sense, do it all the same.')}</p>
    </div>
  )
}
