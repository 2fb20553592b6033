// The versions of the law that were in force here, what two of them differ in, and putting another one in force.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { adoptLaw, adoptShippedLaw, checkLaw, compareLaw, lawVersions } from '../../../api/law.ts'
import { CheckDialog } from './CheckDialog.tsx'
import { Difference } from './Difference.tsx'
import { FaultsOfLaw } from './FaultsOfLaw.tsx'

export function Versions(): ReactNode {
  const [checking, setChecking] = useState(false)
  const [, choose] = useChoices('version', 'tab')
  const asked = useAsk(lawVersions, {}, { timeless: true, hears: ['assess.law'] })
  const may = useMay()
  const names = useNames()
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { versions, shipped } = asked.data
  return (
    <div className="stack">
      {shipped.faults.length > 0 ? (
        <div className="note warn stack tight" role="alert">
          <strong>
            {say('The law that came with this version of Tocsin was refused; the one before stays in force.')}
          </strong>
          <FaultsOfLaw faults={shipped.faults} />
        </div>
      ) : null}
      {shipped.version && !versions.some((it) => it.version === shipped.version) ? (
        <Waiting version={shipped.version} inForce={versions.find((it) => it.inForce)?.version} />
      ) : null}
      <Card
        title={say('Versions that were in force here')}
        aside={
          may(checkLaw) ? (
            <Button small icon="upload" onPress={() => setChecking(true)}>
              {may(adoptLaw) ? say('Check or adopt files') : say('Check files')}
            </Button>
          ) : undefined
        }
      >
        <ul className="plain-list">
          {versions.map((it) => (
            <li key={`${it.version}/${it.adoptedAt}`}>
              <span className="row">
                <button
                  type="button"
                  className="link-button"
                  onClick={() => choose({ version: it.inForce ? undefined : it.version, tab: undefined }, 'push')}
                >
                  {it.version}
                </button>
                {it.inForce ? <Badge tone="good">{say('in force')}</Badge> : null}
                {it.version === shipped.version ? <Badge tone="quiet">{say('came with Tocsin')}</Badge> : null}
              </span>
              <span className="small">
                {it.reason} · {names.actor(it.adoptedBy)} <Time at={it.adoptedAt} /> ·{' '}
                {sayCount(it.changes, '{n} change', '{n} changes')}
              </span>
              <code className="small quiet wrap-anywhere">SHA-256 {it.sha256}</code>
            </li>
          ))}
        </ul>
      </Card>
      {versions.length > 1 ? <Compare versions={versions.map((it) => it.version)} /> : null}
      {checking ? (
        <CheckDialog inForce={versions.find((it) => it.inForce)?.version} onClose={() => setChecking(false)} />
      ) : null}
    </div>
  )
}

/** A law that came with Tocsin and waits, since somebody here put one of their own in force. */
function Waiting({ version, inForce }: { version: string; inForce: string | undefined }): ReactNode {
  const act = useTell(adoptShippedLaw)
  const may = useMay()
  const [reason, setReason] = useState('')
  return (
    <div className="note warn stack tight">
      <strong>{say('A law came with this version of Tocsin: {version}. Yours stays in force.', { version })}</strong>
      {may(adoptShippedLaw) ? (
        <Form
          submit={say('Put it in force')}
          pending={act.pending}
          error={act.error}
          onSubmit={() => act.tell({ reason, ...(inForce ? { seen: inForce } : {}) })}
        >
          <TextField label={say('Why')} value={reason} onChange={setReason} required />
        </Form>
      ) : null}
    </div>
  )
}

function Compare({ versions }: { versions: readonly string[] }): ReactNode {
  const [{ from, to }, choose] = useChoices('from', 'to')
  const every = [...new Set(versions)]
  const [newest = '', before = newest] = every
  const input = { from: from ?? before, to: to ?? newest }
  const asked = useAsk(compareLaw, input, { timeless: true, keep: true, when: every.length > 1, hears: ['assess.law'] })
  const choices = every.map((value) => ({ value, label: value }))
  if (every.length < 2) return null
  return (
    <Card title={say('What two versions differ in')}>
      <div className="stack">
        <div className="columns">
          <SelectField
            label={say('From')}
            value={input.from}
            onChange={(value) => choose({ from: value })}
            choices={choices}
          />
          <SelectField
            label={say('To')}
            value={input.to}
            onChange={(value) => choose({ to: value })}
            choices={choices}
          />
        </div>
        <Problem error={asked.error} />
        {asked.data ? <Difference difference={asked.data} /> : null}
      </div>
    </Card>
  )
}
