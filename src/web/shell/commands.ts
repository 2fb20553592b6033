// What the palette offers besides search: places to go and things to do, as far as this person may.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { declareIncident, reportIncident } from '#assess/api.ts'
import { signOut } from '#people/api.ts'
import { importText } from '#watch/api.ts'
import { call } from '../client.ts'
import { useMoment, usePlace, useRealm } from '../place.ts'
import { say } from '../say.ts'
import { useMay, useMe } from '../session.ts'
import { wear } from '../theme.ts'
import type { Command } from './Palette.tsx'

export function useCommands(showKeys: () => void): Command[] {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const me = useMe()
  const may = useMay()
  const { realm, asOf } = usePlace()
  const goTo = useMoment()
  const changeRealm = useRealm()

  const go = (title: string, to: string, icon: Command['icon'], keys?: string, words?: string): Command => ({
    title: say(title),
    icon,
    group: say('Go to'),
    ...(keys ? { keys } : {}),
    ...(words ? { words } : {}),
    run: () => void navigate({ to }),
  })
  const act = (title: string, icon: Command['icon'], run: () => void, words = ''): Command => ({
    title: say(title),
    icon,
    group: say('Do'),
    words,
    run,
  })

  async function leave(): Promise<void> {
    await call(signOut, {})
    queries.clear()
    window.location.assign('/sign-in')
  }

  const list: (Command | false)[] = [
    go('Picture', '/picture', 'picture', 'g p', 'map home overview'),
    go('Sense', '/sense', 'sense', 'g s', 'traffic attacks waves targets sensors complaints'),
    go('Watch', '/watch', 'watch', 'g w', 'items news feeds'),
    go('Incidents', '/incidents', 'incidents', 'g i'),
    may(importText) &&
      act(
        'Paste a text into watch',
        'plus',
        () => void navigate({ to: '/watch', search: { add: 'text' } }),
        'import news article',
      ),
    may(importText) &&
      act(
        'Follow a feed',
        'feed',
        () => void navigate({ to: '/watch', search: { add: 'feed', tab: 'feeds' } }),
        'rss atom',
      ),
    may(declareIncident) &&
      act(
        'Open an incident',
        'plus',
        () => void navigate({ to: '/incidents', search: { add: 'incident' } }),
        'declare new',
      ),
    may(reportIncident) &&
      act('Report an incident of your organisation', 'report', () => void navigate({ to: '/report' })),
    Boolean(asOf) && act('Back to now', 'clock', () => goTo(undefined)),
    ...me.realms
      .filter((one) => one !== realm)
      .map((one) =>
        act(
          one === 'live'
            ? say('Leave the exercise for the live realm')
            : say('Enter exercise {name}', { name: one.slice(9) }),
          'out',
          () => changeRealm(one),
        ),
      ),
    go('Search', '/search', 'search', '/'),
    go('Manual', '/manual', 'manual', 'g m', 'help documentation'),
    go('API', '/api/docs', 'api', undefined, 'openapi developers'),
    me.roles.includes('administrator') &&
      go('Administration', '/administration', 'administration', undefined, 'organisations persons invite'),
    go('Your account', '/account', 'account', 'g a', 'password passkey token sessions second factor'),
    act('Colours: light', 'sun', () => wear('light'), 'theme'),
    act('Colours: dark', 'moon', () => wear('dark'), 'theme night'),
    act('Colours: as the system', 'auto', () => wear('auto'), 'theme'),
    act('Print this page', 'print', () => window.print()),
    act('Show the keys', 'keys', showKeys, 'keyboard shortcuts help'),
    act('Sign out', 'out', () => void leave()),
  ]
  return list.filter((it) => it !== false)
}
