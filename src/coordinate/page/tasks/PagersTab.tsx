// How one is reached by a call-out or an urgent task: on the screen, by mail, and at addresses of one's own.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Called, CallSecret } from '#web/kit/Called.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { errorAt, Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { addPager, listPagers, removePager, tryPager } from '../../api/call-outs.ts'

export function PagersTab(): ReactNode {
  const asked = useAsk(listPagers, {}, { timeless: true })
  const remove = useTell(removePager)
  const attempt = useTell(tryPager)
  const [adding, setAdding] = useState(false)
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { mailPossible, address, items } = asked.data
  const again = () => void asked.refetch()
  return (
    <Card
      title={say('Where you are called')}
      aside={
        <Button small icon="plus" onPress={() => setAdding(true)}>
          {say('Add an address')}
        </Button>
      }
    >
      <Problem error={remove.error ?? attempt.error} />
      <p>{say('On every page of this node, while you are signed in.')}</p>
      <p>
        {mailPossible
          ? say('By mail to {address}', { address: address ?? say('no address') })
          : say('Not by mail: this node has no mail server.')}
      </p>
      <p className="small quiet">
        {say(
          'A pager, a gateway to your telephone, a chat of your own: it gets one signed JSON document with a link, and nothing of what happened unless that is TLP:CLEAR or TLP:GREEN.',
        )}
      </p>
      <Called
        addresses={items}
        onTry={(id) => attempt.tell({ id })}
        onRemove={(id) => remove.tell({ id }).then(again)}
      />
      {adding ? (
        <AddPager
          onClose={() => {
            setAdding(false)
            again()
          }}
        />
      ) : null}
    </Card>
  )
}

function AddPager({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(addPager)
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  if (secret) return <CallSecret secret={secret} onClose={onClose} />
  return (
    <Dialog title={say('Add an address')} open onClose={onClose}>
      <Form
        submit={say('Add it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ name, url }).then((made) => setSecret(made.secret))}
      >
        <TextField label={say('Name')} value={name} onChange={setName} required />
        <TextField
          label={say('Address')}
          type="url"
          placeholder="https://pager.example.org/hooks/me"
          value={url}
          onChange={setUrl}
          error={errorAt(act.error, 'url')}
          required
        />
      </Form>
    </Dialog>
  )
}
