// One clock in full: how it was computed, what moved it and why, what was handed in, and what can be done about it.
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { getDuty } from '../../../api/duties.ts'
import { draftDutyReport } from '../../../api/duty-reports.ts'
import { sayArticle } from '../../../rules/clocks/say-time.ts'
import { DueShown } from '../DueShown.tsx'
import type { LawWords } from '../law-index.ts'
import { Moment } from '../Moment.tsx'
import { statusWord } from '../report/words.ts'
import { TimeLeft } from '../TimeLeft.tsx'
import { recipientWord } from '../words.ts'
import { ProlongForm, RequestForm, RuleOutForm, SubmissionForm } from './DutyForms.tsx'
import { useDrafts } from './use-drafts.ts'

export type DutyShown = OutputOf<typeof getDuty>

export interface DutyDrawerProps {
  id: string
  words: LawWords
  onClose: () => void
}

export function DutyDrawer({ id, words, onClose }: DutyDrawerProps): ReactNode {
  const duty = useAsk(getDuty, { id }, { keep: true, hears: ['assess.duty'] })
  const shown = duty.data?.id === id ? duty.data : undefined
  return (
    <Dialog title={shown?.state.name ?? say('Clock')} open drawer onClose={onClose}>
      <Problem error={duty.error} onAgain={() => void duty.refetch()} />
      {duty.isPending ? <Skeleton lines={6} tall /> : null}
      {shown ? <Whole duty={shown} words={words} /> : null}
    </Dialog>
  )
}

type Doing = 'submit' | 'prolong' | 'request' | 'rule-out'

function Whole({ duty, words }: { duty: DutyShown; words: LawWords }): ReactNode {
  const [doing, setDoing] = useState<Doing | null>(null)
  const { state } = duty
  const zone = state.timeZone
  const owed = state.status === 'waiting' || state.status === 'running'
  const doings = useRef<HTMLDivElement>(null)
  function close(): void {
    setDoing(null)
    // The form goes, and the focus with it: without this, Esc would close nothing.
    requestAnimationFrame(() => doings.current?.querySelector<HTMLElement>('a, button')?.focus())
  }
  return (
    <>
      <div className="stack tight">
        <p>
          <strong>{state.entityName}</strong> · {words.regimeWord(state.regime)} · {sayArticle(state.article)}
        </p>
        <p>
          {say('To:')} <strong>{state.recipients.map(recipientWord).join(', ')}</strong>
        </p>
        {owed && state.dueAt ? (
          <p className="next-clock">
            <TimeLeft due={state.dueAt} large />
            <Moment at={state.dueAt} zone={zone} />
          </p>
        ) : null}
        <span className="row small">
          <MarkingBadge marking={duty.marking} />
          {state.tentative ? (
            <Badge tone="quiet">{say('may be owed: the verdict or a condition is still open')}</Badge>
          ) : null}
          {state.mandatory ? null : <Badge tone="quiet">{say('voluntary')}</Badge>}
        </span>
        {state.breachedAt ? (
          <p className="note warn">
            {say('A limit passed without the report:')}{' '}
            <Moment at={state.breaches[0]?.due ?? state.breachedAt} zone={zone} />.{' '}
            {say('That stays in the record, whatever comes after.')}
          </p>
        ) : null}
        {state.ended ? (
          <p className="note">
            {say('The law does not ask for it any more: {why}', { why: state.ended.because })} {state.ended.article}{' '}
            <Time at={state.ended.at} />
          </p>
        ) : null}
        {state.prolonged ? (
          <p className="note">
            {say('{who} granted more time, until', { who: state.prolonged.grantedBy })}{' '}
            <Moment at={state.prolonged.until} zone={zone} />: {state.prolonged.reason}
          </p>
        ) : null}
      </div>
      <Doings duty={duty} doing={doing} place={doings} onDo={setDoing} />
      {doing === 'submit' ? <SubmissionForm duty={duty} onDone={close} /> : null}
      {doing === 'prolong' ? <ProlongForm duty={duty} onDone={close} /> : null}
      {doing === 'request' ? <RequestForm duty={duty} onDone={close} /> : null}
      {doing === 'rule-out' && duty.conditional ? (
        <RuleOutForm duty={duty} words={duty.conditional} onDone={close} />
      ) : null}
      <section className="stack tight">
        <h3>{say('How it was computed')}</h3>
        <DueShown due={state.due} zone={zone} factWord={words.factWord} />
        {state.clock.at !== state.due.at ? (
          <details className="small">
            <summary>{say('By the law alone')}</summary>
            <DueShown due={state.clock} zone={zone} factWord={words.factWord} />
          </details>
        ) : null}
        <p className="small quiet">{say('Judged by the law of {version}.', { version: state.lawVersion })}</p>
      </section>
      <Submissions duty={duty} />
      <Moves duty={duty} />
      <History duty={duty} />
      <p className="small">
        <Link to="/assess/$id" params={{ id: state.assessment }}>
          {say('The assessment it comes from')}
        </Link>
      </p>
    </>
  )
}

