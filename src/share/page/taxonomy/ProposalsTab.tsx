// Proposals for the taxonomy: what is asked, who stands where, and deciding on it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import type { listTaxonomies } from '../../api/taxonomy.ts'
import { decideTermProposal, listTermProposals, withdrawTermProposal } from '../../api/taxonomy-proposals.ts'
import type { ProposalStatus, ProposedChange } from '../../model/taxonomy.ts'
import { titleOf } from '../../rules/taxonomy/proposal-record.ts'
import { PositionsShown } from './parts.tsx'
import type { VersionShown } from './standing.tsx'
import { VoicesDialog } from './VoicesDialog.tsx'

type Row = OutputOf<typeof listTermProposals>['items'][number]
type Listed = OutputOf<typeof listTaxonomies>['items']
const statusTones: Record<ProposalStatus, Tone> = {
  open: 'accent',
  accepted: 'good',
  refused: 'plain',
  withdrawn: 'quiet',
}
const statusWord: Record<ProposalStatus, string> = {
  open: 'Open',
  accepted: 'Accepted',
  refused: 'Refused',
  withdrawn: 'Taken back',
}

export function ProposalsTab({ version, listed }: { version: VersionShown; listed: Listed }): ReactNode {
  const asked = useAsk(listTermProposals, { series: version.state.series, limit: 200 }, { keep: true })
  const [open, setOpen] = useState<{ row: Row; what: 'voices' | 'decide' | 'withdraw' } | null>(null)
  const may = useMay()
  const me = useMe()
  const names = useNames()
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0)
    return (
      <Empty title={say('Nobody has proposed anything.')}>
        {say('Each organisation that may read the taxonomy can propose terms and mappings; begin at a term.')}
      </Empty>
    )
  const owner = version.moves.some(
    ({ event, because, allowed }) => event === 'edit' && (allowed || because !== notOurs),
  )
  return (
    <>
      <ul className="plain-list bordered">
        {asked.data.items.map((row) => {
          const { state } = row
          const mine = state.organisation === me.organisation.id
          return (
            <li key={row.id} className="stack tight">
              <p className="row">
                <strong>{titleOf(state.change)}</strong>
                <Badge tone={statusTones[state.status]}>{say(statusWord[state.status])}</Badge>
                <Tlp label={row.marking.tlp} />
                <span className="small quiet">
                  {names.organisation(state.organisation ?? '')}, {say('to {edition}', { edition: state.edition })},{' '}
                  <Time at={state.openedAt} />
                </span>
              </p>
              <Asked change={state.change} />
              <p>{state.reason}</p>
              {state.decided ? (
                <p className="small">
                  {names.actor(state.decided.by)}: {state.decided.reason}
                </p>
              ) : null}
              <PositionsShown positions={row.positions} />
              <div className="row no-print">
                <Button small onPress={() => setOpen({ row, what: 'voices' })}>
                  {say('Comments')}
                  <span className="unseen"> {titleOf(state.change)}</span>
                </Button>
                {state.status === 'open' && owner && may(decideTermProposal) ? (
                  <Button small onPress={() => setOpen({ row, what: 'decide' })}>
                    {say('Decide')}
                    <span className="unseen"> {titleOf(state.change)}</span>
                  </Button>
                ) : null}
                {state.status === 'open' && mine && may(withdrawTermProposal) ? (
                  <Button small kind="quiet" onPress={() => setOpen({ row, what: 'withdraw' })}>
                    {say('Take it back')}
                    <span className="unseen"> {titleOf(state.change)}</span>
                  </Button>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
      {open?.what === 'voices' ? (
        <VoicesDialog
          kind="share.taxonomyProposal"
          on={open.row.id}
          title={titleOf(open.row.state.change)}
          open={open.row.state.status === 'open'}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.what === 'decide' ? <Decide row={open.row} listed={listed} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'withdraw' ? <Withdraw row={open.row} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

const notOurs = 'It belongs to another organisation.'

function Asked({ change }: { change: ProposedChange }): ReactNode {
  const words: [string, string | null][] =
    change.do === 'add'
      ? [
          [say('Word'), change.term.label],
          [say('Means'), change.term.about],
        ]
      : change.do === 'change'
        ? [
            [say('Word'), change.label ?? null],
            [say('Means'), change.about ?? null],
            [say('Under'), change.broader ?? null],
          ]
        : change.do === 'map'
          ? [[say('Relation'), change.row.relation]]
          : []
  const said = words.filter(([, value]) => value !== null)
  if (said.length === 0) return null
  return (
    <dl className="facts">
      {said.map(([name, value]) => (
        <div key={name} className="row">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Decide({ row, listed, onClose }: { row: Row; listed: Listed; onClose: () => void }): ReactNode {
  const decide = useTell(decideTermProposal)
  const drafts = listed.filter((one) => one.state.series === row.state.series && one.state.status === 'draft')
  const [outcome, setOutcome] = useState('accepted')
  const [into, setInto] = useState(drafts.find((one) => one.id === row.state.taxonomy)?.id ?? drafts[0]?.id ?? '')
  const [reason, setReason] = useState('')
  const accepted = outcome === 'accepted'
  const send = () =>
    decide
      .tell({
        ...{ id: row.id, version: row.version, outcome: accepted ? 'accepted' : 'refused', reason },
        ...(accepted && into ? { into } : {}),
      })
      .then(onClose)
  return (
    <Dialog title={titleOf(row.state.change)} open onClose={onClose}>
      <Form submit={say('Decide')} pending={decide.pending} error={decide.error} onSubmit={send}>
        <RadioField
          label={say('Decision')}
          value={outcome}
          onChange={setOutcome}
          choices={[
            { value: 'accepted', label: say('Accept it into a draft') },
            { value: 'refused', label: say('Refuse it') },
          ]}
        />
        {accepted ? (
          <SelectField
            label={say('Into')}
            value={into}
            onChange={setInto}
            none={say('The version it was made to')}
            choices={drafts.map((one) => ({ value: one.id, label: `${one.state.title} ${one.state.edition}` }))}
          />
        ) : null}
        <TextField label={say('Why')} lines={3} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </Dialog>
  )
}

function Withdraw({ row, onClose }: { row: Row; onClose: () => void }): ReactNode {
  const act = useTell(withdrawTermProposal)
  const [reason, setReason] = useState('')
  const send = () => act.tell({ id: row.id, version: row.version, reason }).then(onClose)
  return (
    <Dialog title={titleOf(row.state.change)} open onClose={onClose}>
      <Form submit={say('Take it back')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </Dialog>
  )
}
