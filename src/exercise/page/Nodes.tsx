// One exercise on several nodes: who plays where, how far each is, and what became of what it was to do.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { listOrganisations } from '#people/api.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../api/joint.ts'
import type { Doing, Shown } from './Direct.tsx'
import { nodeTone, nodeWord, tone, word } from './words.ts'

type Node = OutputOf<typeof api.showNodes>['nodes'][number]

export function Nodes({ shown, onDo }: { shown: Shown; onDo: (what: Doing) => void }): ReactNode {
  const { exercise } = shown
  const asked = useAsk(
    api.showNodes,
    { exercise: exercise.slug },
    { timeless: true, keep: true, hears: ['exercise.'], everySeconds: 5 },
  )
  const nodes = asked.data
  const planned = exercise.state === 'planned'
  const open = exercise.state !== 'ended'
  return (
    <Card
      title={say('Nodes')}
      aside={
        nodes && nodes.part !== 'follows' && planned ? (
          <Button small icon="plus" onPress={() => onDo('nodes')}>
            {say('Invite a node')}
          </Button>
        ) : null
      }
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {nodes?.part === 'alone' ? (
        <p className="quiet">
          {say(
            'Played on this node alone. While it is planned, nodes of other organisations can be invited to play along.',
          )}
        </p>
      ) : null}
      {nodes && nodes.part !== 'alone' ? (
        <p>{say('Here: {names}', { names: nodes.here.map(({ name }) => name).join(', ') || say('nobody') })}</p>
      ) : null}
      {nodes?.leader ? (
        <p>
          {say('Led by {name}: its clock is followed.', { name: nodes.leader.name })}{' '}
          {nodes.silentSince && open ? (
            <strong>
              {say('Nothing was heard of it since {moment}: the story stands.', { moment: utc(nodes.silentSince) })}
            </strong>
          ) : null}
        </p>
      ) : null}
      {nodes?.leader && open ? (
        <p className="row">
          <Button kind="danger" onPress={() => onDo('leave')}>
            {say('Leave the exercise')}
          </Button>
        </p>
      ) : null}
      <ul className="plain-list">
        {nodes?.nodes.map((node) => (
          <li key={node.organisation} className="stack tight">
            <OneNode node={node} exercise={exercise.slug} open={open} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function OneNode({ node, exercise, open }: { node: Node; exercise: string; open: boolean }): ReactNode {
  const taking = useTell(api.takeSeats)
  const { name, state, participants, organisation, standings, objectives, notTold } = node
  const gone = state === 'left' || state === 'silent'
  const because = say('Their node is {state}.', { state: nodeWord(state) })
  return (
    <>
      <p className="row">
        <strong>{name}</strong>
        <Badge tone={nodeTone(state)}>{nodeWord(state)}</Badge>
        <span className="quiet">{participants.map((one) => one.name).join(', ')}</span>
        {open && gone && participants.length > 0 ? (
          <Button
            small
            isPending={taking.pending}
            aria-label={say('Take the seats of {name}', { name })}
            onPress={() => void taking.tell({ exercise, organisation, because }).catch(() => {})}
          >
            {say('Take their seats')}
          </Button>
        ) : null}
      </p>
      <p className="small quiet">
        {node.storyAt ? say('its story is at {moment}', { moment: utc(node.storyAt) }) : say('its story has not begun')}
        {behind(node)}
        {node.heardAt ? ` · ${say('heard {moment}', { moment: utc(node.heardAt) })}` : ''}
      </p>
      {node.because ? <p>{say('It left: {why}', { why: node.because })}</p> : null}
      {notTold.length > 0 ? (
        <div className="small">
          {say('Nothing reaches it:')}{' '}
          {notTold.map((why) => (
            <span key={why}>{why} </span>
          ))}
        </div>
      ) : null}
      {objectives
        .filter(({ score }) => score !== null)
        .map(({ objective, title, score, met, asked }) => (
          <p key={objective} className="small">
            {title}: {Math.round((score ?? 0) * 100)} % · {say('{met} of {asked} met', { met, asked })}
          </p>
        ))}
      {standings.length > 0 ? (
        <ul className="plain-list">
          {standings.map((one) => (
            <li key={one.id} className="row small">
              <span>{one.title}</span>
              <Badge tone={tone(one.state)}>{word(one.state)}</Badge>
              {one.at ? <span className="quiet">{utc(one.at)}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      <Problem error={taking.error} />
    </>
  )
}

/** A minute of the story is the least that is worth a word. */
function behind({ behindSeconds: seconds, state }: Node): string {
  if (seconds === null || state === 'left' || state === 'ended' || Math.abs(seconds) < 60) return ''
  const n = Math.round(Math.abs(seconds) / 60)
  return ` · ${seconds > 0 ? say('{n} minutes behind', { n }) : say('{n} minutes ahead', { n })}`
}

export function InviteNodeDialog({ shown, onClose }: { shown: Shown; onClose: () => void }): ReactNode {
  const inviting = useTell(api.inviteNode)
  const known = useAsk(listOrganisations, { active: true, limit: 500 }, { timeless: true })
  const [organisation, setOrganisation] = useState('')
  const [participants, setParticipants] = useState<string[]>([])
  const home = known.data?.home
  const choices = (known.data?.items ?? [])
    .filter(({ id }) => id !== home)
    .map(({ id, name }) => ({ value: id, label: name }))
  async function send(): Promise<void> {
    await inviting.tell({ exercise: shown.exercise.slug, organisation, participants })
    onClose()
  }
  return (
    <Dialog title={say('Invite a node')} open onClose={onClose}>
      <Form submit={say('Invite it')} pending={inviting.pending} error={inviting.error ?? known.error} onSubmit={send}>
        <p>
          {say(
            'Its control needs the scenario as a file, and an agreement of the live realm that lets exercises flow both ways.',
          )}
        </p>
        <PickOne
          label={say('Organisation')}
          choices={choices}
          value={organisation}
          onChange={setOrganisation}
          required
        />
        <Picks
          label={say('Participants that its people play')}
          choices={shown.participants.map(({ id, name }) => ({ value: id, label: name }))}
          values={participants}
          onChange={setParticipants}
        />
      </Form>
    </Dialog>
  )
}

export function LeaveDialog({ exercise, onClose }: { exercise: string; onClose: () => void }): ReactNode {
  const leaving = useTell(api.leaveExercise)
  const [because, setBecause] = useState('')
  async function send(): Promise<void> {
    await leaving.tell({ exercise, because: because.trim() })
    onClose()
  }
  return (
    <Dialog title={say('Leave the exercise')} open onClose={onClose}>
      <Form submit={say('Leave it')} danger pending={leaving.pending} error={leaving.error} onSubmit={send}>
        <p>{say('It ends here for good. Who leads is told why and goes on without this node.')}</p>
        <TextField label={say('Why')} value={because} onChange={setBecause} required maxLength={500} />
      </Form>
    </Dialog>
  )
}
