// The services that are affected, each judged by itself: named, renamed, and taken out with what was said of them.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { setServices } from '../../../api/assessments.ts'
import { LawForm } from './LawForm.tsx'
import type { AssessmentShown } from './shown.ts'

export function Services({ assessment }: { assessment: AssessmentShown }): ReactNode {
  const [changing, setChanging] = useState(false)
  const { services } = assessment.state
  return (
    <Card
      title={say('Services that are affected')}
      aside={
        assessment.mayChange ? (
          <Button
            small
            kind="quiet"
            aria-label={say('Change: services that are affected')}
            onPress={() => setChanging(true)}
          >
            {say('Change')}
          </Button>
        ) : undefined
      }
    >
      {services.length === 0 ? (
        <p className="quiet">
          {say('None is named: what is said of services counts for one of no name. Name them if they differ.')}
        </p>
      ) : (
        <ul className="plain-list">
          {services.map((service) => (
            <li key={service.id}>
              <strong>{service.name}</strong>
              <span className="small quiet">
                {sayCount(Object.keys(service.facts).length, '{n} fact known', '{n} facts known')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {changing ? <ServicesDialog assessment={assessment} onClose={() => setChanging(false)} /> : null}
    </Card>
  )
}

interface Line {
  key: number
  id?: string
  name: string
}

function ServicesDialog({ assessment, onClose }: { assessment: AssessmentShown; onClose: () => void }): ReactNode {
  const telling = useTell(setServices)
  const [lines, setLines] = useState<Line[]>(() =>
    assessment.state.services.map(({ id, name }, key) => ({ key, id, name })),
  )
  const [added, setAdded] = useState(1000)
  const gone = assessment.state.services.filter(
    (service) => Object.keys(service.facts).length > 0 && !lines.some((line) => line.id === service.id),
  )
  async function send(version: number): Promise<void> {
    const services = lines
      .filter((line) => line.name.trim() !== '')
      .map(({ id, name }) => ({ ...(id ? { id } : {}), name: name.trim() }))
    await telling.tell({ id: assessment.id, version, services })
    toast(say('Judged again with them.'))
    onClose()
  }
  return (
    <Dialog title={say('Services that are affected')} open onClose={onClose}>
      <LawForm
        version={assessment.version}
        submit={say('Keep them, and judge again')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
        other={
          <Button
            icon="plus"
            onPress={() => {
              setLines([...lines, { key: added, name: '' }])
              setAdded(added + 1)
            }}
          >
            {say('One more')}
          </Button>
        }
      >
        {lines.map((line, i) => (
          <div key={line.key} className="service-line">
            <TextField
              label={say('Service {n}', { n: i + 1 })}
              value={line.name}
              onChange={(name) => setLines(lines.map((it) => (it.key === line.key ? { ...it, name } : it)))}
              maxLength={200}
            />
            <Button
              kind="quiet"
              bare
              icon="close"
              aria-label={say('Take out: {name}', { name: line.name || say('Service {n}', { n: i + 1 }) })}
              onPress={() => setLines(lines.filter((it) => it.key !== line.key))}
            />
          </div>
        ))}
        {lines.length === 0 ? <p className="quiet">{say('No service is named.')}</p> : null}
        {gone.length > 0 ? (
          <p className="note warn">
            {say('What was said of {names} does not count any more. It stays in the journal.', {
              names: gone.map((it) => it.name).join(', '),
            })}
          </p>
        ) : null}
      </LawForm>
    </Dialog>
  )
}
