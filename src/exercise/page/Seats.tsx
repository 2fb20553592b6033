// Who takes part: the cast, who sits for whom, and putting people of this node on a seat.
import { type ReactNode, useState } from 'react'
import { listPersons } from '#people/api.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { CheckField, SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import * as api from '../api/exercises.ts'
import { cells } from '../model/scenario.ts'
import type { Shown } from './Direct.tsx'
import { word } from './words.ts'

export function Seats({ shown }: { shown: Shown }): ReactNode {
  const may = useMay()
  const directs = may(api.putInCell)
  const persons = useAsk(listPersons, { limit: 500 }, { timeless: true, when: directs, hears: ['people.'] })
  const taking = useTell(api.takeFromCell)
  const { exercise, cast, participants } = shown
  const names = new Map(participants.map(({ id, name }) => [id, name]))
  const called = new Map(persons.data?.items.map(({ id, name }) => [id, name]))
  const open = exercise.state !== 'ended'
  return (
    <Card title={say('Who takes part')}>
      <ul className="plain-list">
        {cast.map(({ id, name, participant, cell }) => {
          const sitting = exercise.seats.filter(({ seat }) => seat === id)
          return (
            <li key={id} className="row">
              <strong>{name}</strong>
              <span className="quiet">{names.get(participant) ?? participant}</span>
              <Badge>{word(cell)}</Badge>
              {sitting.map(({ person }) => (
                <Badge key={person} tone="good">
                  {called.get(person) ?? say('somebody sits here')}
                </Badge>
              ))}
            </li>
          )
        })}
      </ul>
      {directs ? (
        <>
          <h3 className="exercise-cells">{say('In the cells')}</h3>
          {exercise.seats.length === 0 ? <p className="quiet">{say('Nobody yet.')}</p> : null}
          <ul className="plain-list">
            {exercise.seats.map(({ person, cell, seat }) => {
              const name = called.get(person) ?? say('A guest')
              return (
                <li key={person} className="row">
                  <strong>{name}</strong>
                  <Badge>{word(cell)}</Badge>
                  {seat ? (
                    <span className="quiet">
                      {say('for {seat}', { seat: cast.find(({ id }) => id === seat)?.name ?? seat })}
                    </span>
                  ) : null}
                  {called.has(person) && open ? (
                    <Button
                      small
                      aria-label={say('Take out {name}', { name })}
                      onPress={() => void taking.tell({ exercise: exercise.slug, person }).catch(() => {})}
                    >
                      {say('Take out')}
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
          <Problem error={taking.error} />
          {open ? <Put shown={shown} people={[...called].map(([value, label]) => ({ value, label }))} /> : null}
        </>
      ) : null}
    </Card>
  )
}

function Put({ shown, people }: { shown: Shown; people: { value: string; label: string }[] }): ReactNode {
  const putting = useTell(api.putInCell)
  const [person, setPerson] = useState('')
  const [cell, setCell] = useState<(typeof cells)[number]>('players')
  const [seat, setSeat] = useState('')
  const [also, setAlso] = useState(false)
  async function send(): Promise<void> {
    const more = { ...(seat === '' ? {} : { seat }), ...(also ? { alsoElsewhere: true } : {}) }
    await putting.tell({ exercise: shown.exercise.slug, person, cell, ...more })
    setPerson('')
    setSeat('')
  }
  return (
    <Form
      submit={say('Put into the cell')}
      label={say('Put somebody into a cell')}
      pending={putting.pending}
      error={putting.error}
      onSubmit={send}
    >
      <div className="exercise-put">
        <PickOne label={say('Who')} value={person} onChange={setPerson} choices={people} required />
        <SelectField
          label={say('Cell')}
          value={cell}
          onChange={(value) => {
            setCell(cells.find((one) => one === value) ?? 'players')
            setSeat('')
          }}
          choices={cells.map((value) => ({ value, label: word(value) }))}
        />
        <SelectField
          label={say('For whom')}
          value={seat}
          onChange={setSeat}
          none={say('For nobody of the cast')}
          choices={shown.cast.filter((one) => one.cell === cell).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <CheckField label={say('They may be in another exercise at the same time')} value={also} onChange={setAlso} />
    </Form>
  )
}