interface DoingsProps {
  duty: DutyShown
  doing: Doing | null
  place: RefObject<HTMLDivElement | null>
  onDo: (doing: Doing | null) => void
}

function Doings({ duty, doing, place, onDo }: DoingsProps): ReactNode {
  const { state } = duty
  const navigate = useNavigate()
  const drafting = useTell(draftDutyReport)
  const may = useMay()
  const draft = useDrafts({ duty: duty.id }).get(duty.id)
  const owed = state.status === 'waiting' || state.status === 'running'
  const onRequest = state.clock.kind === 'on_request'
  const button = (what: Doing, word: string) => (
    <Button key={what} aria-expanded={doing === what} onPress={() => onDo(doing === what ? null : what)}>
      {word}
    </Button>
  )
  async function write(): Promise<void> {
    const made = await drafting.tell({ duty: duty.id })
    await navigate({ to: '/duty-reports/$id', params: { id: made.id }, search: {} })
  }
  return (
    <div className="stack tight no-print" ref={place}>
      <div className="row">
        {draft ? (
          <Link to="/duty-reports/$id" params={{ id: draft.id }} className={buttonClass('first')}>
            {say('Open its report ({state})', { state: statusWord(draft.status).toLowerCase() })}
          </Link>
        ) : may(draftDutyReport) && duty.mayChange && state.status !== 'ended' ? (
          <Button kind="first" isPending={drafting.pending} onPress={() => void write().catch(() => undefined)}>
            {say('Write its report')}
          </Button>
        ) : null}
        {duty.mayChange && (owed || state.status === 'submitted')
          ? button('submit', state.status === 'submitted' ? say('Handed in again') : say('It was handed in'))
          : null}
        {duty.mayChange && owed ? button('prolong', say('More time was granted')) : null}
        {duty.mayChange && owed && onRequest ? button('request', say('It was asked for')) : null}
        {duty.mayChange && duty.conditional && (owed || state.ruledOut)
          ? button('rule-out', state.ruledOut ? say('It is owed after all') : say('The act lets it be left out'))
          : null}
      </div>
      <Problem error={drafting.error} />
    </div>
  )
}

function Submissions({ duty }: { duty: DutyShown }): ReactNode {
  const names = useNames()
  const { submissions, timeZone } = duty.state
  if (submissions.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{say('Handed in')}</h3>
      <ul className="plain-list small">
        {submissions.map((it) => (
          <li key={`${it.at}/${it.to}`}>
            <span>
              <Moment at={it.at} zone={timeZone} /> · {it.to} · {it.channel}
            </span>
            {it.late ? <span className="late">{say('after its limit')}</span> : null}
            {it.lateBecause ? <span>{say('Why: {why}', { why: it.lateBecause })}</span> : null}
            {it.receipt ? <span>{say('Receipt: {text}', { text: it.receipt })}</span> : null}
            <span className="quiet">{names.actor(it.by)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Moves({ duty }: { duty: DutyShown }): ReactNode {
  const names = useNames()
  const { moves, timeZone } = duty.state
  if (moves.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{say('What moved it')}</h3>
      <ol className="plain-list small">
        {moves.toReversed().map((move) => (
          <li key={`${move.at}/${move.to}`}>
            <span>
              {move.from ? <Moment at={move.from} zone={timeZone} /> : say('no moment')} →{' '}
              <strong>{move.to ? <Moment at={move.to} zone={timeZone} /> : say('no moment')}</strong>
            </span>
            <span>{move.because}</span>
            <span className="quiet">
              {names.actor(move.by)} <Time at={move.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function History({ duty }: { duty: DutyShown }): ReactNode {
  const names = useNames()
  return (
    <details className="small">
      <summary>{say('Everything that happened to it')}</summary>
      <ol className="plain-list">
        {duty.history.toReversed().map((line) => (
          <li key={line.entry}>
            <span>{line.text}</span>
            <span className="quiet">
              {names.actor(line.by)} <Time at={line.at} show="both" />
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
