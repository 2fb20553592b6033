// What happened to a part, newest first; each line leads to how things were known then.
import type { ReactNode } from 'react'
import { traceRecord } from '#assess/api.ts'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useMoment } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'

const most = 50

const words: Record<string, () => string> = {
  'sustain.partAdded': () => say('put it on the map'),
  'sustain.partChanged': () => say('changed it'),
}

export function History({ part }: { part: string }): ReactNode {
  const trace = useAsk(traceRecord, { id: part }, { keep: true, hears: ['sustain.part'] })
  const names = useNames()
  const goTo = useMoment()
  const lines = (trace.data?.lines ?? []).filter((line) => line.id === part).reverse()
  return (
    <Card title={say('What happened to it')}>
      <Problem error={trace.error} />
      {trace.isPending ? <Skeleton lines={3} /> : null}
      <ol className="plain-list">
        {lines.slice(0, most).map((line) => (
          <li key={line.entry}>
            <span className="row apart">
              <span>
                <strong>{names.actor(line.by)}</strong> {words[line.kind]?.() ?? line.text}
              </span>
              <span className="row small">
                <Time at={line.at} show="exact" />
                <Button
                  small
                  kind="quiet"
                  aria-label={say('As known then, at version {version}', { version: line.version })}
                  onPress={() => goTo(line.at)}
                >
                  {say('As known then')}
                </Button>
              </span>
            </span>
            {line.changes.length > 0 ? (
              <ul className="changes small">
                {line.changes.map((change) => (
                  <li key={change.what} className="wrap-anywhere">
                    {change.what}: {change.from && change.from !== '(none)' ? <del>{change.from}</del> : null}{' '}
                    {change.to ? <ins>{change.to}</ins> : null}
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ol>
    </Card>
  )
}
