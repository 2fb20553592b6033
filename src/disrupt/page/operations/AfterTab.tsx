// What was obtained, as counts; what was promised, with its clock; and how seizure pages are known.
import type { ReactNode } from 'react'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Time, useNow } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { Lines } from '../requests/Lines.tsx'
import { Notices } from './Notices.tsx'
import { afterActs, keepAct, type Shown } from './operation-acts.ts'
import { takedownWord } from './words.ts'

export function AfterTab({ shown }: { shown: Shown }): ReactNode {
  const now = useNow()
  const partner = (key: string) => shown.state.partners.find((one) => one.key === key)?.name ?? key
  const { obtained, releases, seizurePages, sinkholes } = shown.state
  return (
    <div className="stack">
      <Acts acts={afterActs(shown)} />
      <Lines
        title={say('What was promised')}
        lines={releases.map((one) => {
          const late = one.keptAt === null ? Date.parse(one.due) < now : one.keptAt > one.due
          const word = one.keptAt ? (late ? say('Kept late') : say('Kept')) : late ? say('Overdue') : say('Open')
          return {
            key: one.key,
            text: (
              <>
                <Badge tone={late ? 'bad' : one.keptAt ? 'good' : 'accent'}>{word}</Badge> {one.what} · {one.to}
              </>
            ),
            more: [<Time key="due" at={one.due} show="both" />, one.where],
            acts: [keepAct(shown, one)],
          }
        })}
      />
      <Lines
        title={say('What was obtained')}
        lines={obtained.map((one) => ({
          key: one.key,
          text: `${takedownWord(one.kind)}: ${one.count.toLocaleString('en')}${one.country ? ` (${one.country})` : ''}`,
          more: [
            say('{sealed}, with {who}', { sealed: one.sealed, who: partner(one.heldBy) }),
            one.sha256 ? `SHA-256 ${one.sha256}` : null,
          ],
        }))}
      />
      <Notices shown={shown} />
      <Lines
        title={say('How seizure pages are known')}
        none={say('None is named yet: add one under Targets. Without one, a seizure looks like a site that is up.')}
        lines={seizurePages.map((one) => ({
          key: one.key,
          text: one.name,
          more: [
            one.phrases.map((phrase) => `“${phrase}”`).join(', '),
            one.agreed.length > 0
              ? say('Agreed by {who}', { who: one.agreed.map(partner).join(', ') })
              : say('Nobody agreed on it yet, so it does not count.'),
          ],
        }))}
      />
      {sinkholes.length > 0 ? <p>{say('Sinkholes: {addresses}', { addresses: sinkholes.join(', ') })}</p> : null}
    </div>
  )
}
