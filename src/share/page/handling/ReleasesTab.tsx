// Proposals to mark records lower, and the decision of a second person: one click approves.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import {
  approveRelease,
  getRelease,
  listReleases,
  proposeAdvised,
  rejectRelease,
  withdrawRelease,
} from '../../api/releases.ts'
import { releaseStatuses } from '../../model/release.ts'
import { ProposeAllDialog } from './ProposeAllDialog.tsx'
import { notReleasedWord, statusTone, statusWord } from './words.ts'

type Release = OutputOf<typeof getRelease>

export function ReleasesTab(): ReactNode {
  const [{ status, release, after }, choose] = useChoices('status', 'release', 'after')
  const chosen = releaseStatuses.find((it) => it === status) ?? 'proposed'
  const asked = useAsk(listReleases, { status: chosen, ...(after ? { after } : {}) }, { keep: true })
  const names = useNames()
  const may = useMay()
  const [proposing, setProposing] = useState(false)
  return (
    <div className="stack">
      {may(proposeAdvised) ? (
        <div className="row no-print">
          <Button onPress={() => setProposing(true)}>{say('Propose all of an incident or a crisis')}</Button>
        </div>
      ) : null}
      {proposing ? <ProposeAllDialog onClose={() => setProposing(false)} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Which releases')} className="segments wraps no-print">
        {releaseStatuses.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={chosen === one}
            onClick={() => choose({ status: one === 'proposed' ? undefined : one, after: undefined })}
          >
            {statusWord(one)}
          </button>
        ))}
      </div>
      {asked.isPending ? <Skeleton lines={3} tall /> : null}
      {asked.error && !asked.data ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data?.items.length === 0 ? (
        <Empty title={say('No release of that kind.')}>
          {say('Choose records under Over-marking and propose to lower them.')}
        </Empty>
      ) : null}
      <ul className="plain-list stack">
        {asked.data?.items.map(({ id, state, marking }) => (
          <li key={id} className="card row apart">
            <span className="row">
              <Badge tone={statusTone(state.status)}>{statusWord(state.status)}</Badge>
              <strong>{sayCount(state.items.length, '{n} record', '{n} records')}</strong> {state.reason}
              <Tlp label={marking.tlp} />
            </span>
            <span className="row">
              <span className="small quiet">
                {names.actor(state.proposedBy)}, <Time at={state.proposedAt} />
              </span>
              <Button
                small
                aria-label={say('Look at it: {reason}', { reason: state.reason })}
                onPress={() => choose({ release: id }, 'push')}
              >
                {say('Look at it')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {asked.data?.next ? (
        <div className="row">
          <Button onPress={() => choose({ after: asked.data?.next ?? undefined }, 'push')}>{say('Further on')}</Button>
        </div>
      ) : null}
      {release ? <ReleaseDrawer id={release} onClose={() => choose({ release: undefined })} /> : null}
    </div>
  )
}

function ReleaseDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const asked = useAsk(getRelease, { id }, { hears: ['share.'] })
  return (
    <Dialog title={say('A release')} open drawer onClose={onClose}>
      {asked.isPending ? <Skeleton lines={5} /> : null}
      {asked.error && !asked.data ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data ? <ReleaseShown release={asked.data} /> : null}
    </Dialog>
  )
}

function ReleaseShown({ release }: { release: Release }): ReactNode {
  const names = useNames()
  const { state, items } = release
  return (
    <div className="stack">
      <p>
        <Badge tone={statusTone(state.status)}>{statusWord(state.status)}</Badge> {state.reason}
      </p>
      {state.despite ? (
        <p className="note warn">{say('Although its content asks for more: {why}', { why: state.despite })}</p>
      ) : null}
      <p className="small quiet">
        {say('Proposed by {name}', { name: names.actor(state.proposedBy) })}, <Time at={state.proposedAt} />
        {state.decided ? (
          <>
            . {say('Decided by {name}', { name: names.actor(state.decided.by) })}, <Time at={state.decided.at} />
            {state.decided.reason ? `: ${state.decided.reason}` : ''}
          </>
        ) : null}
      </p>
      <ul className="plain-list stack tight">
        {items.map((item) => (
          <li key={item.id} className="stack tight">
            <span>
              <span className="quiet">{recordWord(item.record)}</span>{' '}
              {item.title === null ? (
                say('you may not read it')
              ) : (
                <RecordLink to={item} className="title-link">
                  {item.title}
                </RecordLink>
              )}
            </span>
            <span className="row">
              <Tlp label={item.from} /> {say('to')} <Tlp label={item.to.tlp} />
              {item.mustBeRead ? <Badge tone="accent">{say('has sentences: read them')}</Badge> : null}
              {item.outcome?.done ? <Badge tone="good">{say('done')}</Badge> : null}
              {item.outcome && !item.outcome.done ? (
                <Badge tone="warn">{notReleasedWord(item.outcome.refusal)}</Badge>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {state.status === 'proposed' ? <Decide release={release} /> : null}
    </div>
  )
}

function Decide({ release }: { release: Release }): ReactNode {
  const may = useMay()
  const me = useMe()
  const approve = useTell(approveRelease)
  const [ending, setEnding] = useState<'reject' | 'withdraw' | null>(null)
  const own = release.state.proposedBy.split('/', 1)[0] === `person:${me.id}`
  const { id, version, whyNotApprove } = release
  return (
    <div className="stack tight no-print">
      <Problem error={approve.error} />
      <div className="row">
        {may(approveRelease) && whyNotApprove === null ? (
          <>
            <Button
              kind="first"
              isPending={approve.pending}
              onPress={() => void approve.tell({ id, version }).catch(() => undefined)}
            >
              {say('Release it')}
            </Button>
            <Button onPress={() => setEnding('reject')}>{say('Reject')}</Button>
          </>
        ) : null}
        {own && may(withdrawRelease) ? <Button onPress={() => setEnding('withdraw')}>{say('Withdraw')}</Button> : null}
      </div>
      {whyNotApprove ? <p className="small quiet">{whyNotApprove}</p> : null}
      {ending ? <EndDialog release={release} how={ending} onClose={() => setEnding(null)} /> : null}
    </div>
  )
}

interface EndProps {
  release: Release
  how: 'reject' | 'withdraw'
  onClose: () => void
}

function EndDialog({ release, how, onClose }: EndProps): ReactNode {
  const reject = useTell(rejectRelease)
  const withdraw = useTell(withdrawRelease)
  const act = how === 'reject' ? reject : withdraw
  const [reason, setReason] = useState('')
  const word = how === 'reject' ? say('Reject') : say('Withdraw')
  const { id, version } = release
  return (
    <Dialog title={word} open onClose={onClose}>
      <Form
        submit={word}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ id, version, reason }).then(onClose)}
      >
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </Dialog>
  )
}
