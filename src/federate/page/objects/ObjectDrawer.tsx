// One object: its fields as people read them, its versions, who brought it, and the whole as JSON. Everything in it is text.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { getObject, removeObject } from '../../api/objects.ts'
import { readableFields } from '../../rules/objects/readable-fields.ts'
import type { CollectionShown } from './CollectionPage.tsx'

interface DrawerProps {
  collection: CollectionShown
  object: string
  version: string | undefined
  onVersion: (version: string | undefined) => void
  onClose: () => void
}

export function ObjectDrawer({ collection, object, version, onVersion, onClose }: DrawerProps): ReactNode {
  const asked = useAsk(
    getObject,
    { collection: collection.id, object, ...(version ? { version } : {}) },
    { keep: true },
  )
  const [removing, setRemoving] = useState(false)
  const may = useMay()
  const shown = asked.data
  return (
    <Dialog title={say('An object')} open onClose={onClose} drawer wide>
      {asked.isPending ? <Skeleton lines={6} /> : null}
      {!shown && asked.error ? <Problem error={asked.error} /> : null}
      {shown ? (
        <div className="stack">
          <h3>{shown.label || shown.type}</h3>
          <dl className="federate-facts">
            <dt>{say('Id')}</dt>
            <dd className="federate-breaks">{shown.id}</dd>
            <dt>{say('Marking')}</dt>
            <dd>
              <MarkingBadge marking={shown.marking} />
            </dd>
            <dt>{say('Added')}</dt>
            <dd>
              <Time at={shown.addedAt} show="both" />
            </dd>
            <dt>{say('Brought by')}</dt>
            <dd className="federate-breaks">
              {shown.broughtBy ? `${shown.broughtBy.standard}: ${shown.broughtBy.name}` : say('You may not read that')}
            </dd>
            {readableFields(shown.object).map(({ name, text }) => (
              <Field key={name} name={name} text={text} />
            ))}
          </dl>
          {shown.versions.length > 1 ? (
            <SelectField
              label={say('Version')}
              value={shown.version}
              onChange={(next) => onVersion(next ?? undefined)}
              choices={shown.versions.map((one) => ({ value: one.version, label: one.version }))}
              required
            />
          ) : null}
          <details>
            <summary>{say('As JSON')}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
            <pre className="federate-json" tabIndex={0}>
              {JSON.stringify(shown.object, null, 2)}
            </pre>
          </details>
          {shown.canRemove && collection.canWrite && may(removeObject) ? (
            <div className="row no-print">
              <Button kind="quiet" onPress={() => setRemoving(true)}>
                {say('Delete it')}
              </Button>
            </div>
          ) : null}
          {removing ? <Remove collection={collection.id} object={shown.id} onDone={onClose} /> : null}
        </div>
      ) : null}
    </Dialog>
  )
}

function Field({ name, text }: { name: string; text: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="federate-breaks">{text}</dd>
    </>
  )
}

function Remove({ collection, object, onDone }: { collection: string; object: string; onDone: () => void }): ReactNode {
  const remove = useTell(removeObject)
  const [reason, setReason] = useState('')
  return (
    <Form
      submit={say('Delete all its versions')}
      danger
      pending={remove.pending}
      error={remove.error}
      onSubmit={() => remove.tell({ collection, object, reason }).then(onDone)}
    >
      <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} />
    </Form>
  )
}
