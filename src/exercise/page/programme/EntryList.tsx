// The calendar of the programme: exercises by year, in the order of their days.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { say } from '#web/say.ts'
import type { showProgramme } from '../../api/programme/programme.ts'
import { daysOf, sectorWord, stateTone, stateWord } from './words.ts'

export type ShownEntry = OutputOf<typeof showProgramme>['entries'][number]
export type Asking = 'change' | 'held' | 'cancel'

export interface EntryListProps {
  entries: readonly ShownEntry[]
  mayPlan: boolean
  onAsk: (what: Asking, id: string) => void
}

export function EntryList({ entries, ...rest }: EntryListProps): ReactNode {
  const years = [...new Set(entries.map(({ state }) => state.from.slice(0, 4)))]
  return years.map((year) => (
    <section key={year} className="stack tight" aria-label={year}>
      <h3>{year}</h3>
      <ol className="plain-list">
        {entries
          .filter(({ state }) => state.from.startsWith(year))
          .map((entry) => (
            <Entry key={entry.id} entry={entry} {...rest} />
          ))}
      </ol>
    </section>
  ))
}

function Entry({ entry, mayPlan, onAsk }: { entry: ShownEntry } & Omit<EntryListProps, 'entries'>): ReactNode {
  const { id, state, marking, playedBy, asks, scenarioGone } = entry
  const { title, organiser, takesPart, obligations, risks, because, heldOn, note } = state
  const button = (what: Asking, text: string) => (
    <Button small onPress={() => onAsk(what, id)} aria-label={`${text}: ${title}`}>
      {text}
    </Button>
  )
  return (
    <li className="stack tight programme-entry">
      <p className="row">
        <span className="programme-days">{daysOf(heldOn ? { from: heldOn, to: heldOn } : state)}</span>
        <strong>{title}</strong>
        <Badge tone={stateTone(state.state)}>{stateWord(state.state)}</Badge>
        <MarkingBadge marking={marking} />
        {asks ? (
          <Badge tone="warn">{asks === 'played' ? say('was played: note it') : say('its day has passed')}</Badge>
        ) : null}
      </p>
      <p className="small quiet">
        {say('Organised by {who}', { who: organiser })}
        {takesPart.length > 0
          ? ` · ${takesPart.map(({ name, sector }) => `${name} (${sectorWord(sector)})`).join(', ')}`
          : ''}
      </p>
      <p className="small">
        {obligations.length > 0
          ? say('Covers {what}', { what: obligations.join(', ') })
          : say('Names no obligation yet')}
        {risks.map((risk) => ` · ${risk.title}`).join('')}
      </p>
      {playedBy ? (
        <p className="small">
          {say('Played as')}{' '}
          <Link to="/exercises/$slug" params={{ slug: playedBy.slug }}>
            {playedBy.name}
          </Link>
        </p>
      ) : null}
      {scenarioGone ? (
        <p className="small note warn">
          {say('The scenario {name} is not here any more: choose another.', { name: state.scenario ?? '' })}
        </p>
      ) : null}
      {note ? <p className="prose small">{note}</p> : null}
      {because ? <p className="small quiet">{because}</p> : null}
      {mayPlan && state.state === 'planned' ? (
        <p className="row no-print">
          {button('change', say('Change'))}
          {button('held', say('It was held'))}
          {button('cancel', say('Cancel it'))}
        </p>
      ) : null}
    </li>
  )
}
