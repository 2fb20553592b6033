// How one is reminded of clocks: by mail, and in one's own calendar.
import { type ReactNode, useState } from 'react'
import { chooseReminders, closeCalendar, openCalendar, reminderChoices } from '#assess/api/reminders.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'

export function RemindersTab(): ReactNode {
  const asked = useAsk(reminderChoices, {}, { timeless: true })
  const choose = useTell(chooseReminders)
  const open = useTell(openCalendar)
  const close = useTell(closeCalendar)
  const [made, setMade] = useState<string | null>(null)
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { mail, mailPossible, address, hoursBefore, calendars } = asked.data
  const again = () => void asked.refetch()
  return (
    <div className="stack">
      <Card title={say('Reminders of clocks')}>
        <Problem error={choose.error} />
        <CheckField
          label={say('Mail to {address}', { address: address ?? say('no address') })}
          value={mail}
          onChange={(on) => void choose.tell({ mail: on }).then(again, () => undefined)}
        />
        <p className="small quiet">
          {say(
            'Up to {hours} hours before a limit where the period is long enough, at the limit, after it until the report is handed in, and when a clock moves. For clocks of your organisation and of incidents that you work on.',
            { hours: hoursBefore.join(', ') },
          )}
        </p>
        {mailPossible ? null : (
          <p className="note warn">
            {say('This node has no mail server, so no mail leaves it. An administrator sets TOCSIN_SMTP_URL.')}
          </p>
        )}
      </Card>
      <Card
        title={say('Calendars')}
        aside={
          <Button
            small
            icon="plus"
            isPending={open.pending}
            onPress={() =>
              void open.tell({}).then(
                ({ url }) => {
                  setMade(url)
                  again()
                },
                () => undefined,
              )
            }
          >
            {say('Open a calendar')}
          </Button>
        }
      >
        <Problem error={open.error ?? close.error} />
        <p className="small quiet">
          {say(
            'An address that a calendar program fetches. Whoever knows it reads the clocks that you may read: give it to nobody.',
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
        {calendars.length === 0 ? <p className="quiet">{say('None.')}</p> : null}
        <ul className="plain-list">
          {calendars.map((one) => (
            <li key={one.id} className="row apart">
              <span>
                {say('Opened')} <Time at={one.opened} /> ·{' '}
                {one.fetched ? (
                  <>
                    {say('last fetched')} <Time at={one.fetched} />
                  </>
                ) : (
                  say('never fetched')
                )}
              </span>
              <Button small kind="danger" onPress={() => void close.tell({ id: one.id }).then(again, () => undefined)}>
                {say('Close')}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
