// Beginning an assessment: of what, for whom, and since when one knows of it. All else is asked afterwards.
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { presentInstant } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { getEntity, openAssessment } from '../../../api/assessments.ts'
import { getIncident } from '../../../api.ts'
import { here } from '../Moment.tsx'
import { fromWall, toWall } from '../zone.ts'

export interface OpenAssessmentProps {
  incident?: string | undefined
  onClose: () => void
}

export function OpenAssessment({ incident, onClose }: OpenAssessmentProps): ReactNode {
  const me = useMe()
  const names = useNames()
  const navigate = useNavigate()
  const telling = useTell(openAssessment)
  const of = useAsk(getIncident, { id: incident ?? '' }, { when: Boolean(incident) })
  const [organisation, setOrganisation] = useState(me.organisation.id)
  const profile = useAsk(getEntity, { organisation })
  const zone = profile.data?.entity?.state.timeZone ?? here
  const [title, setTitle] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const aware = typed ?? toWall(presentInstant(), zone)

  async function send(): Promise<void> {
    const awareness = aware === '' ? undefined : fromWall(aware, zone)
    const answer = await telling.tell({
      organisation,
      ...(incident ? { incident } : { title: title.trim() }),
      ...(awareness ? { awareness } : {}),
    })
    await navigate({ to: '/assess/$id', params: { id: answer.id }, search: {} })
  }

  return (
    <Dialog title={say('Begin an assessment')} open onClose={onClose}>
      <Form submit={say('Begin')} pending={telling.pending} error={telling.error} onSubmit={send}>
        {incident ? (
          <p>
            {say('Of the incident:')} <strong>{of.data?.state.title ?? '…'}</strong>
          </p>
        ) : (
          <TextField
            label={say('What happened?')}
            value={title}
            onChange={setTitle}
            required
            minLength={3}
            maxLength={300}
          />
        )}
        <Problem error={of.error} />
        <SelectField
          label={say('For which organisation?')}
          value={organisation}
          onChange={setOrganisation}
          choices={names.organisations}
        />
        {profile.data?.entity === null ? (
          <p className="note warn small">
            {say('Nobody has said yet who it is by law. You can say it in the assessment, or once and for all in its')}{' '}
            <Link to="/entity/$organisation" params={{ organisation }}>
              {say('profile')}
            </Link>
            .
          </p>
        ) : null}
        <TextField
          label={say('When did you become aware of it?')}
          hint={say('By the clock in {zone}. Most limits run from then; it can be corrected later.', {
            zone: zone.replaceAll('_', ' '),
          })}
          type="datetime-local"
          value={aware}
          onChange={setTyped}
          optional
        />
      </Form>
    </Dialog>
  )
}
