// The programme in one's own calendar.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { closeProgrammeCalendar, listProgrammeCalendars, openProgrammeCalendar } from '../../api/programme/calendars.ts'

export function ProgrammeCalendars(): ReactNode {
  const asked = useAsk(listProgrammeCalendars, {}, { timeless: true })
  const open = useTell(openProgrammeCalendar)
  const close = useTell(closeProgrammeCalendar)
  const [made, setMade] = useState<string | null>(null)
  if (!asked.data) return null
  const again = () => void asked.refetch()
  const begin = () =>
    void open.tell({}).then(
      ({ url }) => {
        setMade(url)
        again()
      },
      () => undefined,
    )
  return (
    <Card
      title={say('In your calendar')}
      className="no-print"
      aside={
        <Button small icon="plus" isPending={open.pending} onPress={begin}>
          {say('Open a calendar')}
        </Button>
      }
    >
      <div className="stack">
        <Problem error={open.error ?? close.error} />
        <p className="small quiet">
          {say(
            'Exercises of the programme that you may read, with EXERCISE first. Whoever knows the address reads it: give it to nobody.',
          )}
        </p>
        {made ? (
          <div className="note good stack">
            <span>{say('Add this address to your calendar program. It is shown only now.')}</span>
            <code className="wraps">{made}</code>
            <div className="row">
              <Copy text={made} label={say('Copy the address')} />
            </div>
          </div>
        ) : null}
        <ul className="plain-list">
          {asked.data.items.map(({ id, opened, fetched }) => (
            <li key={id}>
              <div className="row apart">
                <span>
                  {say('Opened')} <Time at={opened} /> ·{' '}
                  {fetched ? (
                    <>
                      {say('last fetched')} <Time at={fetched} />
                    </>
                  ) : (
                    say('never fetched')
                  )}
                </span>
                <Button small kind="danger" onPress={() => void close.tell({ id }).then(again, () => undefined)}>
                  {say('Close')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
