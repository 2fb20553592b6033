// Other systems that are called about clocks: a pager, a chat, a ticket system.
import { type ReactNode, useState } from 'react'
import { addWebhook, listWebhooks, removeWebhook, tryWebhook } from '#assess/api/reminders.ts'
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

export function WebhooksTab(): ReactNode {
  const asked = useAsk(listWebhooks, {}, { timeless: true })
  const remove = useTell(removeWebhook)
  const attempt = useTell(tryWebhook)
  const [adding, setAdding] = useState(false)
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const again = () => void asked.refetch()
  return (
    <Card
      title={say('Systems that are called about clocks')}
      aside={
        <Button small icon="plus" onPress={() => setAdding(true)}>
          {say('Add a webhook')}
        </Button>
      }
    >
      <Problem error={remove.error ?? attempt.error} />
      <p className="small quiet">
        {say(
          'Each call is one signed JSON document: which report is due when, and a link. What happened and to whom stays here, unless it is TLP:CLEAR or TLP:GREEN; what is TLP:RED is never sent.',
        )}
      </p>
      {asked.data.items.length === 0 ? <p className="quiet">{say('None.')}</p> : null}
      <Called
        addresses={asked.data.items}
        onTry={(id) => attempt.tell({ id })}
        onRemove={(id) => remove.tell({ id }).then(again)}
      />
      {adding ? (
        <AddWebhook
          onClose={() => {
            setAdding(false)
            again()
          }}
        />
      ) : null}
    </Card>
  )
}

function AddWebhook({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(addWebhook)
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  if (secret) return <CallSecret secret={secret} onClose={onClose} />
  return (
    <Dialog title={say('Add a webhook')} open onClose={onClose}>
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
          placeholder="https://pager.example.org/hooks/tocsin"
          value={url}
          onChange={setUrl}
          error={errorAt(act.error, 'url')}
          required
        />
      </Form>
    </Dialog>
  )
}
