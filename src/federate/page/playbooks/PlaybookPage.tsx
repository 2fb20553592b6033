// One playbook: the picture of its workflow, the chosen step, all steps as a list, which says the same in words, and who signed it.
import '../advisories/advisories.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportPlaybook, getPlaybook } from '../../api/playbooks.ts'
import type { PlaybookContent, PlaybookStep } from '../../model/playbooks/playbook.ts'
import { Signatures } from './Signatures.tsx'
import { nameOf } from './step-name.ts'
import { Workflow } from './Workflow.tsx'

export function PlaybookPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const { realm, asOf } = usePlace()
  const [{ step }, choose] = useChoices('step')
  const asked = useAsk(getPlaybook, { id })
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, marking } = asked.data
  const { content, check } = state
  return (
    <Page
      title={content.name || content.playbookId}
      above={<Link to="/playbooks">{say('Playbooks')}</Link>}
      wide
      lead={content.description}
      actions={
        <Button onPress={() => void fetchFile(exportPlaybook, { id }, `${content.playbookId}.json`, { realm, asOf })}>
          {say('The document')}
        </Button>
      }
    >
      <p className="row">
        {content.revoked ? <Badge tone="bad">{say('Revoked')}</Badge> : null}
        {content.types.map((type) => (
          <Badge key={type}>{type}</Badge>
        ))}
        <Tlp label={marking.tlp} />
        <span className="small quiet">{content.modified}</span>
      </p>
      <h2>{say('Workflow')}</h2>
      <Workflow content={content} chosen={step ?? null} onChoose={(next) => choose({ step: next })} />
      <h2>{say('Steps')}</h2>
      <ol className="stack">
        {content.steps.map((one) => (
          <Step key={one.id} step={one} content={content} chosen={one.id === step} />
        ))}
      </ol>
      <Signatures held={asked.data} onChanged={() => void asked.refetch()} />
      {check.findings.length > 0 ? (
        <>
          <h2>{say('What the tests found')}</h2>
          <ul>
            {check.findings.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: findings have no names, and never change places.
              <li key={at} className="small advisory-text">
                {one.level} · {one.rule} · {one.where}: {one.message}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Page>
  )
}

function Step({ step, content, chosen }: { step: PlaybookStep; content: PlaybookContent; chosen: boolean }): ReactNode {
  const named = (id: string) => {
    const other = content.steps.find((one) => one.id === id)
    return other ? nameOf(other) : id
  }
  return (
    <li aria-current={chosen ? 'step' : undefined}>
      <strong>{nameOf(step)}</strong> <span className="small quiet">{step.type}</span>
      {step.description ? <p className="advisory-text">{step.description}</p> : null}
      {step.about ? <p className="mono small advisory-text">{step.about}</p> : null}
      {step.agent ? <p className="small">{say('By {agent}', { agent: step.agent })}</p> : null}
      {step.targets.length > 0 ? (
        <p className="small">{say('On {targets}', { targets: step.targets.join(', ') })}</p>
      ) : null}
      {step.commands.map((command, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: commands have no names, and never change places.
        <p key={at} className="advisory-text">
          <span className="small quiet">{command.type}:</span> <code>{command.text}</code>
        </p>
      ))}
      {step.next.length > 0 ? (
        <p className="small">
          {step.next.map(({ to, when }) => say('{when}: {step}', { when, step: named(to) })).join(' · ')}
        </p>
      ) : null}
    </li>
  )
}
