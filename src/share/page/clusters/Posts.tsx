// The space of a cluster: what was said, the records it points to, and saying something.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { listClusterPosts, postInCluster, withdrawPost } from '../../api/clusters.ts'
import type { ClusterShown } from './ClusterDialogs.tsx'

type Post = OutputOf<typeof listClusterPosts>['items'][number]

/** Kinds of record that can be pointed to, as the palette knows them. */
const kinds = [
  'assess.incident',
  'sense.attack',
  'sense.observation',
  'watch.item',
  'watch.story',
  'watch.claim',
  'coordinate.crisis',
  'share.product',
]

export function Posts({ cluster }: { cluster: ClusterShown }): ReactNode {
  const asked = useAsk(listClusterPosts, { cluster: cluster.id, limit: 200 }, { keep: true })
  const back = useTell(withdrawPost)
  const [reply, setReply] = useState<Post | null>(null)
  const may = useMay()
  const me = useMe()
  const speaks = may(postInCluster) && cluster.own === 'joined' && cluster.state.status === 'active'
  const known = new Map((asked.data?.items ?? []).map((post) => [post.id, post]))
  return (
    <Card title={say('What is said')}>
      <p className="quiet small">{say('Each member reads what was said while it was a member.')}</p>
      {speaks ? <Write cluster={cluster} reply={reply} onDone={() => setReply(null)} /> : null}
      {asked.isPending ? <Skeleton lines={3} /> : null}
      <Problem error={asked.error ?? back.error} />
      {asked.data?.items.length === 0 ? <p className="quiet">{say('Nothing yet that you may read.')}</p> : null}
      <ul className="plain-list bordered">
        {(asked.data?.items ?? []).map((post) => {
          const { id, version, state, marking } = post
          const about = state.replyTo ? known.get(state.replyTo) : undefined
          return (
            <li
              key={id}
              className={`cluster-post stack tight${state.replyTo ? ' answer' : ''}`}
              data-withdrawn={state.withdrawn ? true : undefined}
            >
              <p className="row small">
                <strong>{state.name}</strong>
                <Time at={state.at} />
                <MarkingBadge marking={marking} />
              </p>
              {about ? (
                <p className="small quiet">
                  {say('To {name}: {text}', { name: about.state.name, text: about.state.text.slice(0, 80) })}
                </p>
              ) : null}
              <p className="post-text">{state.text}</p>
              {state.withdrawn ? (
                <p className="small">
                  {say('Taken back:')} {state.withdrawn.reason}
                </p>
              ) : null}
              {state.records.length > 0 ? (
                <ul className="plain-list small">
                  {state.records.map((record) => (
                    <li key={record.id}>
                      {recordWord(record.record)} <RecordLink to={record}>{record.label}</RecordLink>
                    </li>
                  ))}
                </ul>
              ) : null}
              {state.withdrawn || !speaks ? null : (
                <div className="row no-print">
                  <Button small kind="quiet" onPress={() => setReply(post)}>
                    {say('Answer')}
                    <span className="unseen"> {state.name}</span>
                  </Button>
                  {state.organisation === me.organisation.id ? (
                    <Button
                      small
                      kind="quiet"
                      onPress={() => void back.tell({ id, version, reason: 'Taken back.' }).catch(() => undefined)}
                    >
                      {say('Take it back')}
                    </Button>
                  ) : null}
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function Write({
  cluster,
  reply,
  onDone,
}: {
  cluster: ClusterShown
  reply: Post | null
  onDone: () => void
}): ReactNode {
  const post = useTell(postInCluster)
  const [text, setText] = useState('')
  const [of, setOf] = useState('')
  const [record, setRecord] = useState('')
  const [marking, setMarking] = useState<MarkingChoice | null>(null)
  async function send(): Promise<void> {
    await post.tell({
      ...{ cluster: cluster.id, text },
      ...(reply ? { replyTo: reply.id } : {}),
      ...(of && record.trim() ? { records: [{ of, id: idIn(record) }] } : {}),
      ...(marking ? { marking: cleanMarking(marking) } : {}),
    })
    setText('')
    setRecord('')
    setOf('')
    onDone()
  }
  return (
    <Form
      submit={say('Say it')}
      label={say('Say something in the cluster')}
      pending={post.pending}
      error={post.error}
      onSubmit={send}
      other={
        reply ? (
          <Button kind="quiet" onPress={onDone}>
            {say('Not as an answer')}
          </Button>
        ) : null
      }
    >
      <TextField
        label={reply ? say('Answer to {name}', { name: reply.state.name }) : say('Text')}
        lines={3}
        value={text}
        onChange={setText}
        required
      />
      <details className="more-fields">
        <summary>{say('Point to a record, or choose a marking')}</summary>
        <div className="stack">
          <SelectField
            label={say('Kind of record')}
            optional
            none={say('None')}
            value={of}
            onChange={setOf}
            choices={kinds.map((kind) => ({ value: kind, label: recordWord(kind) }))}
          />
          <TextField
            label={say('Its id, or the address of its page')}
            hint={say('It must reach all who are members now: sharing adds nothing to its marking.')}
            value={record}
            onChange={setRecord}
            optional
          />
          {marking ? (
            <MarkingPicker value={marking} onChange={setMarking} />
          ) : (
            <Button small onPress={() => setMarking({ tlp: 'AMBER+STRICT' })}>
              {say('Choose a marking')}
            </Button>
          )}
        </div>
      </details>
    </Form>
  )
}

/** The id in what was pasted: an address of a page ends with it. */
function idIn(text: string): string {
  return /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0] ?? text.trim()
}
