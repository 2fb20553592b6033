// The rolling programme: what is due, what is planned and was held, and what was never exercised.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { programmeCalendar, programmeTable, showProgramme } from '../../api/programme/programme.ts'
import type { Row } from '../../model/programme/programme.ts'
import { DueTable } from './DueTable.tsx'
import { EntryDialog } from './EntryDialog.tsx'
import { EntryList } from './EntryList.tsx'
import { HeatMap } from './HeatMap.tsx'
import { CancelDialog, HeldDialog } from './OutcomeDialog.tsx'
import { ProgrammeCalendars } from './ProgrammeCalendars.tsx'
import './programme.css'

type Programme = OutputOf<typeof showProgramme>

export function ProgrammePage(): ReactNode {
  const [choice, choose] = useChoices('ask', 'entry', 'map')
  const { realm } = usePlace()
  const asked = useAsk(showProgramme, {}, { timeless: true, keep: true, hears: ['exercise.'] })
  const programme = asked.data
  const mayPlan = programme?.mayPlan === true && realm === 'live'
  const close = () => choose({ ask: undefined, entry: undefined })
  return (
    <Page
      title={say('Programme of exercises')}
      above={<Link to="/exercises">← {say('Exercises')}</Link>}
      lead={say('Rolling: what is due, what is planned and was held, and what was never exercised.')}
      actions={
        <>
          {mayPlan ? (
            <Button kind="first" icon="plus" onPress={() => choose({ ask: 'add' })}>
              {say('Plan an exercise ahead')}
            </Button>
          ) : null}
          <a className={buttonClass('plain')} href={addressOf(programmeCalendar, {})} download>
            {say('As a calendar')}
          </a>
          <a className={buttonClass('plain')} href={addressOf(programmeTable, {})} download>
            CSV
          </a>
          <Button icon="print" onPress={() => print()}>
            {say('Print')}
          </Button>
        </>
      }
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={8} /> : null}
      {programme ? (
        <>
          <Card title={say('What is due')}>
            <DueTable due={programme.due} />
          </Card>
          <Card title={say('Planned and held')}>
            {programme.entries.length === 0 ? (
              <Empty title={say('Nothing is planned ahead.')}>
                {mayPlan
                  ? say('Plan the first exercise: a title, a day and who organises it are enough to begin.')
                  : say('Those who direct exercises plan them.')}
              </Empty>
            ) : null}
            <EntryList entries={programme.entries} mayPlan={mayPlan} onAsk={(ask, entry) => choose({ ask, entry })} />
            <Besides programme={programme} />
          </Card>
          <Maps programme={programme} shown={choice.map ?? 'exercised'} onShow={(map) => choose({ map })} />
          <ProgrammeCalendars />
          {mayPlan ? <Asked programme={programme} ask={choice.ask} id={choice.entry} onClose={close} /> : null}
        </>
      ) : null}
    </Page>
  )
}

interface AskedProps {
  programme: Programme
  ask: string | undefined
  id: string | undefined
  onClose: () => void
}

function Asked({ programme, ask, id, onClose }: AskedProps): ReactNode {
  if (ask === 'add') return <EntryDialog programme={programme} onClose={onClose} />
  const entry = programme.entries.find((one) => one.id === id)
  if (!entry) return null
  if (ask === 'change') return <EntryDialog entry={entry} programme={programme} onClose={onClose} />
  if (ask === 'held') return <HeldDialog entry={entry} onClose={onClose} />
  return ask === 'cancel' ? <CancelDialog entry={entry} onClose={onClose} /> : null
}

function Besides({ programme: { besides } }: { programme: Programme }): ReactNode {
  if (besides.length === 0) return null
  return (
    <div className="stack tight">
      <h3>{say('Played, and in no entry')}</h3>
      <p className="small quiet">
        {say('They count in the map below. Who took part is not known of them until an entry says it.')}
      </p>
      <ul className="plain-list">
        {besides.map(({ slug, name, endedOn }) => (
          <li key={slug} className="row">
            <span className="programme-days">{endedOn}</span>
            <Link to="/exercises/$slug" params={{ slug }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

const shows = {
  exercised: (row: Row) => row.standing !== 'never',
  never: (row: Row) => row.standing === 'never',
  all: () => true,
}

interface MapsProps {
  programme: Programme
  shown: string
  onShow: (map: string) => void
}

function Maps({ programme, shown, onShow }: MapsProps): ReactNode {
  const { years, today } = programme
  const fits = shown === 'never' ? shows.never : shown === 'all' ? shows.all : shows.exercised
  const obligations = programme.obligations.filter(fits)
  const never = programme.obligations.filter(shows.never).length
  const shared = { years, thisYear: Number(today.slice(0, 4)) }
  return (
    <Card title={say('What was exercised')}>
      <div className="stack">
        <p>
          {sayCount(
            never,
            '{n} of {all} obligations was never exercised, nor is it planned.',
            '{n} of {all} obligations were never exercised, nor are they planned.',
            { all: programme.obligations.length },
          )}
        </p>
        <div className="no-print">
          <SelectField
            label={say('Obligations shown')}
            value={shown}
            onChange={onShow}
            choices={[
              { value: 'exercised', label: say('Exercised or planned') },
              { value: 'never', label: say('Never exercised') },
              { value: 'all', label: say('All') },
            ]}
          />
        </div>
        {obligations.length === 0 ? (
          <Empty title={say('None.')}>{say('Choose another view above.')}</Empty>
        ) : (
          <HeatMap label={say('Obligations by year')} of={say('Obligation')} rows={obligations} named {...shared} />
        )}
        <h3>{say('Risk scenarios')}</h3>
        <HeatMap
          label={say('Risk scenarios by year')}
          of={say('Risk scenario')}
          rows={programme.risks}
          named={false}
          {...shared}
        />
      </div>
    </Card>
  )
}
