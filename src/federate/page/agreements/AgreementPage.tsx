// One agreement: its words as a document, where it stands, what may be done next, what would flow, and what happened to it.
import './agreements.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { agreementFormats, agreementForms, endAgreement, exportAgreement, getAgreement } from '../../api/agreements.ts'
import { versionAtWork, whyNot, whyNotAlone } from '../../rules/agreements/lifecycle.ts'
import { FederateTabs } from '../Tabs.tsx'
import { type Act, ActDialog } from './ActDialog.tsx'
import { AnswerTimes } from './AnswerTimes.tsx'
import { EditTerms } from './EditTerms.tsx'
import { SignDialog } from './SignDialog.tsx'
import { Simulator } from './Simulator.tsx'
import { TermsShown } from './TermsShown.tsx'
import { Versions } from './Versions.tsx'
import { type AgreementShown, type Forms, statusWords } from './words.ts'

type Doing = Act | 'edit' | 'revise' | 'propose' | 'sign'

export function AgreementPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getAgreement, { id }, { keep: true })
  const forms = useAsk(agreementForms, {}, { timeless: true })
  const above = <Link to="/agreements">{say('Agreements')}</Link>
  const error = asked.error ?? forms.error
  if (!asked.data || !forms.data)
    return (
      <Page title={say('Agreement')} above={above}>
        {error ? <Problem error={error} onAgain={() => void asked.refetch()} /> : <Skeleton lines={6} tall />}
      </Page>
    )
  return <Whole agreement={asked.data} forms={forms.data} above={above} />
}

function Whole({ agreement, forms, above }: { agreement: AgreementShown; forms: Forms; above: ReactNode }): ReactNode {
  const may = useMay()
  const { asOf } = usePlace()
  const [doing, setDoing] = useState<Doing | null>(null)
  const { state } = agreement
  const close = () => setDoing(null)
  // The past is looked at, not acted in.
  const acts = may(endAgreement) && !asOf
  return (
    <Page
      title={state.terms.title}
      above={above}
      wide
      lead={say('With {peer}', { peer: agreement.peer.name })}
      actions={acts ? <Actions agreement={agreement} onDo={setDoing} /> : null}
    >
      <FederateTabs />
      <div className="stack">
        <Standing agreement={agreement} onDo={acts ? setDoing : null} />
        {asOf ? null : <AnswerTimes agreement={agreement.id} />}
        {state.next ? (
          <TermsShown
            title={say('Version {n}, which waits', { n: String(state.next.terms.version) })}
            {...state.next}
            agreement={agreement}
            forms={forms}
          />
        ) : null}
        <TermsShown
          title={say('Version {n}', { n: String(state.terms.version) })}
          aside={<Files agreement={agreement} />}
          terms={state.terms}
          signatures={state.signatures}
          agreement={agreement}
          forms={forms}
        />
        {state.next || state.history.length > 0 ? <Versions agreement={agreement} forms={forms} /> : null}
        {acts && state.status !== 'ended' ? <Simulator agreement={agreement} forms={forms} /> : null}
        <History agreement={agreement} />
      </div>
      {doing === 'edit' || doing === 'revise' ? (
        <EditTerms agreement={agreement} forms={forms} doing={doing} onClose={close} />
      ) : null}
      {doing === 'propose' || doing === 'sign' ? (
        <SignDialog agreement={agreement} doing={doing} onClose={close} />
      ) : null}
      {doing && doing !== 'edit' && doing !== 'revise' && doing !== 'propose' && doing !== 'sign' ? (
        <ActDialog agreement={agreement} act={doing} onClose={close} />
      ) : null}
    </Page>
  )
}

