// The objects of a collection in pages: by type, by how the id begins, the newest first.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { readObjects } from '../../api/objects.ts'
import type { CollectionShown } from './CollectionPage.tsx'

export function ObjectsList({
  collection,
  onOpen,
}: {
  collection: CollectionShown
  onOpen: (object: string) => void
}): ReactNode {
  const [{ type, find, after }, choose] = useChoices('type', 'find', 'after')
  const [typed, setTyped] = useState(find ?? '')
  const asked = useAsk(
    readObjects,
    {
      ...{ collection: collection.id, limit: 50 },
      ...(type ? { type } : {}),
      ...(find ? { search: find } : {}),
      ...(after ? { after } : {}),
    },
    { keep: true },
  )
  return (
    <section className="stack" aria-label={say('Objects')}>
      <div className="federate-filters no-print">
        <SelectField
          label={say('Type')}
          value={type ?? ''}
          none={say('All types')}
          onChange={(next) => choose({ type: next || undefined, after: undefined })}
          choices={collection.types.map((one) => ({ value: one.type, label: `${one.type} (${one.count})` }))}
        />
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            choose({ find: typed.trim() || undefined, after: undefined })
          }}
        >
          <TextField label={say('The id begins with')} value={typed} onChange={setTyped} optional />
          <Button type="submit">{say('Find')}</Button>
        </form>
      </div>
      {asked.isPending ? <Skeleton lines={5} /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data?.items.length === 0 ? <Empty title={say('No object here that you may read.')} /> : null}
      <ul className="plain-list bordered">
        {asked.data?.items.map((one) => (
          <li key={`${one.id} ${one.version}`} className="stack tight">
            <p className="row">
              <Badge>{one.type}</Badge>
              <Button kind="quiet" small onPress={() => onOpen(one.id)}>
                {one.label || one.id}
                <span className="unseen"> {one.version}</span>
              </Button>
              <Tlp label={one.marking.tlp} />
            </p>
            <p className="small quiet federate-breaks">
              {one.id} · <Time at={one.addedAt} />
            </p>
          </li>
        ))}
      </ul>
      <div className="row no-print">
        {after ? <Button onPress={() => choose({ after: undefined })}>{say('To the newest')}</Button> : null}
        {asked.data?.next ? (
          <Button onPress={() => choose({ after: asked.data?.next ?? undefined })}>{say('Older ones')}</Button>
        ) : null}
      </div>
    </section>
  )
}
