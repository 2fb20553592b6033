// Notices that the framework asks for and that nobody opened: the software asks, a person decides.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { dueDuties } from '../../api/duties.ts'

export type Asked = OutputOf<typeof dueDuties>['asked'][number]

export interface AskedListProps {
  asked: readonly Asked[]
  /** Names the crisis of each: outside of a crisis. */
  named?: boolean
  onOpen?: ((one: Asked) => void) | undefined
}

export function AskedList({ asked, named, onOpen }: AskedListProps): ReactNode {
  if (asked.length === 0) return null
  return (
    <ul className="plain-list stack" aria-label={say('Asked for, and not opened')}>
      {asked.map((one) => (
        <li key={`${one.crisis} ${one.kind}`} className="row apart">
          <span className="stack tight">
            <span className="row">
              <Badge tone="accent">{say('Asked for')}</Badge>
              <strong>{one.kindTitle}</strong>
              {named ? (
                <Link to="/crises/$id" params={{ id: one.crisis }}>
                  {one.crisisTitle}
                </Link>
              ) : null}
            </span>
            <span className="small quiet">
              {one.because} <Time at={one.since} />
            </span>
          </span>
          {onOpen ? <Button onPress={() => onOpen(one)}>{say('Open this notice')}</Button> : null}
        </li>
      ))}
    </ul>
  )
}