/** What the lifecycle lets this person do now. */
function Actions({ agreement, onDo }: { agreement: AgreementShown; onDo: (doing: Doing) => void }): ReactNode {
  const me = useMe()
  const { state, node } = agreement
  const { which } = versionAtWork(state)
  const { terms, signatures } = which === 'next' && state.next ? state.next : state
  const can = (event: Parameters<typeof whyNot>[1]) => whyNot(state, event, which) === null
  const alone = whyNotAlone(terms, state.authors, `person:${me.id}`)
  const theirs = signatures.length > 0 && !signatures.some((one) => one.node === node)
  const settled = whyNot(state, 'suspended') === null
  return (
    <>
      {can('proposed') && !alone ? (
        <Button kind="first" onPress={() => onDo('propose')}>
          {say('Sign and propose')}
        </Button>
      ) : null}
      {can('signed') && theirs ? (
        <Button kind="first" onPress={() => onDo('sign')}>
          {say('Counter-sign')}
        </Button>
      ) : null}
      {can('draft-changed') ? <Button onPress={() => onDo('edit')}>{say('Change the words')}</Button> : null}
      {settled && !state.next ? <Button onPress={() => onDo('revise')}>{say('New version')}</Button> : null}
      {can('declined') || state.next ? (
        <Button kind="quiet" onPress={() => onDo('decline')}>
          {theirs ? say('Decline') : say('Take back')}
        </Button>
      ) : null}
      {settled ? <Button onPress={() => onDo('review')}>{say('Looked at again')}</Button> : null}
      {state.suspended ? <Button onPress={() => onDo('resume')}>{say('Resume')}</Button> : null}
      {settled && !state.suspended ? (
        <Button kind="quiet" onPress={() => onDo('suspend')}>
          {say('Suspend')}
        </Button>
      ) : null}
      {whyNot(state, 'ended') === null ? (
        <Button kind="quiet" onPress={() => onDo('end')}>
          {say('End it')}
        </Button>
      ) : null}
    </>
  )
}

function Standing({
  agreement,
  onDo,
}: {
  agreement: AgreementShown
  onDo: ((doing: Doing) => void) | null
}): ReactNode {
  const me = useMe()
  const { state, overdue, reviewOn, peer, marking } = agreement
  const { which, status } = versionAtWork(state)
  const { terms } = which === 'next' && state.next ? state.next : state
  const alone = status === 'draft' ? whyNotAlone(terms, state.authors, `person:${me.id}`) : null
  const stopped: [string, typeof state.ended][] = [
    [say('Suspended by this side'), state.suspended],
    [say('Suspended by {peer}', { peer: peer.name }), state.suspendedByPeer],
    [say('Ended'), state.ended],
    [say('Last declined or taken back'), state.declined],
  ]
  return (
    <Card
      title={say('Where it stands')}
      aside={
        <span className="row">
          <Badge tone={statusWords[state.status].tone}>{say(statusWords[state.status].word)}</Badge>
          <MarkingBadge marking={marking} />
        </span>
      }
    >
      <div className="stack tight">
        {peer.trusted ? null : (
          <p className="note warn">
            {say('{peer} is not trusted now: nothing flows.', { peer: peer.name })}{' '}
            <Link to="/peers/$id" params={{ id: peer.id }}>
              {say('Look at its keys')}
            </Link>
          </p>
        )}
        {overdue ? (
          <p className="note warn row">
            {say('It was to be looked at again on {day}.', { day: reviewOn })}{' '}
            {onDo ? (
              <Button small onPress={() => onDo('review')}>
                {say('Write down that it was')}
              </Button>
            ) : null}
          </p>
        ) : (
          <p>{say('It is looked at again on {day}.', { day: reviewOn })}</p>
        )}
        {alone ? <p className="note">{alone}</p> : null}
        {stopped.map(([name, word]) =>
          word ? (
            <p key={name}>
              <strong>{name}</strong> <Time at={word.at} show="both" />: {word.reason}
            </p>
          ) : null,
        )}
      </div>
    </Card>
  )
}

function Files({ agreement: { id } }: { agreement: AgreementShown }): ReactNode {
  const { realm, asOf } = usePlace()
  return (
    <span className="row no-print">
      {agreementFormats.map((format) => (
        <a
          key={format}
          className={buttonClass('quiet')}
          href={addressOf(exportAgreement, { id, format }, { realm, ...(asOf ? { asOf } : {}) })}
          download
        >
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  )
}

function History({ agreement: { changes, peer, state } }: { agreement: AgreementShown }): ReactNode {
  const names = useNames()
  const who = (by: string) => (by.startsWith('peer:') ? peer.name : names.actor(by))
  return (
    <Card title={say('What happened')}>
      <ul className="plain-list stack tight">
        {changes.map(({ at, kind, by, what }) => (
          <li key={`${at} ${kind}`}>
            <p>
              <Time at={at} show="both" /> {what} <span className="quiet small">{who(by)}</span>
            </p>
          </li>
        ))}
      </ul>
      {state.shown.length > 0 ? (
        <details>
          <summary>{say('What was shown to whoever signed')}</summary>
          <ul className="plain-list small">
            {state.shown.map(({ version, digest, by }) => (
              <li key={digest} className="agreement-print">
                {say('Version {n}', { n: String(version) })}, {who(by)}: {digest}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  )
}
