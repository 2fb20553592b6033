// What belongs to a crisis: incidents, strands, links, people, objectives, rhythm and lines, each with what can be done to it.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge, Severity, StatusBadge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { removeCrisisIncident, unlinkFromCrisis } from '../../api/crises.ts'
import { Why } from './CrisisAsWhole.tsx'
import type { Edit } from './CrisisDialogs.tsx'
import { CrisisForm, type CrisisShown } from './CrisisForm.tsx'
import { DueIn } from './DueIn.tsx'
import { audienceWord, beatWord, useCrisisNames } from './words.ts'

interface PartsProps {
  crisis: CrisisShown
  mayChange: boolean
  onEdit: (edit: Edit, key?: string) => void
}

export function PartsTab({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const open = mayChange && crisis.state.status !== 'closed'
  const given = { crisis, mayChange: open, onEdit }
  return (
    <div className="crisis-parts">
      {crisis.state.summary ? <p className="crisis-summary">{crisis.state.summary}</p> : null}
      <Incidents {...given} />
      <Strands {...given} />
      <People {...given} />
      <Objectives {...given} />
      <Rhythm {...given} />
      <Lines {...given} />
      <Links {...given} />
    </div>
  )
}

function Add({ on, edit, onEdit }: { on: boolean; edit: Edit; onEdit: PartsProps['onEdit'] }): ReactNode {
  return on ? (
    <Button small kind="quiet" icon="plus" onPress={() => onEdit(edit)}>
      {say('Add')}
    </Button>
  ) : null
}

function None({ of }: { of: readonly unknown[] }): ReactNode {
  return of.length === 0 ? <p className="quiet small">{say('None yet.')}</p> : null
}

function Incidents({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const [out, setOut] = useState<string | null>(null)
  const one = crisis.incidents.find((it) => it.id === out)
  return (
    <Card title={say('Incidents')} aside={<Add on={mayChange} edit="incident" onEdit={onEdit} />}>
      <None of={crisis.incidents} />
      <ul className="room-list">
        {crisis.incidents.map((it) => (
          <li key={it.id}>
            <span className="grow">
              <Link to="/incidents/$id" params={{ id: it.id }} data-row>
                {it.title}
              </Link>{' '}
              <span className="reference small">{it.reference}</span> <Tlp label={it.marking.tlp} />
              {it.standsFor.length > 0 ? (
                <span className="quiet small"> {say('stands for {n} merged into it', { n: it.standsFor.length })}</span>
              ) : null}
            </span>
            <StatusBadge status={it.status} />
            <Severity value={it.severity} brief />
            {mayChange ? (
              <Button
                small
                kind="quiet"
                aria-label={say('Take out {title}', { title: it.title })}
                onPress={() => setOut(it.id)}
              >
                {say('Take out')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {one ? (
        <TakeOut
          crisis={crisis}
          title={one.title}
          // What was merged is named by the crisis under its own id.
          ids={one.standsFor.length > 0 ? one.standsFor : [one.id]}
          onClose={() => setOut(null)}
        />
      ) : null}
    </Card>
  )
}

function TakeOut({
  crisis,
  ids,
  title,
  onClose,
}: {
  crisis: CrisisShown
  ids: readonly string[]
  title: string
  onClose: () => void
}): ReactNode {
  const act = useTell(removeCrisisIncident)
  const [reason, setReason] = useState('')
  async function send(version: number): Promise<void> {
    let seen = version
    for (const incident of ids)
      seen = (await act.tell({ id: crisis.id, version: seen, incident, reason: reason.trim() })).version
  }
  return (
    <Dialog title={say('Take {title} out of the crisis', { title })} open onClose={onClose}>
      <CrisisForm crisis={crisis} submit={say('Take out')} danger act={act} onDone={onClose} onSubmit={send}>
        <Why value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}

function Strands({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const words = useCrisisNames()
  const states = { ongoing: say('goes on'), unclear: say('not clear'), ended: say('ended') }
  return (
    <Card title={say('Strands')} aside={<Add on={mayChange} edit="strand" onEdit={onEdit} />}>
      <None of={crisis.state.strands} />
      <ul className="room-list">
        {crisis.state.strands.map((it) => (
          <li key={it.key}>
            <span className="grow">
              <Badge>{words.domain(it.domain)}</Badge> {it.title}{' '}
              <span className="quiet small">{[...it.countries, ...it.sectors].join(', ')}</span>
              {it.text ? <span className="small strand-text">{it.text}</span> : null}
            </span>
            <Badge tone={it.status === 'ended' ? 'quiet' : 'warn'}>{states[it.status]}</Badge>
            <Severity value={it.severity} brief />
            {mayChange ? (
              <>
                <Button small kind="quiet" onPress={() => onEdit('strand', it.key)}>
                  {say('Change')}
                </Button>
                {it.status === 'ended' ? null : (
                  <Button small kind="quiet" onPress={() => onEdit('strand-end', it.key)}>
                    {say('Ended')}
                  </Button>
                )}
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function People({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const words = useCrisisNames()
  const present = crisis.state.participants.filter((it) => it.until === null)
  return (
    <Card title={say('Who takes part')} aside={<Add on={mayChange} edit="participant" onEdit={onEdit} />}>
      <None of={present} />
      <ul className="room-list">
        {present.map((it) => (
          <li key={it.key}>
            <span className="grow">
              {it.party.name} <span className="quiet small">{it.roles.map(words.role).join(', ')}</span>
            </span>
            {mayChange ? (
              <>
                <Button small kind="quiet" onPress={() => onEdit('roles', it.key)}>
                  {say('Roles')}
                </Button>
                <Button small kind="quiet" onPress={() => onEdit('leave', it.key)}>
                  {say('Left')}
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Objectives({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const states = { open: say('open'), met: say('met'), dropped: say('dropped') }
  return (
    <Card title={say('Objectives')} aside={<Add on={mayChange} edit="objective" onEdit={onEdit} />}>
      <None of={crisis.state.objectives} />
      <ul className="room-list">
        {crisis.state.objectives.map((it) => (
          <li key={it.key}>
            <span className="grow">
              {it.text} <span className="quiet small">{[it.owner?.name, it.outcome].filter(Boolean).join(' · ')}</span>
            </span>
            <Badge tone={it.status === 'met' ? 'good' : it.status === 'open' ? 'plain' : 'quiet'}>
              {states[it.status]}
            </Badge>
            {mayChange && it.status === 'open' ? (
              <Button small kind="quiet" onPress={() => onEdit('objective-end', it.key)}>
                {say('Met or dropped')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Rhythm({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const names = useNames()
  return (
    <Card title={say('Rhythm')} aside={<Add on={mayChange} edit="beat" onEdit={onEdit} />}>
      <None of={crisis.beats} />
      <ul className="room-list">
        {crisis.beats.map((it) => {
          const last = crisis.state.rhythm.find((one) => one.key === it.key)?.done.at(-1)
          return (
            <li key={it.key}>
              <span className="grow">
                {it.what}{' '}
                <span className="quiet small">
                  {beatWord(it.kind)}
                  {last ? ` · ${say('last done by {name}', { name: names.actor(last.by) })} ` : ''}
                  {last ? <Time at={last.at} /> : null}
                  {it.missed > 0 ? ` · ${say('{n} missed', { n: it.missed })}` : ''}
                </span>
              </span>
              {it.next ? <DueIn at={it.next} /> : <span className="quiet small">{say('nothing due')}</span>}
              {mayChange && it.next ? (
                <>
                  <Button small kind="quiet" onPress={() => onEdit('done', it.key)}>
                    {say('Done')}
                  </Button>
                  <Button small kind="quiet" onPress={() => onEdit('stop', it.key)}>
                    {say('Stop')}
                  </Button>
                </>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function Lines({ crisis, mayChange, onEdit }: PartsProps): ReactNode {
  const states = {
    draft: say('draft'),
    agreed: say('agreed'),
    replaced: say('replaced'),
    withdrawn: say('withdrawn'),
  }
  const names = useNames()
  return (
    <Card title={say('What we say')} aside={<Add on={mayChange} edit="line" onEdit={onEdit} />}>
      <None of={crisis.state.lines} />
      <ul className="room-list">
        {[...crisis.state.lines].reverse().map((it) => (
          <li key={it.key}>
            <span className="grow">
              <span className="quiet small">
                {audienceWord(it.audience)} ({it.language})
              </span>{' '}
              {it.text}{' '}
              <span className="quiet small">
                {say('by {name}', { name: names.actor(it.writtenBy) })}
                {it.agreedBy ? `, ${say('agreed by {name}', { name: names.actor(it.agreedBy) })}` : ''}
              </span>
            </span>
            <Badge tone={it.status === 'agreed' ? 'good' : it.status === 'draft' ? 'warn' : 'quiet'}>
              {states[it.status]}
            </Badge>
            {mayChange && it.status === 'draft' ? (
              <Button small onPress={() => onEdit('agree', it.key)}>
                {say('Agree')}
              </Button>
            ) : null}
            {mayChange && (it.status === 'draft' || it.status === 'agreed') ? (
              <Button small kind="quiet" onPress={() => onEdit('withdraw', it.key)}>
                {say('Withdraw')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Links({ crisis, mayChange }: PartsProps): ReactNode {
  const [out, setOut] = useState<string | null>(null)
  const named = new Set([...crisis.state.claims, ...crisis.state.questions])
  return (
    <Card title={say('Claims, questions and what strands rest on')}>
      <None of={crisis.linked} />
      <ul className="room-list">
        {crisis.linked.map((it) => (
          <li key={it.id}>
            <span className="grow">
              <RecordLink to={it} row>
                {it.title}
              </RecordLink>{' '}
              <span className="quiet small">{recordWord(it.record)}</span> <Tlp label={it.marking.tlp} />
            </span>
            {mayChange && named.has(it.id) ? (
              <Button
                small
                kind="quiet"
                aria-label={say('Take out {title}', { title: it.title })}
                onPress={() => setOut(it.id)}
              >
                {say('Take out')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {out ? <Unlink crisis={crisis} record={out} onClose={() => setOut(null)} /> : null}
    </Card>
  )
}

function Unlink({ crisis, record, onClose }: { crisis: CrisisShown; record: string; onClose: () => void }): ReactNode {
  const act = useTell(unlinkFromCrisis)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('Take the link away')} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Take out')}
        danger
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, record, reason: reason.trim() })}
      >
        <Why value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}
