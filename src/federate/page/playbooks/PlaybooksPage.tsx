// Playbooks that came in: what they are for, and how long they are.
import '../advisories/advisories.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { importPlaybook, listPlaybooks } from '../../api/playbooks.ts'
import { ImportFile } from '../advisories/ImportFile.tsx'
import { FederateTabs } from '../Tabs.tsx'

export function PlaybooksPage(): ReactNode {
  const [{ add, words }, choose] = useChoices('add', 'words')
  const may = useMay()
  const asked = useAsk(listPlaybooks, { ...(words ? { words } : {}), limit: 200 }, { keep: true })
  return (
    <Page
      title={say('Playbooks')}
      wide
      lead={say('What to do in which order (CACAO 2.0). Tocsin shows the commands; it never carries them out.')}
      actions={
        may(importPlaybook) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'playbook' })}>
            {say('Take in a playbook')}
          </Button>
        ) : null
      }
    >
      <FederateTabs />
      <TextField
        label={say('Words')}
        optional
        type="search"
        value={words ?? ''}
        onChange={(value) => choose({ words: value || undefined })}
      />
      {asked.isPending ? <Skeleton lines={4} tall /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data?.items.length === 0 ? (
        <Empty title={say('No playbook is here that fits.')}>{say('Take in one that somebody sent you.')}</Empty>
      ) : null}
      <ul className="plain-list bordered">
        {asked.data?.items.map((row) => (
          <li key={row.id} className="stack tight">
            <p className="row">
              <Link to="/playbooks/$id" params={{ id: row.id }} className="title-link" data-row>
                {row.name || row.playbookId}
              </Link>
              {row.revoked ? <Badge tone="bad">{say('Revoked')}</Badge> : null}
              {row.types.map((type) => (
                <Badge key={type}>{type}</Badge>
              ))}
              <Tlp label={row.marking.tlp} />
            </p>
            <p>{row.description?.slice(0, 400)}</p>
            <p className="small quiet">
              {sayCount(row.steps, '{n} step', '{n} steps')} · {row.modified}
            </p>
          </li>
        ))}
      </ul>
      {add === 'playbook' && may(importPlaybook) ? (
        <ImportFile
          contract={importPlaybook}
          title={say('Take in a playbook')}
          hint={say('A CACAO 2.0 playbook as JSON. It keeps the label of its author.')}
          onClose={() => choose({ add: undefined })}
        />
      ) : null}
    </Page>
  )
}
