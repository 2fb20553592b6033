// What is due or overdue: notices that wait, obligations that somebody here sees to, and notices that nobody opened.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { dueDuties, openNotice } from '../../api/duties.ts'
import { type Asked, AskedList } from './AskedList.tsx'
import { OpenNoticeDialog } from './OpenNoticeDialog.tsx'
import { Sourced } from './Sourced.tsx'
import { statusWords, timingWords } from './words.ts'

type Due = OutputOf<typeof dueDuties>

export function DueTab(): ReactNode {
  const asked = useAsk(dueDuties, {}, { keep: true, hears: ['coordinate.'], everySeconds: 60 })
  const may = useMay()
  const [opening, setOpening] = useState<Asked | null>(null)
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { notices, obligations, asked: notOpened } = asked.data
  if (notices.length + obligations.length + notOpened.length === 0)
    return (
      <Empty icon="check" title={say('Nothing is due.')}>
        {say('Follow obligations in the checklist, so that their days are watched here.')}
      </Empty>
    )
  return (
    <div className="stack">
      {notOpened.length > 0 ? (
        <Card title={say('Asked for, and not opened')}>
          <AskedList asked={notOpened} named onOpen={may(openNotice) ? setOpening : undefined} />
        </Card>
      ) : null}
      {notices.length > 0 ? (
        <Card title={say('To be told')}>
          <ul className="plain-list stack">
            {notices.map((one) => (
              <li key={one.id}>
                <DueNotice one={one} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {obligations.length > 0 ? (
        <Card title={say('To be done')}>
          <ul className="plain-list stack">
            {obligations.map((one) => (
              <li key={one.id}>
                <DueObligation one={one} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {opening ? (
        <OpenNoticeDialog crisis={opening.crisis} kind={opening.kind} onClose={() => setOpening(null)} />
      ) : null}
    </div>
  )
}

function DueNotice({ one }: { one: Due['notices'][number] }): ReactNode {
  const names = useNames()
  const { word, tone } = timingWords[one.timing.state]
  return (
    <article className="stack tight">
      <div className="row">
        <Badge tone={tone}>{word}</Badge>
        <Link to="/notices/$id" params={{ id: one.id }} className="title-link" data-row>
          {one.title}
        </Link>
        <Tlp label={one.marking.tlp} />
      </div>
      <p className="small quiet">
        {one.kindTitle} · {say('waiting')}: {one.waiting.join(', ') || say('nobody who is asked for')} ·{' '}
        {one.owner ? names.person(one.owner) : say('nobody sees to it')}
        {one.timing.limit ? (
          <>
            {' '}
            · {say('by')} <Time at={one.timing.limit} show="both" />
          </>
        ) : null}
      </p>
      {one.timing.warnings.map((text) => (
        <p key={text} className="note warn">
          {text}
        </p>
      ))}
      <Sourced verification={one.verification} />
    </article>
  )
}

function DueObligation({ one }: { one: Due['obligations'][number] }): ReactNode {
  const names = useNames()
  const { word, tone } = statusWords[one.status]
  return (
    <article className="stack tight">
      <div className="row">
        <Badge tone={tone}>{word}</Badge>
        <Link to="/duties" search={{ tab: 'checklist', open: `${one.obligation} ${one.actor}` }} data-row>
          <span className="reference">{one.obligation}</span> {one.text}
        </Link>
      </div>
      <p className="small quiet">
        {one.owner ? names.person(one.owner) : say('nobody sees to it')}
        {one.dueAt ? (
          <>
            {' '}
            · {say('by')} <Time at={one.dueAt} show="both" />
          </>
        ) : null}{' '}
        · {one.because}
      </p>
    </article>
  )
}
