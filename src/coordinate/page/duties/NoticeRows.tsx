// Notices as rows: what is to be told, how it stands, who still waits, and by when.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { listNotices } from '../../api/duties.ts'
import { stillToTell } from '../../rules/duties/notice-lifecycle.ts'
import { Sourced } from './Sourced.tsx'
import { timingWords } from './words.ts'

type Row = OutputOf<typeof listNotices>['items'][number]

export function NoticeRows({ items }: { items: readonly Row[] }): ReactNode {
  return (
    <ul className="plain-list stack">
      {items.map((row) => (
        <li key={row.id}>
          <NoticeRow row={row} />
        </li>
      ))}
    </ul>
  )
}

function NoticeRow({ row }: { row: Row }): ReactNode {
  const { id, state, timing, kindTitle, marking } = row
  const { word, tone } = timingWords[timing.state]
  const waiting = state.status === 'open' ? stillToTell(state) : []
  return (
    <article className="stack tight">
      <div className="row">
        <Badge tone={tone}>{word}</Badge>
        <Link to="/notices/$id" params={{ id }} className="title-link" data-row>
          {state.title}
        </Link>
        <Tlp label={marking.tlp} />
      </div>
      <p className="small quiet">
        {kindTitle}
        {timing.limit ? (
          <>
            {' '}
            · {say('by')} <Time at={timing.limit} show="both" />
          </>
        ) : null}
        {waiting.length > 0 ? ` · ${say('waiting')}: ${waiting.map(({ party }) => party.name).join(', ')}` : null}
      </p>
      {timing.warnings.map((text) => (
        <p key={text} className="note warn">
          {text}
        </p>
      ))}
      <Sourced verification={state.verification} />
    </article>
  )
}
