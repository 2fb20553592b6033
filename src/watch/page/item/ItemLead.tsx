// Under the heading of an item: its state, its marking, where it came from and when, and who judged it.
import type { ReactNode } from 'react'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { statusTones, statusWord } from '../words.ts'
import type { ShownItem } from './ItemPage.tsx'

export function ItemLead({ item }: { item: ShownItem }): ReactNode {
  const names = useNames()
  const { state } = item
  return (
    <span className="row small">
      <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
      <MarkingBadge marking={item.marking} />
      <span>{state.sourceName ?? say('pasted')}</span>
      {state.publishedAt ? (
        <span>
          {say('published')} <Time at={state.publishedAt} show="exact" />
        </span>
      ) : (
        <span>{say('publication date not known')}</span>
      )}
      <span>
        {say('came in')} <Time at={state.fetchedAt} />
      </span>
      {state.judgedBy && state.judgedAt ? (
        <span>
          {say('{verdict} by {name}', {
            verdict: statusWord(state.status).toLowerCase(),
            name: names.actor(state.judgedBy),
          })}{' '}
          <Time at={state.judgedAt} />
        </span>
      ) : null}
    </span>
  )
}
