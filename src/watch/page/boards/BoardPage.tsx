// One question: the matrix of evidence against hypotheses, what speaks against which, and the attribution of two analysts.
import '../watch.css'
import './boards.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { addHypothesis, closeQuestion, getQuestion, layEvidence } from '../../api/questions.ts'
import { AttributionCard } from './AttributionCard.tsx'
import { BoardDialogs, type BoardEdit } from './BoardDialogs.tsx'
import { Findings } from './Findings.tsx'
import { MarkMatrix } from './MarkMatrix.tsx'
import { QuestionNotes } from './QuestionNotes.tsx'

export type WholeQuestion = OutputOf<typeof getQuestion>

export function BoardPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const question = useAsk(getQuestion, { id }, { keep: true })
  const above = (
    <Link to="/watch" search={{ tab: 'boards' }}>
      ← {say('Boards')}
    </Link>
  )
  const it = question.data?.id === id ? question.data : undefined
  if (!it) {
    return (
      <Page title={say('Board')} above={above}>
        {question.isPending ? <Skeleton lines={8} /> : null}
        <Problem error={question.error} onAgain={() => void question.refetch()} />
      </Page>
    )
  }
  return <Whole key={id} question={it} above={above} />
}

function Whole({ question, above }: { question: WholeQuestion; above: ReactNode }): ReactNode {
  const may = useMay()
  const names = useNames()
  const [edit, setEdit] = useState<BoardEdit | null>(null)
  const open = question.status === 'open'
  const hypotheses = question.hypotheses.filter((it) => it.dropped === null)
  const rows = question.rows.filter((it) => it.dropped === null)
  return (
    <Page
      title={question.text}
      above={above}
      wide
      lead={
        <span className="row small">
          <MarkingBadge marking={question.marking} />
          {question.kind === 'attribution' ? <Badge tone="bronze">{say('attribution')}</Badge> : null}
          {open ? null : <Badge tone="quiet">{say('closed')}</Badge>}
          <span>
            {say('asked by {name}', { name: names.person(question.askedBy) })} <Time at={question.askedAt} />
          </span>
          {question.about.map((incident) => (
            <Link key={incident} to="/incidents/$id" params={{ id: incident }}>
              {say('its incident')}
            </Link>
          ))}
        </span>
      }
      actions={
        <>
          {open && may(layEvidence) ? (
            <Button kind="first" icon="plus" onPress={() => setEdit({ what: 'evidence' })}>
              {say('Lay evidence')}
            </Button>
          ) : null}
          {open && may(addHypothesis) ? (
            <Button icon="plus" onPress={() => setEdit({ what: 'hypothesis' })}>
              {say('Add a hypothesis')}
            </Button>
          ) : null}
          {may(closeQuestion) ? (
            <>
              {open ? <Button onPress={() => setEdit({ what: 'question' })}>{say('Change')}</Button> : null}
              <Button kind="quiet" onPress={() => setEdit({ what: open ? 'close' : 'reopen' })}>
                {open ? say('Close it') : say('Open it again')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {question.statusBecause ? <p className="note">{question.statusBecause}</p> : null}
      {hypotheses.length === 0 || rows.length === 0 ? (
        <Empty
          icon="search"
          title={hypotheses.length === 0 ? say('No hypothesis yet') : say('No evidence is laid yet')}
        >
          {hypotheses.length === 0
            ? say('Add every answer that could be true, "no attack at all" too. Then lay accepted claims against them.')
            : say('Lay claims of the ledger on the board. Then say of each how well it fits each hypothesis.')}
        </Empty>
      ) : (
        <MarkMatrix question={question} hypotheses={hypotheses} rows={rows} onEdit={setEdit} />
      )}
      <Dropped question={question} onEdit={setEdit} />
      <div className="board-parts">
        <Findings question={question} hypotheses={hypotheses} onEdit={setEdit} />
        <div className="stack">
          {question.kind === 'attribution' ? <AttributionCard question={question} hypotheses={hypotheses} /> : null}
          <QuestionNotes question={question} />
        </div>
      </div>
      {edit ? <BoardDialogs question={question} edit={edit} onClose={() => setEdit(null)} /> : null}
    </Page>
  )
}

/** What was dropped stays to be read, with the reason. */
function Dropped({ question, onEdit }: { question: WholeQuestion; onEdit: (edit: BoardEdit) => void }): ReactNode {
  const may = useMay()
  const dropped = question.hypotheses.filter((it) => it.dropped !== null)
  const away = question.rows.filter((it) => it.dropped !== null)
  if (dropped.length + away.length === 0) return null
  return (
    <details className="more-fields small">
      <summary>{say('Dropped, and why ({n})', { n: dropped.length + away.length })}</summary>
      <ul className="plain-list">
        {dropped.map((it) => (
          <li key={it.key}>
            <span className="row apart">
              <s>{it.text}</s>
              {may(addHypothesis) && question.status === 'open' ? (
                <Button small kind="quiet" onPress={() => onEdit({ what: 'consider', key: it.key })}>
                  {say('Consider it again')}
                </Button>
              ) : null}
            </span>
            <span className="quiet">{it.dropped}</span>
          </li>
        ))}
        {away.map((it) => (
          <li key={it.key}>
            <s>{it.claim?.proposition ?? it.text ?? say('a claim that you may not read')}</s>
            <span className="quiet">{it.dropped}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
