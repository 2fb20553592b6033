// NIS2 Article 29(4): what is owed to the authority about clusters that were joined or left, telling it, and the receipt.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import {
  dropArrangementNotice,
  listArrangementNotices,
  receiptOfArrangement,
  tellOfArrangement,
} from '../../api/clusters.ts'

type Row = OutputOf<typeof listArrangementNotices>['items'][number]
type What = 'tell' | 'receipt' | 'drop'

export function NoticesTab(): ReactNode {
  const [{ all }, choose] = useChoices('all')
  const asked = useAsk(listArrangementNotices, { open: all !== 'yes', limit: 200 }, { keep: true })
  const may = useMay()
  const [open, setOpen] = useState<{ row: Row; what: What } | null>(null)
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  return (
    <div className="stack">
      <p className="quiet">
        {say(
          'NIS2 Article 29(4): essential and important entities tell the competent authority that they take part in a sharing arrangement, upon entering it, and that they withdrew, once that takes effect.',
        )}
      </p>
      <CheckField
        label={say('Also those that are done')}
        value={all === 'yes'}
        onChange={(on) => choose({ all: on ? 'yes' : undefined })}
      />
      {asked.data.items.length === 0 ? <Empty title={say('Nothing is owed.')} /> : null}
      <ul className="plain-list bordered">
        {asked.data.items.map((row) => (
          <li key={`${row.membership} ${row.notice.key}`} className="stack tight">
            <p className="row">
              <strong>{row.name}</strong>
              <span>{row.notice.what === 'joined' ? say('joined') : say('left')}</span>
              <Link to="/clusters/$id" params={{ id: row.cluster }}>
                {row.clusterName}
              </Link>
              <Time at={row.notice.since} show="both" />
              <StatusShown row={row} />
            </p>
            {row.notice.told ? (
              <p className="small">
                {say('To {to}:', { to: row.notice.told.to })} {row.notice.told.text}
              </p>
            ) : null}
            {row.notice.receipt ? (
              <p className="small">
                {say('They answered:')} {row.notice.receipt.text} <Time at={row.notice.receipt.at} />
              </p>
            ) : null}
            {row.notice.notOwed ? <p className="small">{row.notice.notOwed.reason}</p> : null}
            <div className="row no-print">
              {row.notice.status === 'open' && row.notice.told?.state !== 'waiting' && may(tellOfArrangement) ? (
                <>
                  <Button small onPress={() => setOpen({ row, what: 'tell' })}>
                    {say('Tell the authority')}
                    <span className="unseen"> {row.clusterName}</span>
                  </Button>
                  <Button small kind="quiet" onPress={() => setOpen({ row, what: 'drop' })}>
                    {say('It is not owed')}
                    <span className="unseen"> {row.clusterName}</span>
                  </Button>
                </>
              ) : null}
              {row.notice.status === 'told' && !row.notice.receipt && may(receiptOfArrangement) ? (
                <Button small onPress={() => setOpen({ row, what: 'receipt' })}>
                  {say('They answered')}
                  <span className="unseen"> {row.clusterName}</span>
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {open?.what === 'tell' ? <TellDialog row={open.row} onClose={() => setOpen(null)} /> : null}
      {open && open.what !== 'tell' ? (
        <WordsDialog row={open.row} what={open.what} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  )
}

function StatusShown({ row: { notice } }: { row: Row }): ReactNode {
  if (notice.status === 'told') return <Badge tone="good">{say('Told')}</Badge>
  if (notice.status === 'not-owed') return <Badge tone="quiet">{say('Not owed')}</Badge>
  if (notice.told?.state === 'waiting') return <Badge tone="accent">{say('On its way')}</Badge>
  if (notice.told?.state === 'failed') return <Badge tone="bad">{say('The mail failed')}</Badge>
  return <Badge tone="warn">{say('Owed')}</Badge>
}

function TellDialog({ row, onClose }: { row: Row; onClose: () => void }): ReactNode {
  const tell = useTell(tellOfArrangement)
  const [how, setHow] = useState('hand')
  const [to, setTo] = useState('')
  const [text, setText] = useState(row.text)
  const [at, setAt] = useState('')
  const when = fromTyped(at)
  const mail = how === 'mail'
  const send = () =>
    tell
      .tell({
        ...{ id: row.membership, version: row.version, key: row.notice.key, to, text },
        how: mail ? 'mail' : 'hand',
        ...(when && !mail ? { at: when } : {}),
      })
      .then(onClose)
  return (
    <Dialog title={say('Tell the authority')} open onClose={onClose}>
      <Form
        submit={mail ? say('Send it now') : say('Keep it')}
        pending={tell.pending}
        error={tell.error}
        onSubmit={send}
      >
        <RadioField
          label={say('How')}
          value={how}
          onChange={setHow}
          choices={[
            { value: 'hand', label: say('It was handed over: on a portal, by letter, by telephone') },
            { value: 'mail', label: say('By mail from this node') },
          ]}
        />
        <TextField
          label={mail ? say('Mail address') : say('To whom')}
          type={mail ? 'email' : 'text'}
          value={to}
          onChange={setTo}
          required
          minLength={3}
        />
        <TextField label={say('Text')} lines={5} value={text} onChange={setText} required minLength={3} />
        {mail ? null : (
          <TextField
            label={say('When')}
            hint={say('Left empty: now.')}
            type="datetime-local"
            value={at}
            onChange={setAt}
            optional
          />
        )}
      </Form>
    </Dialog>
  )
}

function WordsDialog({ row, what, onClose }: { row: Row; what: 'receipt' | 'drop'; onClose: () => void }): ReactNode {
  const receipt = useTell(receiptOfArrangement)
  const drop = useTell(dropArrangementNotice)
  const act = what === 'receipt' ? receipt : drop
  const [text, setText] = useState('')
  const of = { id: row.membership, version: row.version, key: row.notice.key }
  const send = () =>
    what === 'receipt' ? receipt.tell({ ...of, text }).then(onClose) : drop.tell({ ...of, reason: text }).then(onClose)
  return (
    <Dialog title={what === 'receipt' ? say('They answered') : say('It is not owed')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={what === 'receipt' ? say('What they answered') : say('Why not')}
          lines={3}
          value={text}
          onChange={setText}
          required
          minLength={3}
        />
      </Form>
    </Dialog>
  )
}
