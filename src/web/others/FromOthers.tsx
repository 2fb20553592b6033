// Below a record that crossed a border between organisations: what others say about it, and saying something back.
import './others.css'
import { type ReactNode, useState } from 'react'
import { listResponses, respond } from '#federate/api/copies.ts'
import { useAsk } from '../ask.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Problem } from '../kit/Problem.tsx'
import { usePlace } from '../place.ts'
import { say } from '../say.ts'
import { useMay } from '../session.ts'
import { type Here, type Origin, useOriginHere } from './here.ts'
import { Respond } from './Respond.tsx'
import { ResponseRow } from './ResponseRow.tsx'

export function FromOthers(): ReactNode {
  const { here, origin } = useOriginHere()
  if (!here || !origin) return null
  if (!origin.copy && origin.given.length === 0) return null
  return <Panel here={here} origin={origin} />
}

function Panel({ here, origin }: { here: Here; origin: Origin }): ReactNode {
  const asked = useAsk(listResponses, { about: here.id, limit: 100 }, { hears: ['federate.response'], keep: true })
  const may = useMay()
  const { asOf } = usePlace()
  const [open, setOpen] = useState(false)
  const items = asked.data?.items ?? []
  return (
    <Card
      title={say('From others')}
      className="others"
      aside={
        may(respond) && !asOf ? (
          <Button small icon="plus" onPress={() => setOpen(true)}>
            {origin.copy ? say('Say something to its owner') : say('Ask or tell others')}
          </Button>
        ) : null
      }
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data && items.length === 0 ? (
        <p className="quiet">
          {origin.copy
            ? say('Nothing was said about it. A comment, a sighting, a proposal or a request goes to its owner.')
            : say('Nobody said anything about it.')}
        </p>
      ) : null}
      <ul className="plain-list">
        {items.map((item) => (
          <ResponseRow key={item.id} item={item} />
        ))}
      </ul>
      {open ? <Respond here={here} origin={origin} onClose={() => setOpen(false)} /> : null}
    </Card>
  )
}
