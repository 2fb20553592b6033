// A lesson: what was learnt, the change that it proposes, who agreed, and what carried it out.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Card } from '#web/kit/Card.tsx'
import { toTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { pathOf } from '#web/shell/records.ts'
import * as api from '../../api/lessons.ts'
import { changeTargets } from '../../model/lesson.ts'
import { stateWord } from '../words.ts'
import { Standing } from './Standing.tsx'

type Shown = OutputOf<typeof api.getLesson>

export function LessonParts({ id }: { id: string }): ReactNode {
  const asked = useAsk(api.getLesson, { id }, { keep: true, hears: ['recover.lesson'] })
  const names = useNames()
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, marking } = asked.data
  const { change, carriedOut } = state
  const from = state.from ? pathOf(state.from) : undefined
  const of = change?.record ? pathOf(change.record) : undefined
  return (
    <div className="stack">
      <Standing state={state.state} marking={marking}>
        {state.owner?.name ?? <span className="quiet">{say('nobody owns it')}</span>}
        {state.due ? <Time at={state.due} show="both" /> : null}
        {from ? <Link to={from.path}>{say('What it was learnt from')}</Link> : null}
        {state.crisis ? (
          <Link to="/crises/$id" params={{ id: state.crisis }}>
            {say('The crisis')}
          </Link>
        ) : null}
      </Standing>
      <Acts acts={lessonActs(asked.data)} />
      {state.text ? <p className="prose">{state.text}</p> : null}
      <Card title={say('The change that it proposes')}>
        {change ? (
          <dl className="facts recover-facts">
            <div>
              <dt>{stateWord(change.target)}</dt>
              <dd>
                {change.text} {of ? <Link to={of.path}>{say('Where it stands')}</Link> : null}
                {change.where ? <code>{change.where}</code> : null}
              </dd>
            </div>
            {state.proposedBy ? (
              <div>
                <dt>{say('Proposed by')}</dt>
                <dd>{names.actor(state.proposedBy)}</dd>
              </div>
            ) : null}
            {state.approvedBy && state.approvedAt ? (
              <div>
                <dt>{say('Approved by')}</dt>
                <dd>
                  {names.actor(state.approvedBy)}, <Time at={state.approvedAt} show="both" />
                </dd>
              </div>
            ) : null}
            {carriedOut ? (
              <div>
                <dt>{say('Carried out by')}</dt>
                <dd>
                  {names.actor(carriedOut.by)}: {carriedOut.how} <Time at={carriedOut.at} show="both" />
                </dd>
              </div>
            ) : null}
          </dl>
        ) : (
          <p className="quiet">{say('No change is proposed yet.')}</p>
        )}
        {state.because ? <p className="note">{state.because}</p> : null}
      </Card>
    </div>
  )
}

function lessonActs({ id, version, state, moves }: Shown): (Act | null)[] {
  const fixed = { id, version }
  const can = (event: string, act: Act) => (moves[event] === null ? act : null)
  const why = [{ name: 'because', label: say('Why'), as: 'text' }] as const
  return [
    can('approve', {
      ...{ label: say('Approve the change'), contract: api.approveChange, fixed, kind: 'first' },
      lead: say('It was proposed by somebody else. After this it has to be carried out where it stands.'),
    }),
    can('carry-out', {
      ...{ label: say('It is carried out'), contract: api.carryOutChange, fixed, kind: 'first' },
      asks: [
        { name: 'how', label: say('By what?'), as: 'text' },
        {
          ...{ name: 'entry', label: say('Entry of the journal that did it'), optional: true },
          hint: say('Its id, as `trace` and the history of a record show it.'),
        },
      ],
    }),
    can('propose', {
      ...{ label: state.change ? say('Propose another change') : say('Propose a change'), contract: api.proposeChange },
      ...{ fixed, ...(state.state === 'noted' ? { kind: 'first' as const } : {}) },
      asks: [
        {
          ...{ name: 'target', label: say('Of what'), as: 'choice', start: state.change?.target ?? 'plan' },
          choices: changeTargets.map((value) => ({ value, label: stateWord(value) })),
        },
        { name: 'text', label: say('Which change?'), as: 'text', start: state.change?.text ?? '' },
        {
          ...{ name: 'where', label: say('Where it stands'), optional: true, start: state.change?.where ?? '' },
          hint: say('The handbook, or the file of data: data/recover/stand-down.json.'),
        },
        {
          ...{ name: 'record', label: say('Address of the plan, playbook or agreement'), optional: true },
          hint: say('Where it is a record here: copy the address of its page.'),
        },
      ],
      make: ({ record, ...rest }) => ({ ...rest, ...pointed(record) }),
    }),
    can('change', {
      ...{ label: say('Change the words'), contract: api.changeLesson, fixed },
      asks: [
        { name: 'title', label: say('What was learnt'), start: state.title },
        { name: 'text', label: say('In more words'), as: 'text', optional: true, start: state.text },
        { name: 'owner', label: say('Who owns it'), as: 'party', optional: true, start: state.owner?.name ?? '' },
        { name: 'due', label: say('By when'), as: 'moment', optional: true, start: toTyped(state.due) },
      ],
    }),
    can('refuse', { label: say('Refuse the change'), contract: api.refuseChange, fixed, asks: why }),
    can('drop', { label: say('Put it aside'), contract: api.dropLesson, fixed, asks: why }),
  ]
}

const kindsByPath: Record<string, string> = {
  playbooks: 'federate.playbook',
  agreements: 'federate.agreement',
}

/** The record that an address shows; what shows none goes to the node as it is, which says so. */
function pointed(address: unknown): Record<string, unknown> {
  if (typeof address !== 'string') return {}
  const [, place = '', id = ''] = /\/([a-z]+)\/([0-9a-f-]{36})/.exec(address) ?? []
  return { record: kindsByPath[place] ? { record: kindsByPath[place], id } : address }
}
