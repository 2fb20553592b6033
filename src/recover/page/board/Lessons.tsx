// Lessons: what was learnt, and how far the change that each proposes has come.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { listLessons } from '../../api/lessons.ts'
import { Start } from '../dialogs/Start.tsx'
import { stateTone, stateWord } from '../words.ts'

export function Lessons({ crisis }: { crisis: string | undefined }): ReactNode {
  const list = useAsk(listLessons, crisis ? { crisis } : {}, { keep: true, hears: ['recover.lesson'] })
  return (
    <div className="stack">
      <Start what="lesson" />
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      {list.data?.items.length === 0 ? (
        <Empty icon="manual" title={say('No lesson is noted yet')}>
          {say('A review, an exercise or a person notes what was learnt; each lesson proposes a change.')}
        </Empty>
      ) : null}
      <ul className="item-list">
        {(list.data?.items ?? []).map(({ id, state, marking }) => (
          <li key={id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Link to="/recover/$id" params={{ id }} className="title-link" data-row>
                  {state.title}
                </Link>
                <Badge tone={stateTone(state.state)}>{stateWord(state.state)}</Badge>
              </span>
              <span className="small quiet">{state.change?.text ?? say('No change is proposed yet.')}</span>
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
