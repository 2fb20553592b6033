// API tokens: made here, shown once.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { present, Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { createToken, listTokens, revokeToken } from '../api.ts'

export function TokensTab(): ReactNode {
  const tokens = useAsk(listTokens, {}, { timeless: true })
  const revoke = useTell(revokeToken)
  const [making, setMaking] = useState(false)
  if (tokens.isPending) return <Skeleton lines={3} />
  if (!tokens.data) return <Problem error={tokens.error} onAgain={() => void tokens.refetch()} />
  return (
    <Card
      title={say('API tokens')}
      aside={
        <Button small icon="plus" onPress={() => setMaking(true)}>
          {say('Make a token')}
        </Button>
      }
    >
      <Problem error={revoke.error} />
      {tokens.data.items.length === 0 ? (
        <p className="quiet">
          {say('None. A token lets a program do what you may, or less, until a day that you choose.')}
        </p>
      ) : null}
      <ul className="plain-list">
        {tokens.data.items.map((token) => (
          <li key={token.id}>
            <span className="row apart">
              <span>
                <strong>{token.name}</strong>{' '}
                <Badge>{token.scope.readOnly ? say('reads only') : say('reads and changes')}</Badge>
              </span>
              <Button
                small
                kind="danger"
                isPending={revoke.pending}
                onPress={() => void revoke.tell({ token: token.id }).catch(() => undefined)}
              >
                {say('Revoke')}
              </Button>
            </span>
            <span className="small quiet">
              {token.scope.only ? token.scope.only.join(', ') : say('everything that you may')} · {say('ends')}{' '}
              <Time at={token.expires} /> ·{' '}
              {token.lastUsedOn ? say('last used on {day}', { day: token.lastUsedOn }) : say('never used')}
            </span>
          </li>
        ))}
      </ul>
      {making ? <MakeToken onClose={() => setMaking(false)} /> : null}
    </Card>
  )
}

const day = 86_400_000

function MakeToken({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(createToken)
  const [name, setName] = useState('')
  const [readOnly, setReadOnly] = useState(true)
  const [only, setOnly] = useState('')
  const [until, setUntil] = useState(new Date(present() + 90 * day).toISOString().slice(0, 10))
  const [made, setMade] = useState<string | null>(null)
  return (
    <Dialog title={made ? say('The token') : say('Make an API token')} open onClose={onClose}>
      {made ? (
        <div className="stack">
          <p className="note warn">
            {say('Copy it now: it is shown only this once, and the node keeps only its hash.')}
          </p>
          <code className="token-text wrap-anywhere">{made}</code>
          <pre>{`curl -H 'Authorization: Bearer ${made.slice(0, 6)}…' ${window.location.origin}/api/people/whoAmI`}</pre>
          <div className="row">
            <Copy text={made} label={say('Copy the token')} />
            <Button kind="first" onPress={onClose}>
              {say('Done')}
            </Button>
          </div>
        </div>
      ) : (
        <Form
          submit={say('Make it')}
          pending={act.pending}
          error={act.error}
          onSubmit={() =>
            act
              .tell({
                name: name.trim(),
                scope: { readOnly, ...(only.trim() ? { only: only.split(/[\s,]+/).filter(Boolean) } : {}) },
                expires: new Date(`${until}T23:59:59Z`).toISOString(),
              })
              .then((it) => setMade(it.token))
          }
        >
          <TextField
            label={say('Name')}
            hint={say('What it is for.')}
            value={name}
            onChange={setName}
            required
            maxLength={200}
            autoFocus
          />
          <CheckField label={say('Reads only')} value={readOnly} onChange={setReadOnly} />
          <TextField
            label={say('Only these')}
            optional
            hint={say(
              'Rooms or operations, parted by commas: watch, assess.listIncidents. Left empty: everything that you may.',
            )}
            value={only}
            onChange={setOnly}
            mono
          />
          <TextField label={say('Ends on')} type="date" value={until} onChange={setUntil} required />
        </Form>
      )}
    </Dialog>
  )
}
