// What can be done next with a product, and by whom: four eyes, giving back, release, withdrawal.
import { type ReactNode, useState } from 'react'
import type { Contract } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import * as api from '../../api/products.ts'
import type { ProductEvent } from '../../model/product.ts'
import type { ProductShown } from './ProductPage.tsx'
import { ReleaseDialog } from './ReleaseDialog.tsx'
import { eventWord } from './words.ts'

type Doing = Exclude<ProductEvent, 'receive'>
const contracts: Record<Doing, Contract> = {
  edit: api.redraftProduct,
  'put-forward': api.putForward,
  approve: api.approveProduct,
  return: api.returnProduct,
  release: api.releaseProduct,
  withdraw: api.withdrawProduct,
}
const order: readonly Doing[] = ['put-forward', 'approve', 'release', 'return', 'edit', 'withdraw']
const first: readonly Doing[] = ['put-forward', 'approve', 'release']
/** The step that one waits for in each state: only there is it said why it cannot be done. */
const awaited: Partial<Record<ProductShown['state']['status'], Doing>> = {
  draft: 'put-forward',
  'for-approval': 'approve',
  approved: 'release',
}

export function Moves({ product }: { product: ProductShown }): ReactNode {
  const [doing, setDoing] = useState<Doing | null>(null)
  const may = useMay()
  const close = () => setDoing(null)
  const allowed = (event: Doing) => product.moves.some((move) => move.event === event && move.allowed)
  const waits = awaited[product.state.status]
  const why = waits ? product.moves.find((move) => move.event === waits && !move.allowed)?.because : null
  return (
    <Card title={say('What comes next')} className="no-print">
      <div className="stack tight">
        <Stands product={product} />
        <div className="row">
          {order
            .filter((event) => allowed(event) && may(contracts[event]))
            .map((event) => (
              <Button
                key={event}
                kind={first.includes(event) ? 'first' : event === 'withdraw' ? 'quiet' : 'plain'}
                onPress={() => setDoing(event)}
              >
                {eventWord(event)}
              </Button>
            ))}
        </div>
        {waits && why ? (
          <p className="small quiet">
            {eventWord(waits)}: {why}
          </p>
        ) : null}
      </div>
      {doing === 'release' ? <ReleaseDialog product={product} onClose={close} /> : null}
      {doing && doing !== 'release' ? <MoveDialog product={product} doing={doing} onClose={close} /> : null}
    </Card>
  )
}

function Stands({ product: { state } }: { product: ProductShown }): ReactNode {
  const names = useNames()
  const stopped = state.withdrawn ?? state.returned
  const needed = state.approvalsNeeded - state.approvals.length
  return (
    <>
      {stopped ? (
        <p className="note warn">
          {state.withdrawn
            ? say('{name} withdrew it: {why}', { name: names.actor(stopped.by), why: stopped.reason })
            : say('{name} gave it back: {why}', { name: names.actor(stopped.by), why: stopped.reason })}{' '}
          <Time at={stopped.at} />
        </p>
      ) : null}
      {state.approvals.map(({ by, at }) => (
        <p key={by} className="small">
          {say('Approved by {name}', { name: names.actor(by) })} <Time at={at} />
        </p>
      ))}
      {state.status === 'for-approval' || state.status === 'draft' ? (
        <p className="small quiet">
          {sayCount(
            needed,
            '{n} person who wrote nothing in it has to approve it. Written by: {names}.',
            '{n} persons who wrote nothing in it have to approve it. Written by: {names}.',
            { names: state.authors.map(names.actor).join(', ') },
          )}
        </p>
      ) : null}
    </>
  )
}

interface MoveProps {
  product: ProductShown
  doing: Exclude<Doing, 'release'>
  onClose: () => void
}

function MoveDialog({ product, doing, onClose }: MoveProps): ReactNode {
  const tells = {
    edit: useTell(api.redraftProduct),
    'put-forward': useTell(api.putForward),
    approve: useTell(api.approveProduct),
    return: useTell(api.returnProduct),
    withdraw: useTell(api.withdrawProduct),
  }
  const [reason, setReason] = useState('')
  const at = { id: product.id, version: product.version }
  const asks = doing === 'return' || doing === 'withdraw'

  async function send(): Promise<void> {
    if (doing === 'edit') {
      const { lost, drifted } = await tells.edit.tell(at)
      toast(
        lost.length + drifted.length === 0
          ? say('Drafted again from the record.')
          : say('Drafted again. {lost} sentences of persons went, {drifted} say other than the record now.', {
              lost: lost.length,
              drifted: drifted.length,
            }),
      )
    }
    if (doing === 'put-forward') await tells['put-forward'].tell(at)
    if (doing === 'approve') await tells.approve.tell(at)
    if (doing === 'return') await tells.return.tell({ ...at, reason: reason.trim() })
    if (doing === 'withdraw') await tells.withdraw.tell({ ...at, reason: reason.trim() })
    if (doing !== 'edit') toast(say('Done. It stays in the record.'))
    onClose()
  }

  return (
    <Dialog title={eventWord(doing)} open onClose={onClose}>
      <Form
        submit={eventWord(doing)}
        danger={doing === 'withdraw'}
        pending={tells[doing].pending}
        error={tells[doing].error}
        onSubmit={send}
      >
        <p>{what(doing)}</p>
        {asks ? (
          <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} maxLength={2000} />
        ) : null}
      </Form>
    </Dialog>
  )
}

function what(doing: MoveProps['doing']): string {
  return {
    edit: say('Takes what was recorded since. Sentences that persons wrote stay where they still belong.'),
    'put-forward': say('Those who wrote nothing in it can approve it or give it back.'),
    approve: say('You have read it, and stand for it. What is approved is what every file says.'),
    return: say('It goes back to those who write it. Approvals end by it.'),
    withdraw: say('Nobody is to use it any more. It stays in the record, and its files say so.'),
  }[doing]
}
