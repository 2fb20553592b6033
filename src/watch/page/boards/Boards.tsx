// Questions with their competing hypotheses: the list, and asking a new one.
import './boards.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { askQuestion, listQuestions, type QuestionShown } from '../../api/questions.ts'
import { questionStatuses } from '../../model/hypotheses.ts'
import { SearchBox } from '../SearchBox.tsx'
import { Pages } from '../stories/Stories.tsx'
import { AskQuestion } from './AskQuestion.tsx'

export function Boards(): ReactNode {
  const may = useMay()
  const [choice, choose] = useChoices('boards', 'text', 'after', 'add')
  const status = choice.boards === 'all' ? undefined : (questionStatuses.find((it) => it === choice.boards) ?? 'open')
  const questions = useAsk(
    listQuestions,
    {
      ...(status ? { status } : {}),
      ...(choice.text ? { text: choice.text } : {}),
      ...(choice.after ? { after: choice.after } : {}),
      limit: 50,
    },
    { keep: true },
  )
  const rows = questions.data?.items ?? []
  const words = { open: say('Open'), closed: say('Closed'), all: say('All') }
  return (
    <div className="stack">
      <div className="filters no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which boards')} className="segments wraps">
          {[...questionStatuses, 'all' as const].map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={(status ?? 'all') === one}
              onClick={() => choose({ boards: one === 'open' ? undefined : one, after: undefined })}
            >
              {words[one]}
            </button>
          ))}
        </div>
        <SearchBox
          label={say('Words in it')}
          value={choice.text ?? ''}
          onChange={(text) => choose({ text, after: undefined })}
        />
        {may(askQuestion) ? (
          <Button icon="plus" onPress={() => choose({ add: 'board' })}>
            {say('New board')}
          </Button>
        ) : null}
      </div>
      <Problem error={questions.error} onAgain={() => void questions.refetch()} />
      {questions.isPending ? <Skeleton lines={4} tall /> : null}
      {questions.data && rows.length === 0 ? (
        <Empty
          icon="search"
          title={choice.text || status !== 'open' ? say('No board fits') : say('No board is open')}
          action={
            may(askQuestion) ? (
              <Button onPress={() => choose({ add: 'board' })}>{say('Ask a first question')}</Button>
            ) : null
          }
        >
          {say(
            'A board holds one question ("Who is behind it?") with the answers that compete for it. Accepted claims are laid against each answer, and the answer with the least against it stays.',
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <>
          <p className="small quiet">{sayCount(questions.data?.total ?? 0, '{n} board', '{n} boards')}</p>
          <ul className="item-list">
            {rows.map((question) => (
              <Row key={question.id} question={question} />
            ))}
          </ul>
          <Pages
            first={choice.after === undefined}
            next={questions.data?.next ?? null}
            onGo={(after) => choose({ after }, 'push')}
          />
        </>
      ) : null}
      {choice.add === 'board' && may(askQuestion) ? <AskQuestion onClose={() => choose({ add: undefined })} /> : null}
    </div>
  )
}

function Row({ question }: { question: QuestionShown }): ReactNode {
  const glow = useGlow()
  const names = useNames()
  const considered = question.hypotheses.filter((it) => it.dropped === null)
  const { attribution } = question
  return (
    <li className={glow.has(question.id) ? 'item plain-item glow' : 'item plain-item'}>
      <div className="item-main">
        <Link to="/watch/boards/$id" params={{ id: question.id }} className="title-link" data-row>
          {question.text}
        </Link>
        <p className="small quiet wrap-anywhere">
          {considered.length > 0 ? considered.map((it) => it.text).join(' · ') : say('no hypothesis yet')}
        </p>
        <span className="row small">
          {question.kind === 'attribution' ? <Badge tone="bronze">{say('attribution')}</Badge> : null}
          {question.status === 'closed' ? <Badge tone="quiet">{say('closed')}</Badge> : null}
          <span>{sayCount(considered.length, '{n} hypothesis', '{n} hypotheses')}</span>
          {attribution?.standing ? (
            <Badge tone="good">{say('an attribution stands')}</Badge>
          ) : attribution ? (
            <Badge tone="warn">{say('an attribution waits for a second analyst')}</Badge>
          ) : null}
        </span>
      </div>
      <div className="item-side small quiet">
        <Tlp label={question.marking.tlp} />
        <Time at={question.askedAt} />
        <span>{names.person(question.askedBy)}</span>
      </div>
    </li>
  )
}
