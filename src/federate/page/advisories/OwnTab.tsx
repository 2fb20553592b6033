// Advisories of our own on their way: written, checked by the tests of the standard, approved by a second person, published.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import * as api from '../../api/advisories-own.ts'
import { Findings } from './Findings.tsx'
import { ImportFile } from './ImportFile.tsx'
import { issuedWords } from './words.ts'

export function OwnTab(): ReactNode {
  const asked = useAsk(api.listOwnAdvisories, { limit: 100 }, { keep: true })
  const [{ own, write }, choose] = useChoices('own', 'write')
  const may = useMay()
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items, metadata } = asked.data
  return (
    <div className="stack">
      {metadata ? (
        <p className="small">
          {say('Others find them at')} <code>{metadata}</code>
        </p>
      ) : null}
      {may(api.writeAdvisory) ? (
        <p className="row">
          <Button onPress={() => choose({ write: 'file' })}>{say('Upload a CSAF document')}</Button>
          <Button onPress={() => choose({ write: 'form' })}>{say('Write a short one')}</Button>
        </p>
      ) : null}
      {items.length === 0 ? (
        <Empty title={say('No advisory of our own yet.')}>
          {say('Upload one that was made with any tool, or write a short one. A second person approves it.')}
        </Empty>
      ) : (
        <ul className="plain-list bordered">
          {items.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {own ? <OwnDrawer id={own} onClose={() => choose({ own: undefined })} /> : null}
      {write === 'file' ? (
        <ImportFile
          contract={api.writeAdvisory}
          title={say('Upload a CSAF document')}
          hint={say('It becomes a draft. Nobody outside sees it before it is checked, approved and published.')}
          onClose={() => choose({ write: undefined })}
        />
      ) : null}
      {write === 'form' ? <Compose onClose={() => choose({ write: undefined })} /> : null}
    </div>
  )
}

type Item = OutputOf<typeof api.listOwnAdvisories>['items'][number]

function Row({ row }: { row: Item }): ReactNode {
  const { word, tone } = issuedWords[row.status]
  return (
    <li className="row">
      <Link to="/advisories" search={{ tab: 'own', own: row.id }} className="title-link" data-row>
        {row.trackingId} {row.revision}: {row.title}
      </Link>
      <Badge tone={tone}>{say(word)}</Badge>
      <Tlp label={row.marking.tlp} />
      <Time at={row.changedAt} />
    </li>
  )
}

function OwnDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const asked = useAsk(api.getOwnAdvisory, { id })
  const checking = useTell(api.checkOwnAdvisory)
  const approving = useTell(api.approveOwnAdvisory)
  const publishing = useTell(api.publishAdvisory)
  const dropping = useTell(api.dropOwnAdvisory)
  const may = useMay()
  const quietly = (answer: Promise<unknown>) => void answer.catch(() => undefined).then(() => asked.refetch())
  const held = asked.data
  return (
    <Dialog title={say('An advisory of our own')} open drawer onClose={onClose}>
      {held ? (
        <div className="stack">
          <h3>{held.state.content.title}</h3>
          <p>
            <Badge tone={issuedWords[held.state.status].tone}>{say(issuedWords[held.state.status].word)}</Badge>
          </p>
          {held.state.returned ? <p className="note">{held.state.returned.reason}</p> : null}
          {held.state.published ? <p className="small mono">/csaf/{held.state.published.path}</p> : null}
          <Problem error={checking.error ?? approving.error ?? publishing.error ?? dropping.error} />
          <p className="row">
            {held.state.status === 'draft' && may(api.checkOwnAdvisory) ? (
              <Button
                kind="first"
                isPending={checking.pending}
                onPress={() => quietly(checking.tell({ id, version: held.version }))}
              >
                {say('Run the tests')}
              </Button>
            ) : null}
            {held.state.status === 'checked' && may(api.approveOwnAdvisory) ? (
              <Button kind="first" onPress={() => quietly(approving.tell({ id, version: held.version }))}>
                {say('Approve it')}
              </Button>
            ) : null}
            {held.state.status === 'approved' && may(api.publishAdvisory) ? (
              <Button
                kind="first"
                isPending={publishing.pending}
                onPress={() => quietly(publishing.tell({ id, version: held.version }))}
              >
                {say('Publish it')}
              </Button>
            ) : null}
            {['draft', 'checked', 'approved'].includes(held.state.status) && may(api.dropOwnAdvisory) ? (
              <Button kind="quiet" onPress={() => quietly(dropping.tell({ id, version: held.version }))}>
                {say('Drop it')}
              </Button>
            ) : null}
          </p>
          {held.state.check ? <Findings check={held.state.check} /> : null}
        </div>
      ) : asked.error ? (
        <Problem error={asked.error} />
      ) : (
        <Skeleton />
      )}
    </Dialog>
  )
}

function Compose({ onClose }: { onClose: () => void }): ReactNode {
  const [given, setGiven] = useState({ trackingId: '', title: '', summary: '' })
  const telling = useTell(api.composeAdvisory)
  const field = (name: keyof typeof given) => ({
    value: given[name],
    onChange: (value: string) => setGiven((before) => ({ ...before, [name]: value })),
  })
  return (
    <Dialog title={say('Write a short advisory')} open wide onClose={onClose}>
      <Form
        submit={say('Make a draft')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={async () => {
          await telling.tell(given)
          onClose()
        }}
      >
        <TextField label={say('Id')} required hint={say('Letters, digits, hyphens')} {...field('trackingId')} />
        <TextField label={say('Title')} required {...field('title')} />
        <TextField label={say('What happened, and what to do')} required lines={8} {...field('summary')} />
      </Form>
    </Dialog>
  )
}
