// Who is judged: types, countries, zone, authority. Changed here for this assessment, or taken anew from the profile.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { describeEntity, getEntity } from '../../../api/assessments.ts'
import { useVocabulary } from '../../vocabulary.ts'
import { EntityFields, type EntityValue } from './EntityFields.tsx'
import { LawForm } from './LawForm.tsx'
import type { PartProps } from './shown.ts'

export function EntityCard({ assessment, law }: PartProps): ReactNode {
  const [changing, setChanging] = useState(false)
  const vocabulary = useVocabulary()
  const { entity, organisation } = assessment.state
  return (
    <Card
      title={say('Who it is')}
      aside={
        assessment.mayChange ? (
          <Button small kind="quiet" aria-label={say('Change: who it is')} onPress={() => setChanging(true)}>
            {say('Change')}
          </Button>
        ) : undefined
      }
    >
      <dl className="facts">
        <dt>{say('Name')}</dt>
        <dd>{entity.name}</dd>
        <dt>{say('By law')}</dt>
        <dd>
          {entity.types.length === 0 ? (
            <strong>{say('Nobody said yet what it is: no act can be judged.')}</strong>
          ) : (
            entity.types.map(law.typeWord).join('; ')
          )}
        </dd>
        <dt>{say('Services in')}</dt>
        <dd>{entity.countries.map(vocabulary.country).join(', ') || say('not known')}</dd>
        <dt>{say('Authorities of')}</dt>
        <dd>{entity.jurisdiction ? vocabulary.country(entity.jurisdiction) : say('not known')}</dd>
        <dt>{say('Time zone')}</dt>
        <dd>{entity.timeZone}</dd>
      </dl>
      {organisation ? (
        <p className="small no-print">
          <Link to="/entity/$organisation" params={{ organisation }}>
            {say('Profile of the organisation')}
          </Link>
        </p>
      ) : null}
      {changing ? <EntityDialog assessment={assessment} law={law} onClose={() => setChanging(false)} /> : null}
    </Card>
  )
}

function EntityDialog({ assessment, law, onClose }: PartProps & { onClose: () => void }): ReactNode {
  const { entity, organisation } = assessment.state
  const telling = useTell(describeEntity)
  const profile = useAsk(getEntity, organisation ? { organisation } : {}, { when: organisation !== null }).data?.entity
  const [name, setName] = useState(entity.name)
  const [value, setValue] = useState<EntityValue>(entity)
  async function send(version: number): Promise<void> {
    await telling.tell({ id: assessment.id, version, entity: { name: name.trim(), ...picked(value) } })
    toast(say('Judged again with it.'))
    onClose()
  }
  return (
    <Dialog title={say('Who it is, for this assessment')} open wide onClose={onClose}>
      <LawForm
        version={assessment.version}
        submit={say('Keep it, and judge again')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
        other={
          profile ? (
            <Button kind="quiet" onPress={() => setValue(picked(profile.state))}>
              {say('Take it from the profile')}
            </Button>
          ) : undefined
        }
      >
        <TextField label={say('Name')} value={name} onChange={setName} required maxLength={300} />
        <EntityFields value={value} onChange={setValue} entityTypes={law.entityTypes} />
      </LawForm>
    </Dialog>
  )
}

/** Only what the form asks: a profile holds more. */
function picked({ types, countries, jurisdiction, timeZone }: EntityValue): EntityValue {
  return { types, countries, jurisdiction, timeZone }
}
