// One recipient of a notice: whether it may go to them and why, whether they have it, and the next step.
import { type ReactNode, useState } from 'react'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { tellRecipient } from '../../api/duties.ts'
import { CheckDialog } from './CheckDialog.tsx'
import { ReceiptDialog, SkipDialog, TellDialog } from './TellDialogs.tsx'
import { channelWords, type NoticeShown, type RecipientShown } from './words.ts'

type Doing = 'check' | 'tell' | 'receipt' | 'skip' | null

export interface RecipientProps {
  notice: NoticeShown
  recipient: RecipientShown
}

export function RecipientCard({ notice, recipient }: RecipientProps): ReactNode {
  const { key, party, required, check, receipt, told } = recipient
  const [doing, setDoing] = useState<Doing>(null)
  const may = useMay()
  const names = useNames()
  const allowed = (event: string) =>
    may(tellRecipient) && notice.moves.some((move) => move.event === event && move.allowed)
  const notNow = notice.recipients.find((one) => one.key === key)?.notNow ?? null
  const reached = told?.state === 'sent' || told?.state === 'held' || told?.state === 'waiting'
  const current = check?.revision === notice.state.revision
  const close = () => setDoing(null)
  return (
    <article className="stack tight" aria-label={party.name}>
      <div className="row">
        <Standing recipient={recipient} />
        <strong>{party.name}</strong>
        {party.organisation ? <span className="quiet">{names.organisation(party.organisation)}</span> : null}
        {required ? <span className="small quiet">{say('asked for by the framework')}</span> : null}
      </div>
      {check ? (
        <>
          <p className="small">
            {current ? null : <Badge tone="warn">{say('of an older text')}</Badge>} {checkWord(check.text)} ·{' '}
            {names.actor(check.checkedBy)}, <Time at={check.checkedAt} />
          </p>
          <ul className="small recipient-reasons">
            {check.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      ) : null}
      {told ? (
        <p className="small">
          {channelWords[told.channel]}: {told.to}, {told.text === 'full' ? say('the whole text') : say('the tear-line')}
          , <Time at={told.at} show="both" />
          {told.error ? ` · ${told.error}` : null}
        </p>
      ) : null}
      {receipt ? (
        <p className="small">
          {say('They answered')}: {receipt.text}, <Time at={receipt.at} />
        </p>
      ) : null}
      {recipient.notToldBecause ? (
        <p className="small">{say('Not told: {why}', { why: recipient.notToldBecause })}</p>
      ) : null}
      <div className="row no-print">
        {allowed('check') && (!reached || !current) ? (
          <Button small kind={check && current ? 'plain' : 'first'} onPress={() => setDoing('check')}>
            {check ? say('Check again') : say('Check the release')}
          </Button>
        ) : null}
        {allowed('tell') && notNow === null ? (
          <Button small kind="first" onPress={() => setDoing('tell')}>
            {say('Tell them')}
          </Button>
        ) : null}
        {allowed('receive') && reached && !receipt ? (
          <Button small onPress={() => setDoing('receipt')}>
            {say('Record the receipt')}
          </Button>
        ) : null}
        {allowed('skip') && !reached && !recipient.notToldBecause ? (
          <Button small kind="quiet" onPress={() => setDoing('skip')}>
            {say('They are not told')}
          </Button>
        ) : null}
      </div>
      {doing === 'check' ? <CheckDialog notice={notice} recipient={recipient} onClose={close} /> : null}
      {doing === 'tell' ? <TellDialog notice={notice} recipient={recipient} onClose={close} /> : null}
      {doing === 'receipt' ? <ReceiptDialog notice={notice} recipient={recipient} onClose={close} /> : null}
      {doing === 'skip' ? <SkipDialog notice={notice} recipient={recipient} onClose={close} /> : null}
    </article>
  )
}

function checkWord(text: 'full' | 'tear-line' | 'none'): string {
  if (text === 'full') return say('All of it may go to them')
  return text === 'tear-line' ? say('Only the tear-line may go to them') : say('It may not go to them')
}

function Standing({ recipient: { told, check, receipt } }: Pick<RecipientProps, 'recipient'>): ReactNode {
  const [word, tone] = standingOf(told?.state, check?.may, receipt !== null)
  return <Badge tone={tone}>{word}</Badge>
}

function standingOf(told: string | undefined, may: boolean | undefined, receipted: boolean): [string, Tone] {
  if (told === 'sent') return [receipted ? say('Has it') : say('Told'), 'good']
  if (told === 'held') return [say('Held: exercise'), 'good']
  if (told === 'waiting') return [say('On its way'), 'accent']
  if (told === 'failed') return [say('Failed'), 'bad']
  if (may === undefined) return [say('Not checked'), 'warn']
  return may ? [say('May be told'), 'accent'] : [say('May not be told'), 'bad']
}
