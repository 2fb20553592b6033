// The events that one may read, the newest change first; found by words, UUID or an exact value in them.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { listMisp } from '../../api/misp.ts'

export function EventsTab({ onOpen }: { onOpen: (uuid: string) => void }): ReactNode {
  const [{ find, after }, choose] = useChoices('find', 'after')
  const [typed, setTyped] = useState(find ?? '')
  const asked = useAsk(listMisp, { ...(find ? { text: find } : {}), ...(after ? { after } : {}) }, { keep: true })
  const items = asked.data?.items ?? []
  return (
    <section className="stack" aria-label={say('Events')}>
      <form
        className="federate-filters no-print"
        onSubmit={(event) => {
          event.preventDefault()
          choose({ find: typed.trim() || undefined, after: undefined })
        }}
      >
        <TextField
          label={say('Find')}
          hint={say('Words of the title, an organisation, a UUID, or a value such as 203.0.113.7.')}
          value={typed}
          onChange={setTyped}
          type="search"
        />
        <Button type="submit">{say('Find')}</Button>
      </form>
      {asked.isPending ? <Skeleton lines={4} tall /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data && items.length === 0 ? (
        <Empty title={say('No MISP event is here that you may see.')}>
          {say('Follow a feed or a server, or take in a file that MISP exported as “MISP JSON”.')}
        </Empty>
      ) : null}
      <ul className="plain-list bordered">
        {items.map(({ uuid, info, orgcName, date, published, numbers, tags, marking, origin, changedAt }) => (
          <li key={uuid} className="stack tight">
            <p className="row">
              <Button kind="quiet" small onPress={() => onOpen(uuid)}>
                <span className="misp-title">{info}</span>
              </Button>
              {published ? null : <Badge tone="quiet">{say('Not published')}</Badge>}
              <Tlp label={marking.tlp} />
            </p>
            <p className="small">
              {orgcName} · {date} · {sayCount(numbers.attributes, '1 attribute', '{n} attributes')} · {say('changed')}{' '}
              <Time at={changedAt} />
            </p>
            <p className="small quiet federate-breaks">
              {say('By {name}', { name: origin.name })}
              {tags.length > 0 ? ` · ${tags.slice(0, 6).join(', ')}` : ''}
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
