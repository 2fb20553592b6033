// Providers whose documents come by themselves: their keys, how the last look went, and what was refused.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { followProvider, listProviders, readProvider, stopFollowing } from '../../api/advisories-following.ts'

export function ProvidersTab(): ReactNode {
  const asked = useAsk(listProviders, {}, { keep: true, everySeconds: 60 })
  const may = useMay()
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  return (
    <div className="stack">
      {asked.data.items.length === 0 ? (
        <Empty title={say('No provider is followed yet.')}>
          {say('Give the domain of a publisher; its lists of documents are found by the rules of CSAF.')}
        </Empty>
      ) : (
        <ul className="plain-list bordered">
          {asked.data.items.map((one) => (
            <Provider key={one.id} one={one} />
          ))}
        </ul>
      )}
      {may(followProvider) ? <Follow /> : null}
    </div>
  )
}

type One = OutputOf<typeof listProviders>['items'][number]

function Provider({ one: { id, version, state, poll, refused } }: { one: One }): ReactNode {
  const may = useMay()
  const reading = useTell(readProvider)
  const stopping = useTell(stopFollowing)
  const following = state.status === 'following'
  return (
    <li className="stack tight">
      <p className="row">
        <strong data-row>{state.facts.publisher.name}</strong>
        <Badge tone={following ? 'good' : 'quiet'}>{following ? say('Followed') : say('Stopped')}</Badge>
        {poll?.lastError ? <Badge tone="bad">{say('Last look failed')}</Badge> : null}
        {state.offered.length > 0 ? <Badge tone="warn">{say('Shows a new key')}</Badge> : null}
      </p>
      <p className="small quiet">
        {state.facts.publisher.namespace} · {state.facts.role.replaceAll('_', ' ')} ·{' '}
        {poll ? say('{taken} taken, {refused} refused', { taken: poll.taken, refused: poll.refused }) : ''}{' '}
        {poll?.lastAt ? <Time at={poll.lastAt} /> : null}
      </p>
      {poll?.lastError ? <p className="small">{poll.lastError}</p> : null}
      {state.facts.keys.map(({ fingerprint }) => (
        <p key={fingerprint} className="small mono">
          {say('Believed key')}: {fingerprint}
        </p>
      ))}
      {state.offered.map(({ fingerprint }) => (
        <p key={fingerprint} className="small mono">
          {say('New key, not believed')}: {fingerprint}. {say('Follow it again to believe it.')}
        </p>
      ))}
      {refused.length > 0 ? (
        <details>
          <summary>{say('Documents that were not taken')}</summary>
          <ul>
            {refused.map(({ url, why }) => (
              <li key={url} className="small advisory-text">
                {url}: {why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <Problem error={reading.error ?? stopping.error} />
      {following ? (
        <p className="row">
          {may(readProvider) ? (
            <Button small isPending={reading.pending} onPress={() => void reading.tell({ id }).catch(() => undefined)}>
              {say('Look now')}
            </Button>
          ) : null}
          {may(stopFollowing) ? (
            <Button small kind="quiet" onPress={() => void stopping.tell({ id, version }).catch(() => undefined)}>
              {say('Stop following')}
            </Button>
          ) : null}
        </p>
      ) : null}
    </li>
  )
}

function Follow(): ReactNode {
  const [address, setAddress] = useState('')
  const telling = useTell(followProvider)
  return (
    <Form
      submit={say('Follow it')}
      label={say('Follow a provider')}
      pending={telling.pending}
      error={telling.error}
      onSubmit={async () => {
        await telling.tell({ address })
        setAddress('')
      }}
    >
      <TextField
        label={say('Domain of the provider')}
        required
        value={address}
        onChange={setAddress}
        hint={say('Such as example.org, or the https address of a provider-metadata.json')}
      />
    </Form>
  )
}
