// Releasing a product: by mail from this node, or given by a person. And the receipt of who has it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { recordProductReceipt, releaseProduct } from '../../api/products.ts'
import type { ProductFormat } from '../../model/product.ts'
import { mayBePublic } from '../../rules/products/printed.ts'
import type { ProductShown } from './ProductPage.tsx'
import { formatWords, releaseTones, releaseWord } from './words.ts'

interface Props {
  product: ProductShown
  onClose: () => void
}

export function ReleaseDialog({ product, onClose }: Props): ReactNode {
  const telling = useTell(releaseProduct)
  const [channel, setChannel] = useState('hand')
  const [to, setTo] = useState('')
  const [format, setFormat] = useState<ProductFormat>('pdf')
  const [at, setAt] = useState('')
  const [receipt, setReceipt] = useState('')
  const byHand = channel === 'hand'
  const open = channel === 'public'
  const when = fromTyped(at)
  async function send(): Promise<void> {
    await telling.tell({
      ...{ id: product.id, version: product.version, format },
      channel: byHand ? 'hand' : open ? 'public' : 'email',
      to: open ? say('Everybody') : to.trim(),
      ...(byHand && when ? { at: when } : {}),
      ...(byHand && receipt.trim() ? { receipt: receipt.trim() } : {}),
    })
    toast(
      open
        ? say('It stands on the public feed.')
        : byHand
          ? say('Recorded.')
          : say('It leaves within seconds; how that ends stands here.'),
    )
    onClose()
  }
  return (
    <Dialog title={say('Release it')} open onClose={onClose}>
      <Form
        submit={open ? say('Release it to the public') : byHand ? say('Record it') : say('Send it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <RadioField
          label={say('How')}
          value={channel}
          onChange={setChannel}
          choices={[
            { value: 'hand', label: say('I give it, or gave it, myself') },
            {
              value: 'email',
              label: say('By mail from this node'),
              hint: say('Above TLP:GREEN it is only attached where the receiver has an OpenPGP key here.'),
            },
            ...(mayBePublic(product.marking)
              ? [{ value: 'public', label: say('To the public, on the feed of this node') }]
              : []),
          ]}
        />
        {open ? null : (
          <>
            <TextField
              label={byHand ? say('To whom') : say('Mail address')}
              type={byHand ? 'text' : 'email'}
              value={to}
              onChange={setTo}
              required
              minLength={3}
              maxLength={500}
            />
            <SelectField
              label={say('As')}
              value={format}
              onChange={(value) => setFormat(product.formats.find((one) => one === value) ?? 'pdf')}
              choices={product.formats.map((value) => ({ value, label: formatWords[value] }))}
            />
          </>
        )}
        {byHand ? (
          <>
            <TextField
              label={say('When')}
              hint={say('Now, where it is empty.')}
              type="datetime-local"
              value={at}
              onChange={setAt}
              optional
            />
            <TextField
              label={say('What they answered')}
              value={receipt}
              onChange={setReceipt}
              maxLength={2000}
              optional
            />
          </>
        ) : null}
      </Form>
    </Dialog>
  )
}

export function Releases({ product }: { product: ProductShown }): ReactNode {
  const [receiving, setReceiving] = useState<string | null>(null)
  const names = useNames()
  const may = useMay()
  if (product.state.releases.length === 0) return null
  return (
    <Card title={say('Released to')}>
      <ol className="plain-list small">
        {product.state.releases.toReversed().map((one) => (
          <li key={one.id}>
            <span className="row">
              <Badge tone={releaseTones[one.state]}>{releaseWord(one.state)}</Badge>
              <strong className="wrap-anywhere">{one.to}</strong>
            </span>{' '}
            {formatWords[one.format]} · {names.actor(one.by)} <Time at={one.at} show="exact" />
            {one.error && one.state === 'failed' ? <span className="error">{one.error}</span> : null}
            {one.receipt ? (
              <span className="note good">{say('Receipt: {text}', { text: one.receipt.text })}</span>
            ) : may(recordProductReceipt) && one.state !== 'failed' ? (
              <span>
                <Button small onPress={() => setReceiving(one.id)}>
                  {say('Record a receipt')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {receiving ? <ReceiptDialog product={product} release={receiving} onClose={() => setReceiving(null)} /> : null}
    </Card>
  )
}

function ReceiptDialog({ product, release, onClose }: Props & { release: string }): ReactNode {
  const telling = useTell(recordProductReceipt)
  const [text, setText] = useState('')
  const send = () =>
    telling.tell({ id: product.id, version: product.version, release, text: text.trim() }).then(onClose)
  return (
    <Dialog title={say('Record a receipt')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={telling.pending} error={telling.error} onSubmit={send}>
        <TextField
          label={say('What the receiver answered')}
          value={text}
          onChange={setText}
          required
          maxLength={2000}
        />
      </Form>
    </Dialog>
  )
}
