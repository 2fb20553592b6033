// Incident reviews: which there are, and in which state.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { listReviews } from '../../api/reviews.ts'
import { Start } from '../dialogs/Start.tsx'
import { stateTone, stateWord } from '../words.ts'

export function Reviews({ crisis }: { crisis: string | undefined }): ReactNode {
  const list = useAsk(listReviews, crisis ? { crisis } : {}, { keep: true, hears: ['recover.review'] })
  return (
    <div className="stack">
      <Start what="review" />
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      {list.data?.items.length === 0 ? (
        <Empty icon="report" title={say('No review is written yet')}>
          {say('It is drafted from the record of a crisis, and approved by somebody who did not write in it.')}
        </Empty>
      ) : null}
      <ul className="item-list">
        {(list.data?.items ?? []).map(({ id, title, state, marking }) => (
          <li key={id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Link to="/recover/$id" params={{ id }} className="title-link" data-row>
                  {title}
                </Link>
                <Badge tone={stateTone(state)}>{stateWord(state)}</Badge>
              </span>
            </div>
            <div className="item-side small">
              <Tlp label={marking.tlp} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
