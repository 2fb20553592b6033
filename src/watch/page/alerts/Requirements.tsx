// The questions that are asked of everything that comes in: what each looks for, how pressing, until when, what it raised.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time, useNow } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { changeRequirement, listRequirements, setRequirement } from '../../api.ts'
import { AskDialog } from './AskDialog.tsx'
import { PriorityMark, queryLines } from './words.tsx'

export type ShownRequirement = OutputOf<typeof listRequirements>['requirements'][number]

export function Requirements(): ReactNode {
  const may = useMay()
  const [{ add, edit }, choose] = useChoices('add', 'edit')
  const asked = useAsk(listRequirements, {}, { keep: true })
  const all = asked.data?.requirements ?? []
  const edited = all.find((it) => it.id === edit)
  const groups = [
    { title: '', list: all.filter((it) => it.state.active) },
    { title: say('At rest'), list: all.filter((it) => !it.state.active) },
  ]
  return (
    <section className="stack" aria-labelledby="questions-head">
      <div className="row apart">
        <h2 id="questions-head">{say('Questions')}</h2>
        {may(setRequirement) ? (
          <Button small icon="plus" onPress={() => choose({ add: 'question' })}>
            {say('Ask a question')}
          </Button>
        ) : null}
      </div>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={3} tall /> : null}
      {asked.data && all.length === 0 ? (
        <Empty icon="search" title={say('Nobody has asked anything yet')}>
          {say(
            'Ask what you must know: topics, sectors, countries, names or words. Whatever comes in and meets it raises an alert.',
          )}
        </Empty>
      ) : null}
      {groups
        .filter((group) => group.list.length > 0)
        .map((group) => (
          <div key={group.title} className="stack tight">
            {group.title ? <h3 className="group-head">{group.title}</h3> : null}
            <ul className="item-list">
              {group.list.map((one) => (
                <Row key={one.id} asked={one} onEdit={() => choose({ edit: one.id })} />
              ))}
            </ul>
          </div>
        ))}
      {add === 'question' && may(setRequirement) ? <AskDialog onClose={() => choose({ add: undefined })} /> : null}
      {edited && may(changeRequirement) ? (
        <AskDialog key={edited.id} asked={edited} onClose={() => choose({ edit: undefined })} />
      ) : null}
    </section>
  )
}

function Row({ asked, onEdit }: { asked: ShownRequirement; onEdit: () => void }): ReactNode {
  const may = useMay()
  const glow = useGlow()
  const now = useNow()
  const names = useNames()
  const vocabulary = useVocabulary()
  const [, choose] = useChoices('question', 'alerts')
  const act = useTell(changeRequirement)
  const { state } = asked
  const over = state.until !== null && Date.parse(state.until) < now
  return (
    <li className={glow.has(asked.id) ? 'item question glow' : 'item question'}>
      <span className="row small">
        <PriorityMark priority={state.priority} />
        <Tlp label={asked.marking.tlp} />
        {state.active ? null : <Badge tone="quiet">{say('at rest')}</Badge>}
        {over ? <Badge tone="quiet">{say('its time is over')}</Badge> : null}
      </span>
      <strong>{state.question}</strong>
      <ul className="small changes">
        {queryLines(state.query, vocabulary).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <span className="small quiet">
        {say('asked by {name}', { name: names.person(state.setBy) })} <Time at={state.setAt} />
        {state.until ? (
          <>
            {' · '}
            {say('until')} <Time at={state.until} show="exact" />
          </>
        ) : null}
      </span>
      <span className="row">
        <button
          type="button"
          className="link-button small"
          onClick={() => choose({ question: asked.id, alerts: asked.openAlerts > 0 ? undefined : 'all' })}
        >
          {sayCount(asked.openAlerts, '{n} open alert', '{n} open alerts')}{' '}
          {say('of {all}', { all: asked.alerts.toLocaleString('en') })}
        </button>
        {may(changeRequirement) ? (
          <span className="row no-print">
            <Button small onPress={onEdit} aria-label={say('Change: {question}', { question: state.question })}>
              {say('Change')}
            </Button>
            <Button
              small
              kind="quiet"
              isPending={act.pending}
              onPress={() =>
                void act.tell({ id: asked.id, version: asked.version, active: !state.active }).catch(() => undefined)
              }
            >
              {state.active ? say('Put to rest') : say('Wake it')}
            </Button>
          </span>
        ) : null}
      </span>
      <Problem error={act.error} />
    </li>
  )
}
