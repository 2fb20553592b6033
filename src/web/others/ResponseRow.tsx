// One response: who said what, about which version, what it would change, and what becomes of it here.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { answerRequest, declineProposal, type listResponses, takeProposal } from '#federate/api/copies.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '../ask.ts'
import { Badge, MarkingBadge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { TextField } from '../kit/Field.tsx'
import { Form } from '../kit/Form.tsx'
import { Time } from '../kit/Time.tsx'
import { say } from '../say.ts'
import { useMay } from '../session.ts'
import { pathOf } from '../shell/records.ts'
import { kindWords, statusWords } from './words.ts'

export type ResponseShown = OutputOf<typeof listResponses>['items'][number]
type Settling = 'answer' | 'take' | 'decline'

export function ResponseRow({ item, withRecord }: { item: ResponseShown; withRecord?: boolean }): ReactNode {
  const { state } = item
  const [doing, setDoing] = useState<Settling | null>(null)
  const may = useMay()
  const open = !item.ours && state.status === 'open'
  const tracked = state.kind === 'request' || state.kind === 'proposal'
  const status = statusWords[state.status]
  return (
    <li className="response" data-ours={item.ours || undefined}>
      <p className="row small">
        <Badge tone="accent">{say(kindWords[state.kind] ?? state.kind)}</Badge>
        {tracked && status ? <Badge tone={status.tone}>{say(status.word)}</Badge> : null}
        {item.due ? <Badge tone="bad">{say('Due')}</Badge> : null}
        <MarkingBadge marking={item.marking} />
        <span>{item.ours ? say('{name} (we)', { name: item.from }) : item.from}</span>
        <Time at={state.at} />
        <span className="quiet">{say('about version {n}', { n: state.about.version })}</span>
        {state.by && state.status === 'open' ? (
          <span>
            {say('of use until')} <Time at={state.by} show="exact" />
          </span>
        ) : null}
      </p>
      {withRecord ? <RecordLink item={item} /> : null}
      <p className="said">{state.text}</p>
      {state.seen ? (
        <p className="small">
          {say('Seen {n} times', { n: state.seen.count })}: <Time at={state.seen.first} show="exact" /> –{' '}
          <Time at={state.seen.last} show="exact" />
        </p>
      ) : null}
      {state.changes.length > 0 ? (
        <ul className="small">
          {state.changes.map((change) => (
            <li key={change.at}>
              <code>{change.at}</code> → <code>{JSON.stringify(change.value)}</code>
            </li>
          ))}
        </ul>
      ) : null}
      {state.settled ? (
        <p className="small quiet">
          {state.settled.words} <Time at={state.settled.at} />
        </p>
      ) : null}
      {open && state.kind === 'request' && may(answerRequest) ? (
        <Button small onPress={() => setDoing('answer')}>
          {say('Answer')}
        </Button>
      ) : null}
      {open && state.kind === 'proposal' && may(takeProposal) ? (
        <div className="row">
          <Button small onPress={() => setDoing('take')}>
            {say('It was taken')}
          </Button>
          <Button small kind="quiet" onPress={() => setDoing('decline')}>
            {say('Decline')}
          </Button>
        </div>
      ) : null}
      {doing ? <Settle item={item} how={doing} onClose={() => setDoing(null)} /> : null}
    </li>
  )
}

function RecordLink({ item }: { item: ResponseShown }): ReactNode {
  const { record, subject } = item.state.about
  const at = pathOf({ record, id: subject })
  return <p>{at ? <Link to={at.path}>{item.title}</Link> : item.title}</p>
}

const titles: Record<Settling, string> = {
  answer: 'Answer the request',
  take: 'The proposal was taken',
  decline: 'Decline the proposal',
}

function Settle({ item, how, onClose }: { item: ResponseShown; how: Settling; onClose: () => void }): ReactNode {
  const acts = { answer: useTell(answerRequest), take: useTell(takeProposal), decline: useTell(declineProposal) }
  const [words, setWords] = useState('')
  const act = acts[how]
  const { id, version } = item
  const send = () => {
    const text = words.trim()
    if (how === 'answer') return acts.answer.tell({ id, version, text }).then(onClose)
    if (how === 'decline') return acts.decline.tell({ id, version, words: text }).then(onClose)
    return acts.take.tell({ id, version, ...(text ? { words: text } : {}) }).then(onClose)
  }
  return (
    <Dialog title={say(titles[how])} open onClose={onClose}>
      <Form submit={say('Send')} pending={act.pending} error={act.error} onSubmit={send}>
        {how === 'take' ? (
          <p>
            {say('Change the record by its own buttons first: this only notes that it was done, and tells the author.')}
          </p>
        ) : null}
        <TextField
          label={how === 'decline' ? say('Why not') : say('Words')}
          lines={4}
          value={words}
          onChange={setWords}
          required={how !== 'take'}
          optional={how === 'take'}
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
